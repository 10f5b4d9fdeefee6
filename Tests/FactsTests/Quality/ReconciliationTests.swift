import Diagnostics
import Engines
import Pack
import Testing

@testable import Facts

struct ReconciliationTests {
  private static let rows = """
    customer_id,at,amount
    c1,2026-07-01,1000.25
    c2,2026-08-01,830.75
    c2,2026-09-01,3.00
    c3,2026-05-01,7.00
    """

  private func book(_ reconcile: String, cluster: String = "customer_id") throws -> (FactBook, [Reconciled]) {
    let trial = try TrialPack(
      files: ["orders.csv": Self.rows],
      """
      datasets:
        orders:
          file: orders.csv
          time: at
          cluster: \(cluster)
          reconcile: {\(reconcile)}
          columns: {customer_id: text, at: date, amount: money}
      measures:
        revenue: {sum: amount, from: orders}
        buyers: {distinct: orders}
      metrics: {total: {value: revenue, better: up}}
      """)
    var planner = Planner(trial.pack)
    planner.needReconciliations()
    let book = try TrialPack.run(planner, trial.pack)
    return (book, book.reconciled)
  }

  @Test func theSumIsReadOverThePeriodOfTheFigure() throws {
    let (_, items) = try book(
      "revenue: [{to: 1834.00, source: Ledger}, {to: 7, source: Ledger, period: 2026-Q2}], buyers: {to: 2, source: CRM}"
    )
    #expect(items.map(\.sum) == [183_400, 700, 2])
    #expect(items.map(\.agrees) == [true, true, true])
    #expect(reconciliationFindings(items).isEmpty)
  }

  @Test func aDifferenceIsExactAndInWords() throws {
    let (book, items) = try book("revenue: {to: 1838.22, tolerance: 0.1%, source: Finance ledger}")
    let item = try #require(items.first)
    #expect(!item.agrees && abs(item.difference + 4.22) < 1e-9)
    #expect(item.share.map { abs($0 + 0.002296) < 1e-6 } == true)
    let finding = try #require(reconciliationFindings(items).first)
    #expect(finding.severity == .warning)
    #expect(finding.summary.hasSuffix("$1,834.00 against $1,838.22"), "\(finding.summary)")
    #expect(finding.explanation == "The difference is −$4.22, 0.23%; allowed: 0.1%. Source: Finance ledger")
    #expect(
      QualitySummary(book).sentence == "The dataset closes: 4 rows read, none set aside, 0 of 1 figure reconciles")
  }

  @Test(arguments: [("4.22", true), ("4.21", false)])
  func anAmountIsATolerance(_ tolerance: String, _ agrees: Bool) throws {
    #expect(try book("revenue: {to: 1838.22, tolerance: \(tolerance), source: Ledger}").1.first?.agrees == agrees)
  }

  @Test func aTinyShareKeepsADigit() {
    #expect(reconciliationShare(0.0023) == "0.23%")
    #expect(reconciliationShare(0.000_001) == "0.0001%")
    #expect(reconciliationShare(0) == "0.00%")
  }
}
