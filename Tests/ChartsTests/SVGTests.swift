import Formats
import Foundation
import TestSupport
import Testing

@testable import Charts

@Suite struct SVGTests {
  private let bars = scene(
    .bar(BarSpec(bars: [.init(label: "</text><script>alert(1)</script>&\"'", value: 3)], format: .count)), size: .full)

  @Test func escapesWhatIsHostile() {
    let text = svg(
      bars, id: "a\"b", title: "<T> & \"t\"", description: "d\u{1}<", classes: ["wide", "x\" onload=\"y"])
    #expect(Markup.fault(in: text) == nil)
    #expect(!text.contains("<script"))
    #expect(!text.contains(" onload=\"y\""))
    #expect(text.contains("&lt;T&gt; &amp; &quot;t&quot;"))
  }

  @Test func namesItselfToAScreenReader() {
    let text = svg(bars, id: "nps", title: "T", description: "D")
    #expect(text.hasPrefix("<svg class=\"c-chart\""))
    #expect(text.contains("role=\"img\" aria-labelledby=\"nps-t nps-d\""))
    #expect(text.contains("<title id=\"nps-t\">T</title><desc id=\"nps-d\">D</desc>"))
    #expect(Markup.values(of: "id", in: text) == ["nps-t", "nps-d"])
  }

  @Test func aSparklineIsHidden() {
    let points = [1.0, 3, 2].enumerated().map { SparklineSpec.Point(day: $0.offset, value: $0.element) }
    let text = svg(
      scene(.sparkline(SparklineSpec(points: points)), size: .sparkline), id: "s", title: "", description: "")
    #expect(text.contains("aria-hidden=\"true\""))
    #expect(!text.contains(" id="))
    #expect(text.contains("viewBox=\"0 0 92 22\""))
  }

  @Test(arguments: [
    (0.04, "0"), (-0.04, "0"), (0.05, "0.1"), (12.34, "12.3"), (-3.96, "-4"), (100, "100"), (.nan, "0"),
  ])
  func writesOneDecimal(value: Double, text: String) {
    var writer = SVGWriter()
    writer.number(value)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
  }

  @Test func theStyleSheetKnowsEveryClass() throws {
    let css = try String(contentsOf: Repository.root.appending(path: "templates/theme/charts.css"), encoding: .utf8)
    var used: Set<String> = []
    for seed in 1...60 as ClosedRange<UInt64> {
      for kind in RandomChartsTests.kinds {
        var random = RandomSpecs(seed: seed)
        let text = svg(scene(kind.make(&random), size: .full), id: "a", title: "t", description: "d")
        for value in Markup.values(of: "class", in: text) {
          used.formUnion(value.split(separator: " ").map(String.init))
        }
      }
    }
    used.remove("c-t")  // the style of all text
    #expect(used.count > 20)
    let styled = Set(css.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }.map(String.init))
    for name in used.sorted() { #expect(styled.contains("." + name), "\(name) has no style") }
  }
}
