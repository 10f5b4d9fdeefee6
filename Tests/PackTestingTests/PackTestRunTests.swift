import Diagnostics
import Metrics
import Pack
import Testing

@testable import PackTesting

/// Costs of 60, 30 and 10 in two categories and one without; two of four sessions contained.
struct PackTestRunTests {
  private static let files = [
    "costs.csv": "date,category,amount\n2026-07-01,model,60.00\n2026-08-01,people,30.00\n2026-09-01,,10.00\n",
    "sessions.csv": """
    session_id,started_at,channel,contained
    s1,2026-07-01 10:00:00,voice,yes
    s2,2026-07-02 10:00:00,voice,no
    s3,2026-07-03 10:00:00,chat,yes
    s4,2026-07-04 10:00:00,chat,no

    """,
  ]
  private static let body = """
    datasets:
      costs: {file: costs.csv, time: date, columns: {date: date, amount: money, category: text}}
      sessions:
        file: sessions.csv
        key: session_id
        time: started_at
        columns: {session_id: text, started_at: timestamp, channel: text, contained: {type: boolean, required: true}}
    segments:
      category: {costs: category}
      channel: {sessions: channel}
    inputs:
      contact_cost: {value: 5.00, unit: EUR/session, source: Finance}
    measures:
      all_cost: {sum: amount, from: costs}
      model_cost: {sum: amount, from: costs, where: category = 'model'}
      people_cost: {sum: amount, from: costs, where: category = 'people'}
      sessions: {count: sessions}
      contained: {count: sessions, where: contained}
    metrics:
      containment_rate: {value: contained / sessions, better: up}
      cost: {value: all_cost, better: down}
      saving: {value: contained * contact_cost, better: up}
    tests:

    """

  private func results(_ tests: String) throws -> [String: PackTestResult] {
    try TemporaryPack(files: Self.files, Self.body + tests).results()
  }

  @Test func rowsInTheTestTakeThePlaceOfTheData() throws {
    let results = try results(
      """
        - name: one of three
          rows:
            sessions:
              - {session_id: a, started_at: 2026-07-01 09:00:00, contained: yes}
              - {session_id: b, started_at: 2026-09-30 23:59:59, contained: no}
              - {session_id: c, started_at: 2026-07-01 09:00:00, contained: no}
              - {session_id: d, started_at: 2026-10-01 00:00:00, contained: yes}
          metric: containment_rate
          value: 0.333333333333
          tolerance: 1e-9
        - name: wrong by a third
          rows: {sessions: [{session_id: a, started_at: 2026-07-01, contained: yes}]}
          metric: containment_rate
          value: 66.7%
        - {name: no rows, rows: {}, metric: containment_rate, value: n/a}
        - name: another input
          rows: {sessions: [{session_id: a, started_at: 2026-07-01, contained: yes}]}
          inputs: {contact_cost: 7.50}
          metric: saving
          value: 7.50
        - name: another period
          period: 2026-Q2
          rows: {sessions: [{session_id: a, started_at: 2026-06-30, contained: yes}]}
          metric: sessions
          value: 1
      """)
    #expect(results["one of three"]?.passed == true)
    #expect(results["no rows"]?.passed == true)
    #expect(results["another input"]?.passed == true)
    #expect(results["another period"]?.passed == true)
    let wrong = try #require(results["wrong by a third"])
    #expect(!wrong.passed)
    #expect(wrong.expected == "66.7%")
    #expect(wrong.found == "100.0%")
    #expect(wrong.difference == "+33.3 pp")
    #expect(wrong.test.location.file == "pack.yaml")
    #expect(wrong.test.location.line > 30)
  }

  /// `contained` is required: the pack would set the row aside, so the test says so instead of counting nothing.
  @Test func aRowThatWouldBeSetAsideFailsTheTest() throws {
    let results = try results(
      """
        - name: open
          rows: {sessions: [{session_id: a, started_at: 2026-07-01}]}
          metric: containment_rate
          value: n/a
      """)
    let open = try #require(results["open"])
    #expect(!open.passed)
    #expect(open.notes.contains { $0.contains("row 1 of `sessions`") && $0.contains("contained") }, "\(open.notes)")
  }

  @Test func boundsHoldForTheDataAndForEachValueOfASegment() throws {
    let results = try results(
      """
        - {name: inside, metric: containment_rate, between: [0.5, 50%]}
        - {name: above, metric: containment_rate, between: [0, 0.4]}
        - {name: channels, metric: containment_rate, between: [0.4, 0.6], by: channel}
        - {name: outside, metric: sessions, between: [3, 9], by: channel}
      """)
    #expect(results["inside"]?.passed == true)
    #expect(results["channels"]?.passed == true)
    let above = try #require(results["above"])
    #expect(!above.passed)
    #expect(above.difference == "+10.0 pp")
    let outside = try #require(results["outside"])
    #expect(!outside.passed)
    #expect(outside.found == "chat 2")
    #expect(outside.notes == ["voice 2"])
  }

  /// 60 + 30 leaves the 10 without a category out; the parts by category hold it.
  @Test func sumsTieOutAndPartsIncludeRowsWithoutAValue() throws {
    let results = try results(
      """
        - {name: two categories, sum_of: [model_cost, people_cost], equals: cost, tolerance: 0.01}
        - {name: within ten percent, sum_of: [model_cost, people_cost], equals: cost, tolerance: 10%}
        - {name: by category, parts: cost, by: category, equals: cost}
      """)
    let two = try #require(results["two categories"])
    #expect(!two.passed)
    #expect(two.expected == "€100.00")
    #expect(two.found == "€90.00")
    #expect(two.difference == "−€10.00")
    #expect(results["within ten percent"]?.passed == true)
    #expect(results["by category"]?.passed == true)
  }

  @Test(arguments: [
    ("{name: a, metric: containment_rat, between: [0, 1]}", "Did you mean `containment_rate`?"),
    ("{name: a, metric: cost, between: [0, 1], by: chanel}", "Did you mean `channel`?"),
    ("{name: a, rows: {session: []}, metric: cost, value: 1}", "Did you mean `sessions`?"),
    ("{name: a, rows: {sessions: [{started: 2026-07-01}]}, metric: cost, value: 1}", "Did you mean `started_at`?"),
    ("{name: a, rows: {}, inputs: {contact_cots: 1}, metric: cost, value: 1}", "Did you mean `contact_cost`?"),
    ("{name: a, sum_of: [model_cots], equals: cost}", "Did you mean `model_cost`?"),
    ("{name: a, metric: cost, between: [0, 1], period: 2026-Q5}", "Write"),
    ("{name: a, metric: cost}", "Write"),
    ("{name: a, metric: cost, between: [0, 1], rows: {}}", "Make two tests"),
    ("{name: a, metric: cost, between: [2, 1]}", "Turn them round"),
    ("{name: a, metric: cost, between: [0, 1], tolerance: 1}", "Take it out"),
  ])
  func namesAndKeysAreCheckedWhenThePackIsRead(test: String, remedy: String) throws {
    let pack = try TemporaryPack(files: Self.files, Self.body + "  - " + test + "\n")
    let errors = pack.findings.filter { $0.severity == .error }
    #expect(errors.count == 1, "\(errors)")
    #expect(errors.first?.remedy?.hasPrefix(remedy) == true, "\(errors)")
    #expect(errors.first?.location?.line == 31)
  }

  @Test func rowsWithoutACustomerAreOfDifferentOnes() throws {
    let body = Self.body.replacing("    key: session_id\n", with: "    key: session_id\n    cluster: customer_id\n")
      .replacing("columns: {session_id: text,", with: "columns: {session_id: text, customer_id: text,")
    let results = try TemporaryPack(
      files: Self.files,
      body + """
          - name: left out
            rows: {sessions: [{contained: yes}, {contained: no}]}
            metric: containment_rate
            value: 50%
        """
    ).results()
    #expect(results["left out"]?.passed == true, "\(String(describing: results["left out"]))")
  }
}
