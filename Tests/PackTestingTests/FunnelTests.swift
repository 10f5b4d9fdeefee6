import Diagnostics
import Facts
import Metrics
import Pack
import Statistics
import Testing

/// Eight sessions: 8 opened, 6 of them engaged, 3 of those ordered; one ordered without engaging.
struct FunnelTests {
  private static let files = [
    "sessions.csv": """
    session_id,started_at,messages,order_id
    s1,2026-07-01 10:00:00,5,o1
    s2,2026-07-01 10:00:00,5,o2
    s3,2026-07-01 10:00:00,5,o3
    s4,2026-07-01 10:00:00,5,
    s5,2026-07-01 10:00:00,5,
    s6,2026-07-01 10:00:00,5,
    s7,2026-07-01 10:00:00,1,o4
    s8,2026-07-01 10:00:00,1,

    """
  ]

  private func pack(
    _ nested: Bool, steps: String = "{opened: \"TRUE\", engaged: messages >= 2, ordered: order_id IS NOT NULL}"
  )
    throws -> TemporaryPack
  {
    try TemporaryPack(
      files: Self.files,
      """
      datasets:
        sessions:
          file: sessions.csv
          key: session_id
          time: started_at
          cluster: session_id
          columns: {session_id: text, started_at: timestamp, messages: integer, order_id: text}
      measures:
        sessions: {count: sessions}
      metrics:
        volume: {value: sessions, better: up}
      funnels:
        purchase: {from: sessions, label: Purchase, nested: \(nested), steps: \(steps)}
      """)
  }

  private func values(_ trial: TemporaryPack, _ names: [String]) throws -> [Estimate] {
    let pack = try #require(trial.pack, "\(trial.findings)")
    let book = try trial.book(names, periods: [pack.period])
    return names.map { book.fact($0, in: Slice(pack.period)).estimate }
  }

  @Test func nestedStepsAddTheirConditions() throws {
    let trial = try pack(true)
    let names = [
      "purchase.opened", "purchase.engaged", "purchase.ordered", "purchase.engaged.rate", "purchase.ordered.rate",
      "purchase.ordered.of_first", "purchase.ordered.drop_off",
    ]
    #expect(try values(trial, names).map(\.value) == [8, 6, 3, 0.75, 0.5, 0.375, 0.5])
  }

  /// Wilson's 95% interval of 6 in 8 is 0.4093 to 0.9285 (R: binom::binom.wilson(6, 8)); of the complement, turned round.
  @Test func ratesHaveWilsonsIntervalAndTheDropOffItsComplement() throws {
    let estimates = try values(try pack(true), ["purchase.engaged.rate", "purchase.engaged.drop_off"])
    let (rate, drop) = (estimates[0], estimates[1])
    #expect(abs((rate.low ?? 0) - 0.4093) < 0.0001)
    #expect(abs((rate.high ?? 0) - 0.9285) < 0.0001)
    #expect(drop.value == 0.25)
    #expect(abs((drop.low ?? 0) - (1 - 0.9285)) < 0.0001)
    #expect(abs((drop.high ?? 0) - (1 - 0.4093)) < 0.0001)
    #expect(drop.n == 8)
  }

  /// 4 ordered of 2 that sent few messages: a rate of 200%, a drop-off of -100%, and no Wilson interval.
  @Test func stepsThatDoNotNestMayRiseAgain() throws {
    let trial = try pack(false, steps: "{short: messages < 2, ordered: order_id IS NOT NULL}")
    let estimates = try values(trial, ["purchase.ordered", "purchase.ordered.rate", "purchase.ordered.drop_off"])
    #expect(estimates.map(\.value) == [4, 2, -1])
    #expect(!estimates[1].method.contains("Wilson"))
    let definition = trial.pack?.metrics.first { $0.name == "purchase.ordered.drop_off" }?.definition ?? ""
    #expect(definition.contains("below zero"))
  }

  @Test func stepsKeepTheirOrderAndLabels() throws {
    let trial = try pack(
      true, steps: "{opened: \"TRUE\", ordered: {where: order_id IS NOT NULL, label: Placed an order}}")
    let funnel = try #require(trial.pack?.funnels.first)
    #expect(funnel.steps.map(\.label) == ["Opened", "Placed an order"])
    #expect(funnel.steps.map { $0.rates == nil } == [true, false])
  }

  @Test(arguments: [
    ("{opened: \"TRUE\"}", "funnel-steps"), ("{opened: \"TRUE\", engaged: messages}", nil),
    ("{opened: \"TRUE\", engaged: {wher: messages > 2}}", "unknown-key"),
  ])
  func mistakesAreFound(steps: String, id: String?) throws {
    let findings = try pack(true, steps: steps).findings.filter { $0.severity == .error }
    #expect(!findings.isEmpty)
    if let id { #expect(findings.contains { $0.id == id }) }
  }
}
