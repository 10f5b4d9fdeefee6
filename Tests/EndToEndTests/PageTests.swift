import Foundation
import Testing

/// Every page of the example packs as a browser, a screen reader and a reader offline need it.
struct PageTests {
  @Test(arguments: ExamplePacks.names)
  func pagesAreWellFormed(_ name: String) throws {
    let pages = try ExamplePacks.pages(name)
    #expect(pages.count >= 5)
    for (file, markup) in pages {
      #expect(markup.problems.isEmpty, "\(file): \(markup.problems.prefix(5))")
      let repeated = Dictionary(grouping: markup.ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
      #expect(repeated.isEmpty, "\(file): \(repeated)")
      #expect(markup.all("html").first?["lang"] == "en-GB", "\(file)")
      #expect(markup.all("main").count == 1 && markup.all("h1").count == 1, "\(file)")
      #expect(markup.all("title").first.map { !$0.text.isEmpty } ?? false, "\(file)")
    }
  }

  @Test(arguments: ExamplePacks.names)
  func nothingRunsAndNothingIsFetched(_ name: String) throws {
    for (file, markup) in try ExamplePacks.pages(name) {
      #expect(markup.activeContent.isEmpty, "\(file): \(markup.activeContent.prefix(3))")
    }
    let styles = try filesBelow(ExamplePacks.built(name)).filter { $0.key.hasSuffix(".css") }
    #expect(!styles.isEmpty)
    for (file, bytes) in styles {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!text.contains("@import") && !text.contains("http"), "\(file)")
    }
  }

  @Test(arguments: ExamplePacks.names)
  func everyReferenceResolves(_ name: String) throws {
    let pages = try ExamplePacks.pages(name)
    let ids = Dictionary(uniqueKeysWithValues: pages.map { ($0.name, Set($0.markup.ids)) })
    let files = Set(try filesBelow(ExamplePacks.built(name)).keys)
    for (file, markup) in pages {
      let own = ids[file] ?? []
      for element in markup.elements {
        for key in ["popovertarget", "for"] {
          if let target = element[key] { #expect(own.contains(target), "\(file): \(key)=\(target)") }
        }
        for key in ["aria-labelledby", "aria-describedby", "aria-controls"] {
          for target in (element[key] ?? "").split(separator: " ") {
            #expect(own.contains(String(target)), "\(file): \(key)=\(target)")
          }
        }
        guard let link = element["href"] ?? element["src"] else { continue }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let path = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? file
        #expect(files.contains(path), "\(file) leads to \(link)")
        if parts.count == 2 { #expect(ids[path]?.contains(parts[1]) ?? false, "\(file) leads to \(link)") }
      }
      let popovers = Set(markup.elements.filter { $0["popover"] != nil }.compactMap { $0["id"] })
      let used = Set(markup.elements.compactMap { $0["popovertarget"] })
      #expect(popovers == used, "\(file): \(popovers.symmetricDifference(used).sorted())")
    }
    // Each page is reached from each other page.
    for (file, markup) in pages {
      let links = Set(markup.all("a").compactMap { $0["href"] })
      for other in pages.map(\.name) { #expect(links.contains(other), "\(file) has no link to \(other)") }
    }
  }

  @Test(arguments: ExamplePacks.names)
  func chartsAndTablesSayWhatTheyAre(_ name: String) throws {
    var charts = 0
    var tables = 0
    for (file, markup) in try ExamplePacks.pages(name) {
      for (index, element) in markup.elements.enumerated() {
        let children = markup.children(of: index)
        switch element.name {
        case "svg" where element["role"] == "img":
          charts += 1
          if element["aria-label"] != nil { continue }
          #expect(children.contains { $0.name == "title" && !$0.text.isEmpty }, "\(file): chart \(charts)")
          #expect(children.contains { $0.name == "desc" && !$0.text.isEmpty }, "\(file): chart \(charts)")
        case "svg":
          #expect(element["aria-hidden"] == "true", "\(file): a drawing that is neither named nor hidden")
        case "img":
          #expect(element["alt"] != nil, "\(file)")
        case "table":
          tables += 1
          #expect(children.first?.name == "caption", "\(file): a table without a caption")
        case "th":
          #expect(element["scope"] != nil, "\(file): a head cell without a scope")
        case "button":
          #expect(element["type"] == "button", "\(file)")
        default: break
        }
      }
    }
    #expect(charts > 5 && tables > 5)
  }

  /// The whole report, fonts included, can be mailed.
  @Test(arguments: ExamplePacks.names)
  func theReportIsSmall(_ name: String) throws {
    let size = try filesBelow(ExamplePacks.built(name)).values.reduce(0) { $0 + $1.count }
    #expect(size < 2_000_000)
  }

  @Test(arguments: ExamplePacks.names)
  func aFinishedPackIsNoDraft(_ name: String) throws {
    for (file, markup) in try ExamplePacks.pages(name) {
      #expect(!markup.text.contains("DRAFT"), "\(file)")
      #expect(!markup.text.contains("{{") && !markup.text.contains("}}"), "\(file)")
      for scalar in markup.text.unicodeScalars where (0xE000...0xF8FF).contains(scalar.value) {
        Issue.record("\(file): a placeholder was left")
        break
      }
    }
  }
}
