import Foundation
import Kernels
import Testing

@testable import Site

/// A built folder verifies as it is, and every kind of tampering is named.
///
/// The figures are checkable by hand: 60 orders of 10, 20 and 30 euros, of which 20 are returned; 20 euros an order.
@Suite struct VerificationTests {
  private static let yaml = """
    title: Trial
    as_of: 2026-10-05
    currency: EUR
    calendar: {zone: UTC}
    period: 2026-Q3
    compare: {prior: -1 quarter}
    pages: [index.md]
    datasets:
      orders:
        file: orders.csv
        key: order_id
        time: at
        cluster: order_id
        columns: {order_id: {type: text, classification: restricted}, at: date, amount: money, returned: boolean, channel: text}
    segments:
      channel: {orders: channel}
    inputs:
      cost: {value: 5, low: 4, high: 6, unit: EUR/order, source: "Ledger"}
    measures:
      orders: {count: orders}
      returns: {count: orders, where: returned}
      revenue: {sum: amount, from: orders}
    metrics:
      order_value: {value: revenue / orders, better: up, target: 25}
      return_rate: {value: returns / orders, better: down}
      margin: {value: revenue - cost * orders, better: up}

    """

  private static let page = """
    # The order value is {{ order_value }}

    Returns were {{ return_rate }} ({{ return_rate.interval }}) of {{ orders }}, {{ return_rate.change(prior) }} off the
    quarter before; the target is {{ order_value.target }}, the margin {{ margin }}.

    ```table
    metrics: [order_value, return_rate]
    columns: [value, interval, n, change]
    ```

    """

  private static var orders: String {
    let rows = (0..<90).map { index in
      let month = index < 60 ? 7 + index % 3 : 4 + index % 3
      return
        "secret\(index),2026-0\(month)-02,\(10 * (1 + index % 3)).00,\(index % 3 == 0),\(index % 2 == 0 ? "web" : "app")"
    }
    return "order_id,at,amount,returned,channel\n" + rows.joined(separator: "\n") + "\n"
  }

  private func built() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("pack/pack.yaml", Self.yaml)
    try folder.write("pack/orders.csv", Self.orders)
    try folder.write("pack/index.md", Self.page)
    let build = SiteBuild.run(folder: folder.path + "/pack", options: .init())
    let files = try #require(build.files, "\(build.diagnostics)")
    try OutputFolder(path: folder.path + "/out").replace(with: files)
    return folder
  }

  /// Replaces a text in a file of the output, and the file's hash in the manifest where asked.
  private func tamper(_ folder: TemporaryFolder, _ file: String, _ old: String, _ new: String, hash: Bool) throws {
    let before = try #require(folder.text("out/" + file))
    let range = try #require(before.range(of: old), "\(file) holds no \(old): \(before)")
    let after = before.replacingCharacters(in: range, with: new)
    try folder.write("out/" + file, after)
    guard hash else { return }
    let manifest = try #require(folder.text("out/bundle/manifest.json"))
    try folder.write(
      "out/bundle/manifest.json", manifest.replacing(SHA256.hex(before.utf8), with: SHA256.hex(after.utf8)))
  }

  private func verify(_ folder: TemporaryFolder) throws -> Verification {
    try Verification(folder: folder.path + "/out")
  }

  @Test func aFolderVerifiesAsItWasBuilt() throws {
    let result = try verify(try built())
    #expect(result.differences == [])
    #expect(result.pages == 1)
    #expect(result.numbers > 20)
    #expect(result.recomputed == 6 && result.recorded == 0)
  }

  @Test func aChangedDigitIsNamedWithItsPageAndFact() throws {
    let folder = try built()
    try tamper(folder, "index.html", ">€20.00<", ">€21.00<", hash: true)
    let found = try verify(folder).differences
    #expect(found == [.init(place: "index.html", found: "€21.00", expected: "€20.00", what: "order_value, 2026-Q3")])
  }

  @Test func aPageChangedAfterTheBuildIsNamed() throws {
    let folder = try built()
    try tamper(folder, "index.html", "Returns were", "Returns rose to", hash: false)
    let found = try verify(folder).differences
    #expect(found.map(\.place) == ["index.html"])
    #expect(found.first?.what.contains("changed after the build") == true)
  }

  @Test(arguments: [
    // 60 orders become 61: every fact over them differs.
    ("bundle/sums.json", "\"sum\":60}", "\"sum\":61}", "computed from the sums"),
    (
      "bundle/definitions.json", "\"compiled\":\"revenue / orders\"", "\"compiled\":\"revenue / returns\"",
      "order_value"
    ),
    ("bundle/definitions.json", "\"compiled\":\"revenue / orders\"", "\"compiled\":\"revenue /\"", "does not parse"),
    ("bundle/definitions.json", "\"value\":5}", "\"value\":6}", "margin"),
    ("bundle/facts.json", "\"basis\":[20,60]", "\"basis\":[21,60]", "the interval of return_rate"),
  ])
  func aChangedBundleContradictsItself(file: String, old: String, new: String, what: String) throws {
    let folder = try built()
    try tamper(folder, file, old, new, hash: true)
    let found = try verify(folder).differences
    #expect(found.contains { $0.what.contains(what) }, "\(found)")
  }

  @Test func filesAddedAndRemovedAreNamed() throws {
    let folder = try built()
    try folder.write("out/extra.html", "<p>1</p>")
    try FileManager.default.removeItem(atPath: folder.path + "/out/assets/boardpack.css")
    #expect(Set(try verify(folder).differences.map(\.place)) == ["extra.html", "assets/boardpack.css"])
  }

  @Test func theBundleHoldsNoValueOfARestrictedColumn() throws {
    let folder = try built()
    for name in ["definitions", "facts", "pages", "sums", "manifest"] {
      let text = try #require(folder.text("out/bundle/\(name).json"))
      #expect(!text.contains("secret"), "\(name)")
    }
    // Sums of measures over places, and nothing else: no bucket, no key.
    let sums = try JSONDecoder().decode(BundleSums.self, from: Data((folder.text("out/bundle/sums.json") ?? "").utf8))
    #expect(Set(sums.sums.map(\.measure)) == ["orders", "returns", "revenue"])
    #expect(sums.sums.contains { $0.measure == "revenue" && $0.sum == 120_000 })
  }

  @Test func aFolderWithoutABundleSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(throws: (any Error).self) { try Verification(folder: folder.path) }
  }
}
