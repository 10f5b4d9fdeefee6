import Facts
import Pack
import Statistics
import Testing

/// A part of a whole never shows an interval beyond 0 to 100%.
@Suite struct BoundedShareTests {
  /// 400 customers with an order of 1.00 each, three of them in the outlet.
  private static func trial() throws -> TrialPack {
    let rows = (1...400).map {
      "o\($0),c\($0),2026-08-01,1.00,\($0.isMultiple(of: 130) ? "outlet" : "shop"),\($0.isMultiple(of: 130) ? "2.50" : "0.00")\n"
    }
    return try TrialPack(
      extra: "minimum_group: 1",
      files: ["orders.csv": "order_id,customer_id,ordered,amount,place,cost\n" + rows.joined()],
      """
      datasets:
        orders:
          file: orders.csv
          key: order_id
          time: ordered
          cluster: customer_id
          columns: {order_id: text, customer_id: text, ordered: date, amount: money, place: text, cost: money}
      segments: {place: {orders: place}}
      measures:
        revenue: {sum: amount, from: orders}
        outlet: {sum: amount, from: orders, where: place = 'outlet'}
        shop: {sum: amount, from: orders, where: place <> 'outlet'}
        cost: {sum: cost, from: orders}
      metrics:
        outlet_share: {value: outlet / revenue, better: up}
        shop_share: {value: shop / revenue, better: up}
        rest: {value: 1 - outlet_share, better: up}
        before: {value: "at(outlet_share, 2026-Q3)", better: up}
        of_total: {value: share_of_total(revenue), better: up}
        spent: {value: cost / revenue, better: down}
      """)
  }

  /// Wilson's interval of 3 in 400 is 0.00255 to 0.02183, of 397 in 400 its mirror. Source: statsmodels 0.15.0,
  /// `proportion_confint(3, 400, method="wilson")`. The variance is that between buckets, so the limits are near.
  @Test func limitsAreThoseOfAShare() throws {
    let trial = try Self.trial()
    for name in ["outlet_share", "before"] {
      let estimate = try trial.fact(name).estimate
      #expect(estimate.value == 0.0075)
      #expect(estimate.method == "Wilson on the effective number of rows")
      #expect(abs((estimate.low ?? 0) - 0.00255) < 0.0004)
      #expect(abs((estimate.high ?? 0) - 0.02183) < 0.003)
      let again = try #require(estimate.recomputedInterval)
      #expect(again.low == estimate.low && again.high == estimate.high)
    }
    for name in ["shop_share", "rest"] {
      let estimate = try trial.fact(name).estimate
      #expect(abs((estimate.high ?? 0) - 0.99745) < 0.0004)
      #expect(abs((estimate.low ?? 0) - 0.97817) < 0.003)
    }
  }

  @Test func shareOfTheTotal() throws {
    let trial = try Self.trial()
    let book = try trial.book(["of_total"], segment: "place")
    let fact = book.fact("of_total", in: Slice(trial.pack.period, segment: SegmentValue("place", "outlet")))
    #expect(fact.estimate.value == 0.0075)
    #expect((fact.estimate.low ?? -1) > 0)
    #expect((fact.estimate.high ?? 2) < 0.026)
  }

  /// A ratio of two different amounts may lie anywhere, and says so.
  @Test func otherRatiosKeepTheirLimits() throws {
    let estimate = try Self.trial().fact("spent").estimate
    #expect(estimate.value == 0.01875)
    #expect(estimate.method.hasPrefix("delete-one-bucket jackknife"))
    #expect((estimate.low ?? 0) < 0)
  }
}
