import Diagnostics
import Pack
import Testing

/// One mistake is one finding: what follows from a name that failed is not reported again.
@Suite("Findings that follow from another")
struct FollowOnTests {
  private static func findings(_ body: String, chats: String? = nil) throws -> [String] {
    let loaded =
      try chats.map { try UsePackTests.load(body, chats: $0) } ?? UsePackTests.load(body)
    return loaded.1.filter { $0.severity == .error }.map { "\($0.id): \($0.summary)" }
  }

  /// What a pack makes of a KPI, its measures and an input.
  private static let built = """
    metrics:
      saved: {value: contained * 2, better: up}
      saved_share: {value: saved / assistant_sessions, better: up}
      rate_twice: {value: 2 * containment_rate, better: up}
      containment_rate: {owner: Operations}
    tests:
      - {name: plausible, metric: containment_rate, between: [30%, 90%]}

    """

  @Test func aMisspeltKPIIsOneFinding() throws {
    let found = try Self.findings(UsePackTests.chats + "use: [containmnt_rate]\n" + Self.built)
    #expect(found == ["unknown-kpi: There is no KPI `containmnt_rate` in the library"])
  }

  @Test func aMisspeltColumnIsOneFinding() throws {
    let misspelt = UsePackTests.chats.replacing("assistant: bot", with: "assistant: bott")
    let found = try Self.findings(misspelt + "use: [containment_rate, handoff_rate]\n" + Self.built)
    #expect(
      found == [
        "kpi-needs: The KPI `containment_rate` needs the column `bott` of `chats` (the library's `sessions`)"
      ])
  }

  /// The dataset has no source; a lookup, segments, a cohort, KPIs, measures and metrics rest on it.
  @Test func aRefusedDatasetIsOneFinding() throws {
    let found = try Self.findings(
      UsePackTests.chats.replacing("file: chats.csv", with: "files: chats.csv") + """
          answers: {file: answers.csv, key: id, time: at, lookup: {chat: {to: chats, on: id}}}
        segments: {bot: {chats: bot}}
        cohorts: {arm: {chats: bot, values: {a: treatment, b: control}}}
        use: [containment_rate, conversion_uplift]
        measures:
          fast: {count: chats, where: minutes < 5}
          asked: {count: answers}
        """ + "\n" + Self.built.replacing("metrics:\n", with: "metrics:\n  fast_twice: {value: 2 * fast, better: up}\n")
    )
    #expect(
      found == [
        "dataset-source: The dataset `chats` needs either `file`, `table`, `sqlite` with `table`, or `rollup`",
        "unknown-key: There is no key `files` in `datasets.chats`",
      ])
  }

  @Test func aMisspeltDatasetIsReportedWhereItIsFirstAskedFor() throws {
    let found = try Self.findings(
      UsePackTests.chats.replacing("  chats:\n", with: "  chat:\n") + """
        segments: {bot: {chats: bot}}
        measures:
          all: {count: chats}
          fast: {count: chats, where: minutes < 5}
        metrics:
          share: {value: fast / all, better: up}
        """ + "\n")
    #expect(found == ["unknown-dataset: There is no dataset `chats`"])
  }

  @Test func twoMistakesAreTwoFindings() throws {
    let found = try Self.findings(
      UsePackTests.chats + """
        inputs: {cost: {value: many, source: x}}
        metrics:
          a: {value: cost * 2, better: up}
          b: {value: price * 2, better: up}
          c: {value: price * 3, better: up}
        """ + "\n")
    #expect(
      found == [
        "wrong-value: `inputs.cost.value` is `many`, not a number",
        "unknown-name: metric 'b': there is no measure, input or metric 'price'",
      ])
  }
}
