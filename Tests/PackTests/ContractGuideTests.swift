import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Pack

@Suite("The guide to contracts")
struct ContractGuideTests {
  static let examples: [String] = {
    let page = Repository.root.appendingPathComponent("docs/contracts.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "```yaml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }()

  @Test func thePageHasExamples() { #expect(Self.examples.count >= 6) }

  @Test("Each example is read without a finding", arguments: examples)
  func example(_ text: String) throws {
    let measures = text.contains("measures:") ? "" : "measures: {orders: {count: orders}}\n"
    let pack = """
      title: Orders
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      metrics: {}
      pages: [index.md]

      """ + measures + text
    let contract = try Fixture.orders("time: ordered_at\ncolumns: {amount: money, ordered_at: timestamp}")?
      .contractText()
    let files = ["data/orders.txt": "", "orders.odcs.yaml": contract ?? ""]
    let (loaded, findings) = try Fixture(pack, files: files).load()
    #expect(loaded != nil)
    #expect(findings == [])
  }
}
