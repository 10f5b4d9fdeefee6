import Facts
import Foundation
import Testing

@testable import Site

/// A verdict is told by shape and word; colour only adds to it.
@Suite struct VerdictTests {
  /// The status shapes of the visual reference, by set of verdicts that meet in one table.
  static let sets: [[StatusView]] = [
    [.onTarget, .near, .offTarget], [.realised, .onTrack, .atRisk, .notRealised, .notMature], [.met, .late, .open],
  ]

  @Test(arguments: sets.indices)
  func shapesAndWordsDifferInATable(_ index: Int) {
    let set = Self.sets[index]
    #expect(Set(set.map(\.word)).count == set.count)
    #expect(Set(set.map { shapes($0.html) }).count == set.count)
    for status in set {
      #expect(status.html.markup.hasSuffix("</svg>\(status.word)</span>"))
      #expect(status.html.markup.contains("aria-hidden=\"true\""))
    }
  }

  @Test func anArrowNeedsASignalAndItsColourTheEffectOnTheBusiness() {
    func change(_ movement: Movement, _ effect: ChangeView.Effect) -> ChangeView {
      ChangeView(movement: movement, effect: effect, text: "+1", interval: nil)
    }
    #expect(change(.up, .good).tone == "ch up")
    #expect(change(.down, .good).tone == "ch up")
    #expect(change(.up, .bad).tone == "ch dn")
    #expect(change(.down, .bad).tone == "ch dn")
    #expect(change(.up, .neutral).tone == "ch")
    for effect in [ChangeView.Effect.good, .bad, .neutral] {
      for movement in [Movement.withinNoise, .unchanged, .unknown] {
        let view = change(movement, effect)
        #expect(view.tone == "ch")
        #expect(!view.html.markup.contains("aria-label=\"up\"") && !view.html.markup.contains("aria-label=\"down\""))
      }
    }
    let arrows = [Movement.up, .down, .withinNoise].map { drawing(change($0, .good).html) }
    #expect(Set(arrows).count == 3)
  }

  @Test func sixIconsSixDrawingsEachWithItsWord() {
    let variations: [(ControlReading.Variation, String)] = [
      (.improvement, "improvement"), (.concern, "concern"), (.commonCause, "common cause"),
    ]
    let signs = variations.map { variation, word in
      let icons = controlIcons(ControlReading(variation: variation, assurance: nil))
      let markup = icons.markup
      #expect(markup.contains("</svg>Variation: \(word)</span>"))
      #expect(markup.components(separatedBy: "<svg").count == 2)
      return shapes(icons)
    }
    #expect(Set(signs).count == 3)
    let assurances: [(ControlReading.Assurance, String)] = [
      (.pass, "meets the target"), (.hitOrMiss, "hit or miss"), (.fail, "misses the target"),
    ]
    let drawings = assurances.map { assurance, word in
      let icons = controlIcons(ControlReading(variation: .commonCause, assurance: assurance))
      #expect(icons.markup.contains("</svg>Assurance: \(word)</span>"))
      return shapes(icons)
    }
    #expect(Set(drawings).count == 3)
  }

  @Test(arguments: Grade.allCases)
  func evidenceIsFiveSquaresAndAWord(_ grade: Grade) {
    let markup = gradeBadge(grade).markup
    #expect(markup.components(separatedBy: "<i class=\"f\"></i>").count - 1 == grade.strength)
    #expect(markup.components(separatedBy: "<i></i>").count - 1 == 5 - grade.strength)
    #expect(markup.hasSuffix("\(grade.label)</p>"))
  }

  /// The drawings without the tag that carries their colour and without their word.
  private func shapes(_ html: HTML) -> [String] {
    html.markup.components(separatedBy: "<svg").dropFirst().map { part in
      let inside = part.components(separatedBy: "</svg>")[0]
      return inside.components(separatedBy: ">").dropFirst().joined(separator: ">")
    }
  }

  /// What is inside the first drawing.
  private func drawing(_ html: HTML) -> String {
    let parts = html.markup.components(separatedBy: "<svg")
    return parts.count > 1 ? parts[1].components(separatedBy: "</svg>")[0] : ""
  }
}
