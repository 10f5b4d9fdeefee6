import Diagnostics
import Foundation
import Pack
import Testing

struct ExchangeRatesTests {
  private func findings(_ rates: String, policy: String = "average", formula: String = "convert(revenue, EUR)") throws
    -> [String]
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pack = """
      title: Trial
      as_of: 2026-10-05
      currency: USD
      period: 2026-Q3
      pages: [index.md]
      exchange_rates: {file: rates.csv, policy: \(policy)}
      datasets:
        orders: {file: orders.csv, time: at, columns: {at: timestamp, amount: money}}
      measures:
        revenue: {sum: amount, from: orders}
        orders: {count: orders}
      metrics:
        m: {value: "\(formula)", better: up}
      """
    for (name, text) in [
      "pack.yaml": pack, "index.md": "# A\n", "orders.csv": "at,amount\n2026-07-01,1.00\n", "rates.csv": rates,
    ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return Pack.load(folder: folder.path(percentEncoded: false)).1.map {
      "\($0.location?.file ?? ""):\($0.location?.line ?? 0) \($0.severity) \($0.id)"
    }
  }

  private let good = "date,from,to,rate\n2026-07-31,USD,EUR,0.90\n"

  @Test func goodRatesFindNothing() throws {
    #expect(try findings(good).isEmpty)
    #expect(try findings("rate,to,from,date\n0.9, EUR ,USD,2026-07-31\n\n").isEmpty)
  }

  @Test(arguments: [
    ("2026-08-32,USD,EUR,0.9", "bad-rate"), ("2026-08-31,USX,EUR,0.9", "bad-rate"),
    ("2026-08-31,USD,USD,1", "bad-rate"),
    ("2026-08-31,USD,EUR,\"0,9\"", "bad-rate"), ("2026-08-31,USD,EUR,0", "bad-rate"),
    ("2026-08-31,USD,EUR,-1", "bad-rate"), ("2026-08-31,USD,EUR", "bad-rate"),
    ("2026-07-31,USD,EUR,0.90", "duplicate-rate"),
  ])
  func badRowsHaveTheirLine(_ row: String, _ id: String) throws {
    #expect(try findings(good + row + "\n") == ["rates.csv:3 error \(id)"])
  }

  @Test func aHoleInADailySeriesIsAWarning() throws {
    var rates = "date,from,to,rate\n"
    for day in [1, 2, 3, 6, 7, 8, 9, 20, 21] { rates += "2026-07-\(day < 10 ? "0" : "")\(day),USD,EUR,0.9\n" }
    #expect(try findings(rates) == ["rates.csv:9 warning rates-missing"])
  }

  @Test func aPeriodWithoutARateIsFoundBeforeDataAreRead() throws {
    #expect(try findings("date,from,to,rate\n2026-06-30,USD,EUR,0.9\n") == ["pack.yaml:13 error missing-rate"])
    #expect(try findings("date,from,to,rate\n2026-06-30,USD,EUR,0.9\n", policy: "closing").isEmpty)
    #expect(try findings(good, formula: "convert(revenue, GBP)") == ["pack.yaml:13 error missing-rate"])
    #expect(try findings("from,to\n") == ["pack.yaml:13 error missing-rate", "rates.csv:1 error rates-header"])
  }

  @Test func onlyMoneyOfAnotherCurrencyConverts() throws {
    for formula in ["convert(orders, EUR)", "convert(revenue, USD)", "convert(revenue, EUX)"] {
      let found = try findings(good, formula: formula)
      #expect(found.count == 1 && found[0].hasPrefix("pack.yaml:13 error"), "\(formula): \(found)")
    }
  }
}
