import Diagnostics
import Metrics
import Testing
import Units

/// A pack with sessions, orders, money, times and answers.
enum Example {
  static func unit(_ text: String) throws -> Units.Unit { try Units.Unit(parsing: text) }

  static func environment() throws -> UnitEnvironment {
    var quantities: [String: NamedQuantity] = [:]
    func add(_ role: NamedQuantity.Role, _ pairs: [(String, String?)]) throws {
      for (name, text) in pairs { quantities[name] = NamedQuantity(unit: try text.map(unit), role: role) }
    }
    try add(
      .flow,
      [
        ("sessions", "session"), ("converted", "session"), ("contained", "session"), ("orders", "order"),
        ("run_cost", "EUR"), ("revenue", "EUR"), ("handle_seconds", "s"), ("promoters", "answer"),
        ("detractors", "answer"), ("answers", "answer"), ("score_sum", "score"), ("dollars", "USD"), ("untyped", nil),
        ("chats", "chat"),
      ])
    try add(.distribution, [("velocity", "s"), ("amount_spread", "EUR")])
    try add(
      .constant,
      [
        ("contact_cost", "USD/contact"), ("contacts", "contact/month"), ("seconds_saved", "s/contact"),
        ("fte_hours", "h/fte/year"), ("rate", "EUR/USD"), ("nps_index", "points"), ("customers", "customer"),
        ("customer_value", "USD/customer/year"), ("licence", "EUR/year"), ("hosting", "EUR/month"), ("factor", "1"),
        ("conversion", "share"), ("active_days", "day"), ("calls", "call/day"), ("value_per_customer", "EUR/customer"),
      ])
    return UnitEnvironment(quantities: quantities, cohorts: ["arm"])
  }

  static func compile(_ text: String, declared: String? = nil) throws -> CompiledFormula {
    try Formula(parsing: source(text)).compile(in: environment(), declared: declared.map(unit))
  }

  static func value(_ text: String, declared: String? = nil, _ values: [String: Double] = [:]) throws -> Double? {
    try compile(text, declared: declared).evaluate(name: { values[$0] }, call: { _, _ in nil })
  }
}

@Suite struct UnitInferenceTests {
  @Test(
    arguments: [
      ("contained / sessions", "share"), ("orders / sessions", "order/session"), ("run_cost / sessions", "EUR/session"),
      ("revenue - run_cost", "EUR"), ("(revenue - run_cost) / run_cost", "1"), ("1 - contained / sessions", "share"),
      ("contained / sessions - converted / sessions", "pp"), ("2 * run_cost", "EUR"),
      ("contained / sessions - prior(contained / sessions)", "pp"), ("contrast(contained / sessions, arm)", "pp"),
      ("contrast(value_per_customer, arm)", "EUR/customer"), ("relative(contained / sessions, arm)", "share"),
      ("relative(value_per_customer, arm)", "share"), ("median(velocity)", "s"),
      ("quantile(amount_spread, 0.75)", "EUR"),
      ("within(velocity, 30 [day])", "share"), ("nps(promoters, detractors, answers)", "points"),
      ("nps_index - prior(nps_index)", "points"), ("mean(score_sum, answers)", "score"),
      ("as(orders, session) / sessions", "share"), ("at(run_cost, 2026-Q2)", "EUR"), ("per_year(run_cost)", "EUR/year"),
      ("per_year(hosting)", "EUR/year"), ("per_year(hosting) + licence", "EUR/year"), ("dollars * rate", "EUR"),
      ("cumulative(run_cost)", "EUR"), ("least(revenue, run_cost)", "EUR"), ("greatest(revenue - run_cost, 0)", "EUR"),
      ("active_days + handle_seconds", "day"), ("1 [year] / conversion", "year"), ("untyped / sessions", "1"),
      ("handle_seconds / sessions", "s/session"), ("arm(contained / sessions, holdout)", "share"), ("30", "1"),
    ] as [(String, String)])
  func unitsAreInferred(_ pair: (String, String)) throws {
    #expect(try Example.compile(pair.0).unit.description == pair.1)
  }

  @Test(
    arguments: [
      ("orders / sessions", "share", ["orders per session, not a share", "`converted / sessions`"]),
      ("chats / orders", "share", ["chats per order", "as(chats, order) / orders"]),
      ("run_cost + dollars", nil, ["EUR", "USD", "never mix"]),
      ("orders + sessions", nil, ["orders", "sessions", "as("]),
      ("seconds_saved * contacts / fte_hours", nil, ["seconds per month", "hours per FTE-year", "per_year(", "× 12"]),
      ("hosting + licence", nil, ["EUR per month", "EUR per year", "per_month(licence)"]),
      ("100 * contained / sessions", nil, ["100", "leave"]), ("contained * 100 / sessions", nil, ["leave the 100 out"]),
      ("conversion + 0.5", nil, ["0.5 [share]", "50 [pp]"]), ("active_days + 3", nil, ["3 [day]"]),
      ("active_days + 1 [month]", nil, ["no fixed number of days"]), ("velocity / sessions", nil, ["median(velocity)"]),
      ("median(run_cost)", nil, ["survival or quantile"]), ("contrast(revenue, arm)", nil, ["differ in size"]),
      ("contrast(conversion, arn)", nil, ["arn", "'arm'"]),
      ("relative(nps_index, arm)", nil, ["index points", "+20 points"]),
      ("(nps_index - prior(nps_index)) / prior(nps_index)", nil, ["natural zero"]),
      ("nps(promoters, detractors, sessions)", nil, ["answers", "sessions"]),
      ("nps(run_cost, detractors, answers)", nil, ["three counts"]),
      ("cumulative(contained / sessions)", nil, ["cumulative(orders) / cumulative(sessions)"]),
      ("per_year(contained / sessions)", nil, ["a share", "flow"]), ("per_year(contact_cost)", nil, ["flow"]),
      ("per_year(at(revenue, launch))", nil, ["at(per_year(revenue), launch)"]),
      ("per_year(calls)", nil, ["[day/year]"]),
      ("per_year(revenue - 500 [EUR])", nil, ["apply per_year to the sum alone"]), ("per_year(30)", nil, ["no unit"]),
      ("sesions / orders", nil, ["sesions", "'sessions'"]), ("within(velocity, 1 [month])", nil, ["convert"]),
      ("contained / sessions - converted / sessions", "share", ["unit: pp"]),
      ("relative(conversion, arm)", "pp", ["unit: share", "contrast"]),
      ("run_cost / sessions", "USD/session", ["never mix"]),
      ("sessions / orders", "order/session", ["turn the fraction round"]),
      ("run_cost / sessions", "EUR/sesion", ["'session'"]), ("run_cost", "EUR/year", ["per_year(run_cost)"]),
      ("handle_seconds / fte_hours", "fte", ["per_year(handle_seconds) / fte_hours"]),
      ("hosting", "EUR/year", ["per_year(hosting)"]),
      ("contained / sessions", "points", ["nps("]), ("nps_index * revenue", nil, ["index points", "no meaning"]),
      ("per_year(hosting)", "EUR", ["unit: EUR/year"]), ("median(velocity)", "month", ["not months"]),
    ] as [(String, String?, [String])])
  func mistakesAreRejectedInWords(_ row: (String, String?, [String])) throws {
    let environment = try Example.environment()
    let declared = try row.1.map(Example.unit)
    let formula = try Formula(parsing: source(row.0))
    expectMessage(of: row.2) { () throws(ExpressionError) in
      _ = try formula.compile(in: environment, declared: declared)
    }
  }

  @Test func conversionsAreWrittenOut() throws {
    let days = try Example.compile("median(velocity)", declared: "day")
    #expect(days.conversions.map(\.text) == ["s to day: ÷ 86400"])
    #expect(days.root == .scale(1 / 86_400, .call(.median, [.name("velocity")])))
    #expect(days.evaluate(name: { _ in nil }, call: { _, _ in 259_200 }) == 3)

    let promise = try Example.compile("within(velocity, 30 [day])")
    #expect(promise.root == .call(.within, [.name("velocity"), .number(2_592_000)]))

    let flow = try Example.compile("per_year(run_cost)")
    #expect(flow.root == .call(.perYear, [.name("run_cost")]))
    #expect(flow.conversions.map(\.scaling) == [.periodLength])
    #expect(flow.role == .constant)

    let rate = try Example.compile("per_year(hosting)")
    #expect(rate.root == .scale(12, .name("hosting")))
    #expect(rate.conversions.map(\.scaling) == [.exactFactor(12)])

    let mixed = try Example.compile("handle_seconds + 2 [h]")
    #expect(mixed.conversions.map(\.text) == ["h to s: × 3600"])
    #expect(mixed.evaluate(name: { _ in 60 }, call: { _, _ in nil }) == 7260)

    let mean = try Example.compile("mean(handle_seconds, sessions)", declared: "min/session")
    #expect(mean.root == .scale(1 / 60, .call(.mean, [.name("handle_seconds"), .name("sessions")])))
  }

  @Test func rolesFollowTheArithmetic() throws {
    #expect(try Example.compile("revenue - run_cost").role == .flow)
    #expect(try Example.compile("revenue / sessions").role == .constant)
    #expect(try Example.compile("revenue - 500 [EUR]").role == .mixed)
    #expect(try Example.compile("greatest(revenue, 0)").role == .flow)
    #expect(try Example.compile("revenue / sessions * sessions").role == .flow)
  }

  @Test func nothingIsNotZero() throws {
    #expect(try Example.value("run_cost / sessions", ["run_cost": 5, "sessions": 0]) == nil)
    #expect(try Example.value("run_cost / sessions", ["run_cost": 5]) == nil)
    #expect(try Example.value("least(run_cost, revenue)", ["run_cost": 5]) == nil)
    #expect(try Example.value("-(revenue - run_cost)", ["run_cost": 5, "revenue": 8]) == -3)
  }

  @Test func measuresKnowTheirUnits() throws {
    func quantity(_ aggregate: Measure.Aggregate) -> NamedQuantity {
      Measure(name: "m", dataset: "d", aggregate: aggregate, location: source(""))
        .quantity(noun: "sessions", clusterNoun: "customer") { $0 == "amount" ? Units.Unit(currency: "EUR") : nil }
    }
    let amount = try RowExpression(parsing: source("CASE WHEN ok THEN amount * 2 ELSE 0 END"))
    let start = try RowExpression(parsing: source("a"))
    #expect(quantity(.count) == NamedQuantity(unit: Units.Unit(noun: "session"), role: .flow))
    #expect(quantity(.sum(amount)) == NamedQuantity(unit: Units.Unit(currency: "EUR"), role: .flow))
    #expect(quantity(.sum(start)) == NamedQuantity(unit: nil, role: .flow))
    #expect(
      quantity(.distinct)
        == NamedQuantity(unit: Units.Unit(noun: "customer"), role: .constant, additivity: .distinct))
    #expect(
      quantity(.survival(start: start, end: start, resolution: 60))
        == NamedQuantity(unit: Units.Unit(time: .second), role: .distribution))
  }
}

@Suite struct CompiledMetricsTests {
  static func metric(_ name: String, _ formula: String, unit: String? = nil) throws -> Metric {
    Metric(
      name: name, label: name, formula: try Formula(parsing: source(formula)), declaredUnit: try unit.map(Example.unit),
      polarity: .up, location: source(formula))
  }

  @Test func dependenciesComeFirst() throws {
    let compiled = compileMetrics(
      [
        try Self.metric("gain", "contrast(conversion_rate, arm)"),
        try Self.metric("conversion_rate", "converted / sessions"),
        try Self.metric("sessions", "sessions"),
      ], in: try Example.environment())
    #expect(compiled.diagnostics.isEmpty)
    #expect(compiled.order == ["conversion_rate", "gain", "sessions"])
    #expect(compiled.formulas["gain"]?.unit == .percentagePoints)
  }

  @Test func cyclesAndUnknownNamesAreFoundOnce() throws {
    let compiled = compileMetrics(
      [
        try Self.metric("a", "b + 1"), try Self.metric("b", "c / 2"), try Self.metric("c", "a"),
        try Self.metric("d", "conversion_rat / 2"),
        try Self.metric("conversion_rate", "converted / sessions", unit: "order"),
        try Self.metric("e", "conversion_rate"),
      ], in: try Example.environment())
    #expect(compiled.diagnostics.map(\.id) == ["metric-cycle", "unknown-name", "unit-mismatch"])
    #expect(compiled.diagnostics[0].summary.contains("a → b → c → a"))
    #expect(compiled.diagnostics[1].remedy == "did you mean 'conversion_rate'?")
    #expect(compiled.order.isEmpty)
  }
}
