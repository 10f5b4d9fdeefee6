import Facts
import Pack
import Statistics
import Testing
import Units

/// `convert` by dated rates; the figures can be checked by hand.
struct ExchangeFactTests {
  private static let rates = """
    date,from,to,rate
    2026-06-30,USD,EUR,0.80
    2026-07-31,USD,EUR,0.90
    2026-08-31,USD,EUR,0.92
    2026-09-30,USD,EUR,0.94
    2026-10-01,USD,EUR,0.50
    2026-09-30,GBP,USD,1.25

    """

  private func trial(_ policy: String, _ formula: String, rates: String = rates) throws -> TrialPack {
    try TrialPack(
      extra: "exchange_rates: {file: rates.csv, policy: \(policy)}",
      files: [
        "orders.csv": "customer_id,at,amount\na,2026-05-02,10.00\na,2026-07-02,100.00\nb,2026-08-02,300.00\n",
        "rates.csv": rates,
      ],
      """
      datasets:
        orders:
          file: orders.csv
          time: at
          cluster: customer_id
          columns: {customer_id: text, at: timestamp, amount: money}
      measures:
        revenue: {sum: amount, from: orders}
        orders: {count: orders}
      metrics:
        m: {value: "\(formula)", better: up}
      """)
  }

  @Test(
    arguments: [
      // The mean of 0.90, 0.92 and 0.94; the rates of June and October lie outside.
      (
        "average", "convert(revenue, EUR)", 368, "EUR",
        "USD to EUR at 0.92 (average of 3 rates from 2026-07-31 to 2026-09-30, rates.csv)"
      ),
      ("closing", "convert(revenue, EUR)", 376, "EUR", "USD to EUR at 0.94 (closing of 2026-09-30, rates.csv)"),
      // Two orders; the price of one is converted.
      (
        "closing", "convert(revenue / orders, EUR)", 188, "EUR/order",
        "USD to EUR at 0.94 (closing of 2026-09-30, rates.csv)"
      ),
      (
        "average", "convert(prior(revenue), EUR)", 9.2, "EUR",
        "USD to EUR at 0.92 (average of 3 rates from 2026-07-31 to 2026-09-30, rates.csv)"
      ),
      (
        "average", "prior(convert(revenue, EUR))", 8, "EUR",
        "USD to EUR at 0.8 (average of 2026-06-30, rates.csv)"
      ),
      // Pounds to dollars is given, dollars to pounds is its inverse.
      (
        "closing", "convert(revenue, GBP)", 320, "GBP",
        "USD to GBP at 1 ÷ 1.25, the inverse of GBP to USD (closing of 2026-09-30, rates.csv)"
      ),
    ] as [(String, String, Double, String, String)])
  func moneyIsConverted(_ policy: String, _ formula: String, _ expected: Double, _ unit: String, _ note: String) throws
  {
    let fact = try trial(policy, formula).fact("m")
    #expect(abs((fact.estimate.value ?? 0) - expected) < 1e-9)
    #expect(fact.unit.description == unit)
    #expect(fact.estimate.notes.contains(note), "\(fact.estimate.notes)")
  }

  @Test func aPeriodWithoutARateHasNoFigure() throws {
    let trial = try trial("average", "convert(revenue, EUR)")
    let may = try trial.period("2026-05")
    let fact = try trial.book(["m"], periods: [may]).fact("m", in: Slice(may))
    #expect(fact.estimate.value == nil)
    #expect(fact.why == "no exchange rate USD to EUR for 2026-05")
  }
}
