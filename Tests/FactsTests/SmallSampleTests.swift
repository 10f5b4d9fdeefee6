import Facts
import Pack
import Statistics
import Testing

/// Rates that rest on few rows keep an interval.
@Suite struct SmallSampleTests {
  /// Wilson's interval of 18 successes in 20 trials is 0.69897 to 0.97213. Source: R, `binom::binom.confint`.
  private let wilson = (low: 0.698966, high: 0.972134)

  @Test func aRangeInsideARangeIsAPartOfIt() throws {
    let rows = (1...20).map { "a\($0),2026-08-01,\($0 <= 18 ? 5 : 2)\n" }.joined()
    let trial = try TrialPack(
      files: ["answers.csv": "answer_id,answered,score\n" + rows],
      """
      datasets:
        answers:
          file: answers.csv
          key: answer_id
          time: answered
          columns: {answer_id: text, answered: date, score: integer}
      measures:
        answers: {count: answers, where: score BETWEEN 1 AND 5}
        satisfied: {count: answers, where: score BETWEEN 4 AND 5}
      metrics:
        csat: {value: satisfied / answers, better: up}
      """)
    let fact = try trial.book(["csat"]).fact("csat", in: Slice(trial.pack.period))
    #expect(fact.estimate.method == "Wilson")
    #expect(abs((fact.estimate.low ?? 0) - wilson.low) < 1e-6)
    #expect(abs((fact.estimate.high ?? 0) - wilson.high) < 1e-6)
  }

  /// One session a customer: the design effect is that of independent rows but for the lost degree of freedom, so the
  /// interval is Wilson's or a little wider, never narrower.
  @Test func fewClustersUseTheEffectiveNumberOfRows() throws {
    let rows = (1...20).map { "s\($0),c\($0),2026-08-01,\($0 <= 18)\n" }.joined()
    let trial = try TrialPack(
      files: ["sessions.csv": "session_id,customer_id,started,done\n" + rows],
      """
      datasets:
        sessions:
          file: sessions.csv
          key: session_id
          time: started
          cluster: customer_id
          columns: {session_id: text, customer_id: text, started: date, done: boolean}
      measures:
        sessions: {count: sessions}
        completed: {count: sessions, where: done}
      metrics:
        completion: {value: completed / sessions, better: up}
      """)
    let fact = try trial.book(["completion"]).fact("completion", in: Slice(trial.pack.period))
    let low = try #require(fact.estimate.low)
    let high = try #require(fact.estimate.high)
    #expect(fact.estimate.method == "Wilson on the effective number of rows")
    #expect(fact.estimate.clusters == 20)
    #expect(low <= wilson.low + 1e-6 && low > wilson.low - 0.05)
    #expect(high >= wilson.high - 1e-6 && high <= 1)
  }

  /// 4 of 200 in a sheet that gives its counts: 0.007804 to 0.050287. Source: R, `binom::binom.confint`.
  @Test func declaredCountsKeepTheirInterval() throws {
    let trial = try TrialPack(
      files: ["phone.csv": "month,calls,missed\n2026-07-01,120,1\n2026-08-01,80,3\n"],
      """
      datasets:
        phone:
          file: phone.csv
          time: month
          columns: {month: date, calls: {type: integer, unit: call}, missed: {type: integer, unit: call}}
      measures:
        calls: {sum: calls, from: phone}
        missed: {sum: missed, from: phone}
      metrics:
        missed_rate: {value: missed / calls, better: down}
      """)
    let fact = try trial.book(["missed_rate"]).fact("missed_rate", in: Slice(trial.pack.period))
    #expect(fact.estimate.value == 0.02)
    #expect(fact.estimate.method == "Wilson on declared counts")
    #expect(abs((fact.estimate.low ?? 0) - 0.007804) < 1e-6)
    #expect(abs((fact.estimate.high ?? 0) - 0.050287) < 1e-6)
  }

  /// Three customers spend 5 of 6 euros on one thing: 83%, and any interval of three would pass 100%.
  @Test func aRatioOfSumsOfThreeCustomersHasNoInterval() throws {
    let rows = [("a", 3, 3), ("b", 1, 2), ("c", 1, 1)].map { "\($0),2026-08-01,\($1),\($2)\n" }.joined()
    let trial = try TrialPack(
      files: ["spend.csv": "customer_id,day,assistant,total\n" + rows],
      """
      datasets:
        spend:
          file: spend.csv
          time: day
          cluster: customer_id
          columns: {customer_id: text, day: date, assistant: money, total: money}
      measures:
        assistant_spend: {sum: assistant, from: spend}
        spend: {sum: total, from: spend}
      metrics:
        assistant_share: {value: assistant_spend / spend, better: up}
      """)
    let fact = try trial.book(["assistant_share"]).fact("assistant_share", in: Slice(trial.pack.period))
    #expect(abs((fact.estimate.value ?? 0) - 5.0 / 6) < 1e-12)
    #expect(fact.estimate.low == nil && fact.estimate.high == nil)
    #expect(fact.shownNote == "too few to tell: 3 clusters")
  }
}
