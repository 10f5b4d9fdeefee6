import Diagnostics
import Testing

@testable import Site

/// Claims against figures of `CallPack`, counted by hand.
@Suite struct ClaimVerdictTests {
  @Test(arguments: [
    "volume up", "rate significant", "rate[channel=voice] flat", "volume above target",
    "volume first on target since 2026-Q1",
    "volume highest since 2026-Q1", "rate highest since start",
    "volume[channel=voice, period=2026-Q2] lowest since 2026-Q1",
    "rate up in 1 of 2 channel", "rate flat in 1 of 2 channel", "volume up start in 1 of 2 channel",
    "volume[period=2026-Q1] below target",
  ])
  func holds(_ claim: String) throws {
    #expect(try CallPack.findings("[Words]{\(claim)}").isEmpty, "\(claim)")
  }

  @Test(arguments: [
    "volume down", "rate[channel=voice] significant", "volume below target", "volume lowest since 2026-Q1",
    "volume[channel=voice] highest since 2026-Q1", "rate up in 2 of 2 channel", "rate up in 1 of 3 channel",
    "volume[period=2026-Q1] highest since 2026-Q1", "volume first above target since 2026-Q3",
  ])
  func isRefused(_ claim: String) throws {
    #expect(try CallPack.findings("[Words]{\(claim)}") == ["claim-not-borne-out"], "\(claim)")
  }

  @Test(arguments: [
    "volume first up", "volume up since 2026-Q1", "volume highest in 1 of 2 channel", "volume up in 3 of 2 channel",
    "volume highest since",
  ])
  func cannotBeRead(_ claim: String) throws {
    #expect(try CallPack.findings("[Words]{\(claim)}").first == "bad-claim", "\(claim)")
  }

  @Test func namesAreChecked() throws {
    #expect(try CallPack.findings("[Words]{volume up in 1 of 2 chanel}") == ["unknown-segment"])
    #expect(try CallPack.findings("[Words]{volume highest since 2026-Q9}") == ["unknown-comparison"])
  }

  /// Both hold for a change within noise, and yet a reader is told two things.
  @Test func pagesThatDisagreeAreFound() throws {
    let page = "[one]{rate[channel=voice] flat} and [two]{rate[channel=voice] up}"
    #expect(try CallPack.findings(page).contains("claims-disagree"))
    let built = try CallPack.build([
      "index.md": "[It jumped]{rate[channel=chat] higher}.", "more.md": "[Unchanged]{rate[channel=chat] flat prior}.",
    ])
    let finding = try #require(built.diagnostics.first { $0.id == "claims-disagree" })
    #expect(finding.location?.file == "more.md" && finding.summary.contains("index.md"))
    #expect(try CallPack.findings("[a]{volume up} [b]{volume higher} [c]{volume up start}").isEmpty)
  }
}
