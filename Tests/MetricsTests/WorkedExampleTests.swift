import Metrics
import Testing
import Units

/// The worked examples of the KPI catalogue (KPIS.md) as formulas; the figures are the catalogue's.
@Suite struct WorkedExampleTests {
  static let fte = ["seconds_saved": 30.0, "contacts": 200_000, "fte_hours": 2080]

  @Test func handleTimeToFTE() throws {
    let text = "per_year(seconds_saved * contacts) / fte_hours"
    let compiled = try Example.compile(text, declared: "fte")
    let value = try #require(compiled.evaluate(name: { Self.fte[$0] }, call: { _, _ in nil }))
    #expect(abs(value - 9.615) < 0.0005)
    #expect(compiled.conversions.map(\.text) == ["s/month to s/year: × 12", "s to h: ÷ 3600"])
    let hours = try #require(try Example.value("seconds_saved * contacts", declared: "h/month", Self.fte))
    #expect(abs(hours - 1666.67) < 0.005)
  }

  @Test func aMonthsHoursOverAYearsHoursAreRefused() throws {
    let environment = try Example.environment()
    let formula = try Formula(parsing: source("seconds_saved * contacts / fte_hours"))
    expectMessage(of: [
      "the numerator `seconds_saved * contacts` is seconds per month", "the denominator `fte_hours` hours per FTE-year",
      "months do not cancel years", "write per_year(seconds_saved * contacts) / fte_hours (× 12, exact)",
    ]) { () throws(ExpressionError) in _ = try formula.compile(in: environment, declared: Units.Unit(noun: "fte")) }
  }

  @Test(
    arguments: [
      ("Retention in pp", "0.78 [share] - 0.70 [share]", "pp", 0.08),
      ("Retention, relative", "(0.78 [share] - 0.70 [share]) / 0.70 [share]", "share", 0.1142857),
      ("Lifespan", "1 [year] / (1 - 0.70 [share])", "year", 3.333333),
      ("Lifespan after", "1 [year] / (1 - 0.78 [share])", "year", 4.545455),
      ("NPS", "45 [points] - 25 [points]", "points", 20),
      ("Contacts contained", "10 [pp] * 100000 [contact/month]", "contact/month", 10_000),
      ("Containment", "10 [pp] * 100000 [contact/month] * 5 [USD/contact]", "USD/month", 50_000),
      ("Churn", "1 [pp] * 10000 [customer] * 1000 [USD/customer/year]", "USD/year", 100_000),
      (
        "Churn, relative", "0.01 [share] * 0.20 [share] * 10000 [customer] * 1000 [USD/customer/year]", "USD/year",
        20_000
      ),
      ("Unit cost", "5 [USD/contact] - 3.75 [USD/contact]", "USD/contact", 1.25),
      ("Unit cost, relative", "(3.75 [USD/contact] - 5 [USD/contact]) / 5 [USD/contact]", "1", -0.25),
      ("Revenue", "(0.024 [order/session] - 0.02 [order/session]) * 100000 [session] * 120 [USD/order]", "USD", 48_000),
      ("Revenue, relative", "0.20 [share] * 2000 [order] * 120 [USD/order]", "USD", 48_000),
      ("CLTV", "2 [year] * 3 [order/customer/year] * 50 [USD/order]", "USD/customer", 300),
      ("CLTV after", "2.5 [year] * 3.5 [order/customer/year] * 55 [USD/order]", "USD/customer", 481.25),
      ("CLTV, relative", "(481.25 [USD/customer] - 300 [USD/customer]) / 300 [USD/customer]", "1", 0.6041667),
      ("Event rows", "2 [session] / 3 [session]", "share", 0.6666667),
    ] as [(String, String, String, Double)])
  func figuresFollow(_ row: (String, String, String, Double)) throws {
    let compiled = try Example.compile(row.1)
    #expect(compiled.unit.description == row.2, "\(row.0)")
    let value = try #require(compiled.evaluate(name: { _ in nil }, call: { _, _ in nil }))
    #expect(abs(value - row.3) <= 1e-6 * abs(row.3), "\(row.0)")
  }

  @Test func anIndexHasNoRelativeChange() throws {
    let environment = try Example.environment()
    let formula = try Formula(parsing: source("(45 [points] - 25 [points]) / 25 [points]"))
    expectMessage(of: ["natural zero"]) { () throws(ExpressionError) in _ = try formula.compile(in: environment) }
  }
}
