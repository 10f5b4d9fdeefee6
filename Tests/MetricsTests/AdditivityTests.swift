import Metrics
import Testing
import Units

/// Over what a figure adds up follows from its formula.
@Suite struct AdditivityTests {
  private func compile(_ text: String) throws -> CompiledFormula {
    var environment = try Example.environment()
    environment.quantities["headcount"] = NamedQuantity(unit: Units.Unit(noun: "fte"), role: .stock)
    environment.quantities["hires"] = NamedQuantity(unit: Units.Unit(noun: "fte"), role: .flow)
    environment.quantities["buyers"] = NamedQuantity(
      unit: Units.Unit(noun: "customer"), role: .constant, additivity: .distinct)
    environment.quantities["wage"] = NamedQuantity(unit: try Units.Unit(parsing: "EUR/fte"), role: .constant)
    return try Formula(parsing: source(text)).compile(in: environment)
  }

  @Test(
    arguments: [
      ("revenue", .flow), ("revenue - run_cost", .flow), ("2 * revenue", .flow), ("revenue / 3", .flow),
      ("greatest(revenue, 0)", .recomputed), ("revenue * conversion", .flow), ("revenue / sessions", .recomputed),
      ("revenue / sessions * sessions", .recomputed), ("revenue - 500 [EUR]", .recomputed), ("headcount", .stock),
      ("headcount * wage", .stock), ("headcount - prior(headcount)", .segments), ("headcount + hires", .segments),
      ("hires / headcount", .recomputed), ("buyers", .distinct), ("2 * buyers", .distinct), ("buyers + 0", .distinct),
      ("revenue / buyers", .recomputed), ("prior(revenue)", .segments), ("revenue - prior(revenue)", .segments),
      ("per_year(revenue)", .segments), ("cumulative(revenue)", .segments), ("licence", .factor), ("3", .factor),
      ("as(orders, session)", .flow), ("arm(revenue, holdout)", .flow), ("median(velocity)", .recomputed),
      ("nps(promoters, detractors, answers)", .recomputed), ("0 + revenue", .flow), ("-revenue", .flow),
    ] as [(String, Additivity)])
  func followsFromTheFormula(_ row: (String, Additivity)) throws {
    #expect(try compile(row.0).additivity == row.1, "\(row.0)")
  }

  @Test func aStockStaysOne() throws {
    #expect(try compile("headcount").role == .stock)
    #expect(try compile("headcount * wage").role == .stock)
    #expect(try compile("headcount * wage").unit.description == "EUR")
    #expect(try compile("hires / headcount").role == .flow)
  }

  @Test func namesChangeInTheOpen() throws {
    #expect(try Example.compile("as(orders, session) / sessions").conversions.map(\.text) == ["order read as session"])
    var environment = try Example.environment()
    environment.quantities["gross"] = NamedQuantity(unit: try Units.Unit(parsing: "EUR_gross"), role: .flow)
    environment.quantities["vat"] = NamedQuantity(unit: try Units.Unit(parsing: "EUR_net/EUR_gross"), role: .constant)
    let named = try Formula(parsing: source("as(gross, EUR_net)")).compile(in: environment)
    #expect(named.unit.description == "EUR_net")
    #expect(named.root == .name("gross"))
    #expect(named.conversions.map(\.text) == ["EUR_gross read as EUR_net"])
    #expect(try Formula(parsing: source("gross * vat")).compile(in: environment).unit.description == "EUR_net")
  }

  /// 7 200 s at 40 EUR/h are 80 EUR.
  @Test func secondsTimesAnHourlyRateConvertExactly() throws {
    var environment = try Example.environment()
    environment.quantities["hourly"] = NamedQuantity(unit: try Units.Unit(parsing: "EUR/h"), role: .constant)
    let cost = try Formula(parsing: source("handle_seconds * hourly")).compile(in: environment)
    #expect(cost.unit.description == "EUR")
    #expect(cost.conversions.map(\.text) == ["s to h: ÷ 3600"])
    let value = cost.evaluate(name: { $0 == "hourly" ? 40 : 7200 }, call: { _, _ in nil })
    #expect(value == 80)
  }

  /// From 70% to 78%: +8 pp, a lift of 11.4%, and the rate times one plus the lift is the new rate.
  @Test func aLiftMultiplies() throws {
    #expect(try compile("contrast(conversion, arm) / conversion").isLift)
    #expect(try compile("relative(conversion, arm)").isLift)
    #expect(try compile("conversion * (1 + relative(conversion, arm))").unit == .share)
    #expect(try !compile("contrast(conversion, arm)").isLift)
  }
}
