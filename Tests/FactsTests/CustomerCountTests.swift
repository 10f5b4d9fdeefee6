import Engines
import Pack
import Scan
import Statistics
import Testing

@testable import Facts

/// The number of customers behind a figure, counted or estimated.
@Suite struct CustomerCountTests {
  private func fact(_ name: String, counts: Int64, exactLimit: Int64?) throws -> Fact {
    let rows = (0..<60).map { "o\($0),c\($0 % 30),2026-0\(7 + $0 % 3)-01,\(10 + $0),\($0 % 2 == 0 ? "a" : "b")" }
    let trial = try TrialPack(
      files: ["orders.csv": "order_id,customer_id,at,amount,arm\n" + rows.joined(separator: "\n")],
      """
      datasets:
        orders:
          file: orders.csv
          key: order_id
          time: at
          cluster: customer_id
          columns: {order_id: text, customer_id: text, at: date, amount: money, arm: text}
      cohorts:
        arm: {orders: arm, randomised: true, values: {a: treatment, b: control}}
      measures:
        orders: {count: orders}
        revenue: {sum: amount, from: orders}
        buyers: {distinct: orders}
      metrics:
        order_value: {value: revenue / orders, better: up}
        lift: {value: "contrast(order_value, arm)", better: up}
        reach: {value: buyers, better: up}
      """)
    var planner = Planner(trial.pack)
    planner.need(name, periods: [trial.pack.period])
    let plan = planner.plan()
    var table = try ScanEngine(threads: 1).run(plan, on: trial.pack)
    for view in table.distinct.indices {
      table.distinct[view].counts = table.distinct[view].counts.mapValues { _ in counts }
      table.distinct[view].exactLimit = exactLimit
    }
    return FactBook(pack: trial.pack, plan: plan, table: table).fact(name, in: Slice(trial.pack.period))
  }

  @Test func anEstimateIsRoundedAndMarked() throws {
    let fact = try fact("order_value", counts: 31_416, exactLimit: 1_024)
    #expect(fact.estimate.clusters == 31_000 && fact.estimate.clustersEstimated)
    #expect(FactsJSON.text([fact]).contains("\"clusters\":31000,\"clusters_estimated\":true,"))
  }

  @Test(arguments: [nil, 31_416, 65_536] as [Int64?]) func aCountIsShownInFull(limit: Int64?) throws {
    let fact = try fact("order_value", counts: 31_416, exactLimit: limit)
    #expect(fact.estimate.clusters == 31_416 && !fact.estimate.clustersEstimated)
    #expect(!FactsJSON.text([fact]).contains("clusters_estimated"))
  }

  @Test func armsAreAddedBeforeRounding() throws {
    let fact = try fact("lift", counts: 31_416, exactLimit: 1_024)
    #expect(fact.estimate.clusters == 63_000 && fact.estimate.clustersEstimated)
  }

  @Test func aMeasureOfCustomersIsNeverRounded() throws {
    #expect(try fact("reach", counts: 31_416, exactLimit: nil).estimate.value == 31_416)
  }

  @Test func twoSignificantDigits() {
    let shown = [1_025, 1_049, 1_050, 9_949, 9_950, 99_499, 99_500, 1_234_567].map {
      ClusterCount(count: $0, isEstimate: true).shown
    }
    #expect(shown == [1_000, 1_000, 1_100, 9_900, 10_000, 99_000, 100_000, 1_200_000])
    #expect(ClusterCount(count: 1_049, isEstimate: false).shown == 1_049)
  }
}
