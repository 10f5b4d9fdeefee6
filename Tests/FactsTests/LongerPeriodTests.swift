import Metrics
import Pack
import Statistics
import Testing
import Units

@testable import Facts

/// Functions that look at several periods, at all rows or at a condition; each figure can be checked by hand.
struct LongerPeriodTests {
  /// Sessions of three quarters: 1 of 2 contained, 2 of 4, 3 of 4. One in each quarter has no channel.
  private static let rows = """
    customer_id,at,channel,contained
    a,2026-01-05 09:00:00,voice,true
    b,2026-03-31 23:59:59,,false
    a,2026-04-01 00:00:00,voice,true
    c,2026-05-10 09:00:00,chat,true
    d,2026-05-11 09:00:00,chat,false
    b,2026-06-30 09:00:00,,false
    a,2026-07-01 09:00:00,voice,true
    b,2026-08-01 09:00:00,voice,true
    c,2026-09-01 09:00:00,chat,true
    e,2026-09-30 23:59:59,,false

    """

  private func trial(_ metrics: String, rows: String = rows, extra: String = "", inputs: String = "") throws
    -> TrialPack
  {
    try TrialPack(
      extra: "compare: {launch: 2026-04-01..2026-06-30}\nminimum_group: 1\n" + extra, files: ["sessions.csv": rows],
      """
      datasets:
        sessions:
          file: sessions.csv
          time: at
          cluster: customer_id
          columns: {customer_id: text, at: timestamp, channel: text, contained: boolean}
      segments:
        channel: {sessions: channel}
      \(inputs)
      measures:
        sessions: {count: sessions}
        contained: {count: sessions, where: contained}
        customers: {distinct: sessions}
      metrics:
        rate: {value: contained / sessions, better: up}
      \(metrics)
      """)
  }

  private func value(_ formula: String, at name: String? = nil, inputs: String = "") throws -> Double? {
    let trial = try trial("  m: {value: '\(formula)', better: up}", inputs: inputs)
    let period = try name.map { try trial.period($0) } ?? trial.pack.period
    return try trial.book(["m"], periods: [period]).fact("m", in: Slice(period)).estimate.value
  }

  @Test(
    arguments: [
      // 6 of 10 over three quarters; the mean of 1/2, 2/4 and 3/4 would be 0.583.
      ("rolling(rate, 3)", 0.6), ("rolling(rate, 2)", 0.625), ("rolling(sessions, 3)", 10),
      ("rolling(contained, 2)", 5),
      // a, b, c, d and e; the quarters have 2, 4 and 4 of them.
      ("rolling(customers, 3)", 5), ("ytd(rate)", 0.6), ("ytd(sessions)", 10), ("ytd(customers)", 5),
      ("prior(rolling(sessions, 2))", 6), ("rolling(prior(sessions), 2)", 2),
    ] as [(String, Double)])
  func longerStretchesAreRecomputedFromSums(_ formula: String, _ expected: Double) throws {
    #expect(try value(formula) == expected)
  }

  @Test func monthsRollOverMonths() throws {
    #expect(try value("rolling(sessions, 3)", at: "2026-06") == 4)
    #expect(try value("rolling(sessions, 2)", at: "2026-05") == 3)
    #expect(try value("ytd(sessions)", at: "2026-05") == 5)
  }

  @Test func theYearToDateStartsWithTheFiscalYear() throws {
    var pack = try trial("").pack
    pack.calendar.yearStarts = 4
    let walk = LeafWalk(index: MetricIndex(pack))
    for (shown, expected) in [
      ("2026-09", "2026-04-01..2026-09-30"), ("2026-03", "2025-04-01..2026-03-31"),
      ("2026-04", "2026-04-01..2026-04-30"),
    ] {
      let period = try #require(pack.resolvePeriod(shown, from: pack.period))
      #expect(walk.period(.ytd, [], from: period)?.name == expected)
    }
  }

  /// The interval of a rolling rate is that of the same rate over the same days.
  @Test func longerStretchesKeepTheirInterval() throws {
    var rows = "customer_id,at,channel,contained\n"
    for number in 0..<3000 {
      let day = number % 270
      let date = CivilDate(dayNumber: 20_454 + day)
      rows += "c\(number % 700),\(date) 09:00:00,voice,\((number * 7 + number / 13) % 10 < 6)\n"
    }
    let trial = try trial(
      "  m: {value: 'rolling(rate, 3)', better: up}\n  y: {value: ytd(rate), better: up}", rows: rows)
    let whole = try trial.period("2026-01-01..2026-09-30")
    let book = try trial.book(["m", "y", "rate"], periods: [whole])
    let plain = book.fact("rate", in: Slice(whole)).estimate
    #expect(plain.low != nil && plain.method.contains("jackknife"))
    for name in ["m", "y"] {
      let found = book.fact(name, in: Slice(trial.pack.period)).estimate
      #expect(found.value == plain.value && found.low == plain.low && found.high == plain.high, "\(name)")
      #expect(found.n == plain.n && found.clusters == plain.clusters)
    }
  }

  /// 2 of 4 sessions by voice, 1 by chat; the one without a channel is part of the whole.
  @Test func sharesOfTheTotalCountRowsWithoutAValue() throws {
    let trial = try trial("  m: {value: share_of_total(sessions), better: up}")
    let book = try trial.book(["m"], segment: "channel")
    let shares = ["voice": 0.5, "chat": 0.25, "": 0.25]
    for (value, expected) in shares {
      let slice = Slice(trial.pack.period, segment: SegmentValue("channel", value))
      #expect(book.fact("m", in: slice).estimate.value == expected, "\(value)")
    }
    #expect(book.fact("m", in: Slice(trial.pack.period)).estimate.value == 1)
    #expect(book.fact("m", in: Slice(trial.pack.period)).unit.description == "share")
  }

  @Test(
    arguments: [
      // 4 sessions against 2 in the first quarter; 0.75 against 0.5.
      ("index(sessions, 2026-Q1)", 200.0), ("index(rate, 2026-Q1)", 150), ("index(sessions, launch)", 100),
      ("index(sessions, 2026-Q3)", 100),
    ] as [(String, Double)])
  func anIndexIsAHundredAtItsBase(_ formula: String, _ expected: Double) throws {
    #expect(try value(formula) == expected)
  }

  @Test func anIndexWithoutABaseIsNotANumber() throws {
    #expect(try value("index(sessions, 2025-Q1)") == nil)
  }

  private static let money = """
    inputs:
      rate_a_year: {value: 10%, unit: share, source: test}
      one: {value: 110, unit: USD, source: test}
      two: {value: 121, unit: USD, source: test}
      three: {value: 1331, unit: USD, source: test}
    """

  /// 110 / 1.1 + 121 / 1.21 = 200; the third is 1331 / 1.331 = 1000.
  @Test func presentValuesDiscountFromTheEndOfTheFirstYear() throws {
    for (formula, expected) in [
      ("npv(rate_a_year, one, two)", 200.0), ("npv(rate_a_year, one, two, three)", 1200),
      ("npv(0.1 [share], one)", 100), ("npv(0, one, two)", 231),
    ] {
      let found = try #require(try value(formula, inputs: Self.money))
      #expect(abs(found - expected) < 1e-9, "\(formula)")
    }
    #expect(try value("npv(-1, one)", inputs: Self.money) == nil)
  }

  @Test(
    arguments: [
      ("if(sessions > contained, 1, 2)", 1.0), ("if(sessions < contained, 1, 2)", 2),
      ("if(sessions = 4 [session], 1, 2)", 1),
      ("if(sessions <> prior(sessions), 1, 2)", 2), ("if(NOT sessions <> prior(sessions), 1, 2)", 1),
      ("if(sessions >= prior(sessions) AND rate > prior(rate), 1, 2)", 1),
      ("if(sessions > prior(sessions) OR rate > prior(rate), 1, 2)", 1),
      ("if((sessions > prior(sessions) OR rate > prior(rate)) AND rate < 0.7 [share], 1, 2)", 2),
      ("if((sessions + contained) * 2 > sessions, if(rate <= prior(rate), 1, 2), 3)", 2),
    ] as [(String, Double)])
  func conditionsChoose(_ formula: String, _ expected: Double) throws {
    #expect(try value(formula) == expected)
  }

  @Test func aConditionOverNothingGivesNothing() throws {
    #expect(try value("if(at(rate, 2025-Q1) > 0.5 [share], 1, 2)") == nil)
    #expect(try value("if(rate > 0.5 [share] OR at(rate, 2025-Q1) > 0.5 [share], 1, 2)") == nil)
  }

  @Test func aChoiceHasAnIntervalWhereEveryBucketChoosesAlike() throws {
    var rows = "customer_id,at,channel,contained\n"
    for number in 0..<2000 {
      rows += "c\(number % 500),2026-08-0\(1 + number % 9) 09:00:00,voice,\((number * 7 + number / 13) % 10 < 6)\n"
    }
    let trial = try trial(
      """
        firm: {value: 'if(rate > 0.3 [share], rate, 0)', better: up}
        shaky: {value: 'if(rate > 0.6 [share], rate, 0)', better: up}
      """, rows: rows)
    let book = try trial.book(["firm", "shaky", "rate"])
    let slice = Slice(trial.pack.period)
    let plain = book.fact("rate", in: slice).estimate
    #expect(plain.low != nil)
    #expect(abs((plain.value ?? 0) - 0.6) < 0.002)
    #expect(book.fact("firm", in: slice).estimate.low == plain.low)
    let shaky = book.fact("shaky", in: slice).estimate
    #expect(shaky.value != nil && shaky.low == nil)
    #expect(shaky.notes.first?.contains("`rate > 0.6` comes out otherwise") == true)
  }

  /// Without a customer the row is the unit and no bucket can tell how firm the condition is.
  @Test func rowsWithoutCustomersGiveTheirReason() throws {
    let trial = try TrialPack(
      files: ["rows.csv": "at,ok\n2026-07-01,true\n2026-07-02,false\n2026-07-03,true\n"],
      """
      datasets:
        rows: {file: rows.csv, time: at, columns: {at: timestamp, ok: boolean}}
      measures:
        rows: {count: rows}
        good: {count: rows, where: ok}
      metrics:
        plain: {value: good / rows, better: up}
        firm: {value: "if(1 < 2, good / rows, 0)", better: up}
        open: {value: "if(good > 1 [row], good / rows, 0)", better: up}
      """)
    #expect(try trial.fact("firm").estimate.low == trial.fact("plain").estimate.low)
    #expect(try trial.fact("plain").estimate.low != nil)
    let open = try trial.fact("open").estimate
    #expect(open.value == 2.0 / 3 && open.low == nil)
    #expect(open.notes.first?.hasPrefix("no interval") == true)
  }
}
