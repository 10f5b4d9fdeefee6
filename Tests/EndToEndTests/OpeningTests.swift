import Foundation
import Testing

/// Every figure that rests on facts opens, wherever it is shown, by HTML alone.
struct OpeningTests {
  private struct Pages: Decodable {
    struct Figure: Decodable { var of: [String] }
    var pages: [String: [Figure]]
  }

  @Test(arguments: ExamplePacks.names)
  func everyFigureOfAnExamplePackOpens(_ name: String) throws {
    let folder = try ExamplePacks.built(name)
    let recorded = try JSONDecoder().decode(
      Pages.self, from: Data(contentsOf: folder.appending(path: "bundle/pages.json")))
    var opening = 0
    for (file, markup) in try ExamplePacks.pages(name) {
      let figures = recorded.pages[file] ?? []
      for element in markup.elements {
        guard
          let number = (element["data-f"] ?? (element.name == "data" ? element["value"] : nil)).flatMap({ Int($0) }),
          figures.indices.contains(number),
          // The names of answers on a scale are no figures of facts.
          figures[number].of.contains(where: { $0.contains(/f[0-9]/) })
        else { continue }
        if element["popovertarget"] != nil {
          opening += 1
          continue
        }
        // What has opened already, an entry of the definitions, a label of a drawing whose data stand below it.
        let around = markup.ancestors(of: element)
        let isExplained = around.contains {
          $0["popover"] != nil || $0["class"] == "df" || $0.name == "svg"
        }
        #expect(isExplained, "\(file): \(element.text) in \(around.compactMap { $0["id"] }.first ?? "?") does not open")
      }
    }
    #expect(opening > 200)
  }

  /// Periods, days and dates say what a row is of; all else with a digit is a figure, those of a survival curve too.
  @Test(arguments: ExamplePacks.names)
  func everyFigureInTheDataOfAChartOpens(_ name: String) throws {
    var cells = 0
    for (file, markup) in try ExamplePacks.pages(name) {
      let tied = Set(markup.elements.filter { $0["data-f"] != nil && $0["popovertarget"] != nil }.compactMap(\.parent))
      for (index, cell) in markup.elements.enumerated()
      where cell.name == "td" && markup.ancestors(of: cell).contains(where: { $0["class"] == "data" }) {
        guard cell.text.contains(/[0-9]/), !tied.contains(index) else {
          cells += tied.contains(index) ? 1 : 0
          continue
        }
        let names = /([0-9]+ )?(January|[A-Z][a-z]+)( 20[0-9][0-9])?|0|15|30|45|60|75|90|.*(interval|range)/
        #expect(cell.text.wholeMatch(of: names) != nil, "\(file): “\(cell.text)” does not open")
      }
    }
    #expect(cells > 10)
  }
}

extension Markup {
  /// The elements around one, the nearest first.
  fileprivate func ancestors(of element: Element) -> [Element] {
    var found: [Element] = []
    var next = element.parent
    while let index = next {
      found.append(elements[index])
      next = elements[index].parent
    }
    return found
  }
}
