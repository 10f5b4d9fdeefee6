import Testing
import Theme

@Suite struct ColourTests {
  /// Every text of the style sheets with the ground it stands on.
  static let texts: [(text: String, ground: String)] =
    ["ink", "ink2", "ink3", "accent", "good", "bad"].map { ($0, "paper") }
    + (0...5).map { ("h\($0)t", "h\($0)") } + [("ink", "miss"), ("ink2", "miss"), ("paper", "bad")]
  /// Every mark that carries a value, on the page.
  static let marks = ["accent", "actual", "actual2", "prior", "good", "bad", "ink3"]

  @Test(arguments: Palette.allCases)
  func textReachesTheContrastOfLevelAA(palette: Palette) throws {
    let colours = try palette.colours()
    for (text, ground) in Self.texts {
      let ratio = try #require(colours[text]).contrast(with: try #require(colours[ground]))
      #expect(ratio >= 4.5, "\(palette): \(text) on \(ground)")
    }
  }

  @Test(arguments: Palette.allCases)
  func marksReachTheContrastOfGraphics(palette: Palette) throws {
    let colours = try palette.colours()
    let paper = try #require(colours["paper"])
    for mark in Self.marks {
      #expect(try #require(colours[mark]).contrast(with: paper) >= 3, "\(palette): \(mark)")
    }
    // The line in focus lies on its own interval.
    let band = try #require(colours["band"])
    #expect(try #require(colours["accent"]).contrast(with: band) >= 3, "\(palette): accent on band")
  }

  @Test(arguments: Palette.allCases, Dichromacy.allCases)
  func goodAndBadStayApart(palette: Palette, dichromacy: Dichromacy) throws {
    let colours = try palette.colours()
    let good = try #require(colours["good"]).seen(through: dichromacy.matrix)
    let bad = try #require(colours["bad"]).seen(through: dichromacy.matrix)
    #expect(good.distance(to: bad) >= 32, "\(palette), \(dichromacy)")
  }

  @Test func theHeatRampIsEven() throws {
    for palette in Palette.allCases {
      let colours = try palette.colours()
      let ratios = try (0...5).map {
        try #require(colours["h\($0)"]).contrast(with: try #require(colours["paper"]))
      }
      #expect(ratios == ratios.sorted(), "\(palette): each step is further from the paper than the one before")
    }
  }

  @Test func everyColourIsSetForEachAppearance() throws {
    let light = Set(try Palette.light.colours().keys)
    #expect(light.count == 27)
    #expect(light == Set(try Palette.dark.colours().keys))
    #expect(light == Set(try Palette.print.colours().keys))
  }

  /// Published figures: white on black is 21 and #767676 on white 4.54 (WCAG, understanding 1.4.3).
  @Test func contrastAgreesWithPublishedFigures() throws {
    let white = try #require(Colour(hex: "#ffffff"))
    #expect(abs(white.contrast(with: try #require(Colour(hex: "#000000"))) - 21) < 1e-9)
    #expect(abs(white.contrast(with: try #require(Colour(hex: "#767676"))) - 4.54) < 0.005)
  }
}
