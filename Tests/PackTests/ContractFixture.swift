import Diagnostics
import Foundation
import Metrics

@testable import Pack

extension Fixture {
  /// A pack with one dataset whose keys are given, indented by four.
  static func contract(_ keys: String, measures: String = "orders: {count: orders}", files: [String: String] = [:])
    throws -> (Pack?, [Diagnostic])
  {
    try Fixture(contractText(keys, measures: measures), files: files).load()
  }

  static func contractText(_ keys: String, measures: String = "orders: {count: orders}") -> String {
    let lines = keys.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
    return """
      title: Orders
      as_of: 2026-10-05
      currency: EUR
      calendar: {zone: Europe/Berlin}
      period: 2026-Q3
      datasets:
        orders:
          file: data/orders.csv

      """.replacingOccurrences(of: "      ", with: "").replacingOccurrences(of: "\nfile", with: "\n    file")
        + lines.joined(separator: "\n") + """

          measures: {\(measures)}
          metrics: {}
          pages: [index.md]

          """
  }

  static func orders(_ keys: String, measures: String = "orders: {count: orders}", files: [String: String] = [:]) throws
    -> Dataset?
  {
    let pack = try contract(keys, measures: measures, files: files).0
    return pack?.datasets.first
  }
}
