import Testing

@testable import Charts

@Suite struct LegibilityTests {
  private func findings(_ build: (inout Scene) -> Void) -> [String] {
    var scene = Scene(width: 200, height: 100)
    build(&scene)
    return audit(scene, looks: Looks.all)
  }

  /// Ratios of WebAIM's contrast checker.
  @Test func contrastIsThatOfTheGuidelines() throws {
    let white = try #require(ChartColor(hex: "#ffffff"))
    let grey = try #require(ChartColor(hex: "#767676"))
    let red = try #require(ChartColor(hex: "#f00"))
    #expect(abs(white.contrast(with: try #require(ChartColor(hex: "#000"))) - 21) < 1e-9)
    #expect(abs(grey.contrast(with: white) - 4.54) < 0.005)
    #expect(abs(red.contrast(with: white) - 4.00) < 0.005)
    #expect(ChartColor(hex: "red") == nil && ChartColor(hex: "#12345") == nil)
  }

  @Test func theThemeIsRead() throws {
    #expect(Looks.all.map(\.name) == ["light", "dark", "print"])
    #expect(Looks.all.map(\.paper) == ["#fdfcf9", "#15181b", "#ffffff"].map { ChartColor(hex: $0) })
    let dark = Looks.all[1]
    #expect(dark.paints["c-focus"] == .init(fill: nil, stroke: ChartColor(hex: "#84b8e8")))
    #expect(dark.paints["c-v"]?.fill == ChartColor(hex: "#eae8e3"))
    #expect(Looks.all[2].paints["c-fill-accent"]?.fill == ChartColor(hex: "#173f66"))
    #expect(dark.paints["c-faded"]?.opacity == 0.45)
  }

  @Test func allRolesOfTextCanBeReadOnPaper() {
    for role in [TextRole.label, .value, .strong, .small, .accent] {
      #expect(findings { $0.text("Fine", x: 10, y: 20, role: role) }.isEmpty)
    }
  }

  @Test func findsTextWithoutContrast() {
    let onBar = findings {
      $0.baseline = .x(0)
      $0.rectangle(Box(x: 0, y: 0, width: 100, height: 40), .actual)
      $0.text("Dark", x: 10, y: 20)
    }
    #expect(onBar.contains { $0.contains("\"Dark\" has a contrast of only 1.4 in the light look") })
    let withHalo = findings {
      $0.baseline = .x(0)
      $0.rectangle(Box(x: 0, y: 0, width: 100, height: 40), .actual)
      $0.text("Dark", x: 10, y: 20, halo: true)
    }
    #expect(withHalo.isEmpty)
  }

  @Test func findsTextThatIsCoveredOrCrossed() {
    let covered = findings {
      $0.text("Under", x: 10, y: 20, halo: true)
      $0.circle(20, 17, 6, .dot)
    }
    #expect(covered.contains { $0.contains("covers \"Under\"") })
    let crossed = findings {
      $0.path(Path(horizontal: 16, from: 0, to: 100), .focus)
      $0.text("Crossed", x: 10, y: 20)
    }
    #expect(crossed.contains { $0.contains("crosses \"Crossed\"") })
    let grid = findings {
      $0.path(Path(horizontal: 16, from: 0, to: 100), .grid)
      $0.text("Fine", x: 10, y: 20)
    }
    #expect(grid.isEmpty)
  }

  @Test func findsAMarkThatIsLostOnAnother() {
    let whisker = Path(horizontal: 20, from: 10, to: 90)
    let lost = findings {
      $0.baseline = .x(0)
      $0.rectangle(Box(x: 0, y: 0, width: 100, height: 40), .actual)
      $0.path(whisker, .whisker)
    }
    #expect(lost.contains { $0.contains("c-whisker") && $0.contains("contrast") })
    let outlined = findings {
      $0.baseline = .x(0)
      $0.rectangle(Box(x: 0, y: 0, width: 100, height: 40), .actual)
      $0.path(whisker, .whiskerHalo)
      $0.path(whisker, .whisker)
    }
    #expect(outlined.isEmpty)
  }

  @Test func findsDotsThatNobodySees() {
    #expect(findings { $0.circle(50, 50, 0.5, .dot) }.contains { $0.contains("too small") })
  }

  @Test func findsARoleThatTheThemeForgot() {
    var look = Looks.all[0]
    look.paints["c-focus"] = nil
    var scene = Scene(width: 200, height: 100)
    scene.path(Path(horizontal: 16, from: 0, to: 100), .focus)
    #expect(audit(scene, looks: [look]).contains { $0.contains("no colour") })
  }
}
