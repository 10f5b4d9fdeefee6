import Formats
import Testing

@testable import Charts

/// Whatever the data, a drawing has no overlap, nothing outside, no cut bar, and is well-formed.
@Suite struct RandomChartsTests {
  static let kinds: [(name: String, make: @Sendable (inout RandomSpecs) -> ChartSpec)] = [
    ("line", { $0.line() }), ("column", { $0.column() }), ("bar", { $0.bar() }), ("control", { $0.control() }),
    ("waterfall", { $0.waterfall() }), ("forest", { $0.forest() }), ("survival", { $0.survival() }),
    ("sparkline", { $0.sparkline() }), ("variance", { $0.variance() }), ("bullet", { $0.bullet() }),
    ("tornado", { $0.tornado() }), ("slope", { $0.slope() }), ("heat", { $0.heat() }),
    ("distribution", { $0.distribution() }),
    ("scatter", { $0.scatter() }), ("share", { $0.share() }), ("event study", { $0.eventStudy() }),
    ("multiples", { $0.multiples() }), ("reliability", { $0.reliability() }), ("timeline", { $0.timeline() }),
  ]

  @Test(arguments: Array(kinds.indices))
  func drawsCleanly(kind: Int) {
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = RandomSpecs(seed: seed)
      let spec = Self.kinds[kind].make(&random)
      for size in [ChartSize.full, .half, .phone] {
        let drawn = scene(spec, size: size)
        // Legibility takes most of the time in a debug build.
        let findings = audit(drawn, looks: seed % 3 == 0 ? Looks.all : [])
        #expect(findings.isEmpty, "\(Self.kinds[kind].name), seed \(seed), \(size): \(findings.prefix(3))")
        let cut = Self.cutNumbers(drawn)
        #expect(cut.isEmpty, "\(Self.kinds[kind].name), seed \(seed), \(size): \(cut.prefix(3))")
        if size == .half, seed % 4 == 0 {
          let text = svg(drawn, id: "c\(seed)", title: random.label() + "x", description: random.label())
          #expect(Markup.fault(in: text) == nil, "\(Self.kinds[kind].name), seed \(seed)")
        }
      }
    }
  }

  /// Thousands of drawings of huge, tiny and odd values in every unit and language.
  @Test(arguments: Array(kinds.indices), PackLocale.allCases)
  func drawsAnyMagnitudeInAnyLanguage(kind: Int, locale: PackLocale) {
    PackLocale.$current.withValue(locale) {
      for seed in 1...(25 as UInt64) {
        var random = RandomSpecs(seed: seed &+ 7000, isExtreme: true)
        let spec = Self.kinds[kind].make(&random)
        for size in [ChartSize.full, .half, .phone] {
          let drawn = scene(spec, size: size)
          let findings = audit(drawn) + Self.cutNumbers(drawn)
          #expect(findings.isEmpty, "\(Self.kinds[kind].name), seed \(seed), \(size): \(findings.prefix(3))")
        }
      }
    }
  }

  /// No label of a random spec holds a digit, so a cut text that does was a number, or a text that ends with one.
  private static func cutNumbers(_ scene: Scene) -> [String] {
    scene.marks.compactMap { mark in
      guard case .text(let text) = mark, let full = text.full, full.contains(where: \.isNumber) else { return nil }
      if let number = text.number, text.text.hasSuffix(number), number.contains(where: \.isNumber) { return nil }
      return "\"\(full)\" was cut to \"\(text.text)\""
    }
  }

  @Test func sameSpecSameBytes() {
    var first = RandomSpecs(seed: 5)
    var second = RandomSpecs(seed: 5)
    let one = svg(scene(first.line(), size: .full), id: "a", title: "t", description: "d")
    #expect(one == svg(scene(second.line(), size: .full), id: "a", title: "t", description: "d"))
  }
}
