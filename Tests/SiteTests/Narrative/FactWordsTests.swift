import Formats
import Testing

@testable import Site

/// Facts in words: figures of `CallPack`, counted by hand.
@Suite struct FactWordsTests {
  @Test(arguments: [
    ("{{ places | words }} places", "three places"), ("the {{ places | ordinal }} time", "the third time"),
    ("{{ ratio | times }} as many", "1.6 times as many"), ("{{ rate[channel=voice] | fraction }}", "one in four"),
    ("{{ rate[channel=chat] | fraction }}", "three in four"), ("{{ volume | words }}", "eighty"),
    ("{{ volume.relative_change(start) | times }}", "2.0 times"), ("{{ volume.from_to }}", "from 60 to 80"),
    ("{{ rate.from_to(start) }}", "from 20% to 63%"), ("It {{ volume.moved }}.", "It rose by 20."),
    ("It {{ rate[channel=voice].moved }}.", "It did not move beyond noise (0.0 pp)."),
    ("It {{ volume[channel=chat].moved(start) }}.", "It rose by 50."),
    ("It {{ volume[channel=voice].moved(start) }}.", "It fell by 10."),
    ("{{ volume.highest(channel) }}", "Chat (60) and Voice (20)"), ("{{ volume.highest(channel, 1) }}", "Chat (60)"),
    ("{{ rate.lowest(channel) }}", "Voice (25%) and Chat (75%)"), ("{{ rate.rose(channel) }}", "Chat (+50.0 pp)"),
    ("{{ rate.fell(channel) }}", "none"), ("{{ volume.fell(channel, start, 2) }}", "Voice (−10)"),
  ])
  func words(_ written: String, _ shown: String) throws {
    #expect(try CallPack.words(written).contains(shown))
  }

  @Test(arguments: [
    ("{{ volume.highest }}", "bad-reference"), ("{{ volume.highest(chanel) }}", "unknown-segment"),
    ("{{ volume.rose(channel, priro) }}", "unknown-comparison"), ("{{ places | words 1 }}", "bad-reference"),
    ("{{ volume.highest(channel, 0) }}", "bad-reference"),
    ("{{ volume[channel=chat].highest(channel) }}", "crossed-segments"),
    ("{{ volume | fraction }}", "no-simple fraction"), ("{{ rate | words k }}", "bad-reference"),
    ("{{ places.moved }}", "no-interval"),
  ])
  func mistakes(_ written: String, _ id: String) throws {
    #expect(try CallPack.findings(written).contains(id))
  }

  /// Exact where the fraction is the share itself, “about” elsewhere; none near enough, no words.
  @Test(arguments: [
    (0.2, "one in five"), (0.613, "about three in five"), (0.334, "about one in three"), (0.5, "one in two"),
    (0.011, "about one in 100"), (0.04, "one in 25"), (0.9, "nine in ten"),
  ])
  func fractions(_ value: Double, _ words: String) {
    #expect(FigureWords.fraction(value) == words)
  }

  @Test func noFractionOfWhatIsNoShare() {
    #expect(FigureWords.fraction(0) == nil && FigureWords.fraction(1) == nil && FigureWords.fraction(-0.2) == nil)
    #expect(FigureWords.fraction(0.003) == nil)
  }

  @Test func countsAndPlaces() {
    #expect([0, 13, 21, 99].map { FigureWords.count($0, .count) } == ["no", "thirteen", "twenty-one", "ninety-nine"])
    #expect(FigureWords.count(100, .count) == "100" && FigureWords.count(2.5, .number(digits: 1)) == "2.5")
    #expect(FigureWords.count(0.45, .percent(digits: 0)) == "forty-five per cent")
    #expect(
      [1, 12, 13, 21, 22, 111].map { FigureWords.ordinal($0) } == ["first", "twelfth", "13th", "21st", "22nd", "111th"])
  }

  /// Words are figures too: `verify` computes them again.
  @Test func wordsAreTiedToTheBundle() throws {
    let built = try CallPack.build(["index.md": "{{ places | words }}, {{ rate | fraction }}, {{ volume.from_to }}"])
    let numbers = PageNumbers(try CallPack.page(built))
    #expect(numbers.untied.isEmpty)
    #expect(numbers.tied.map(\.text).starts(with: ["three", "five in eight", "60 to 80"]))
  }
}
