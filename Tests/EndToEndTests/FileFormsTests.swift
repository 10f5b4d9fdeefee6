import Foundation
import Testing

/// The same rows in other files: packed, in pieces, piped, or written the way another country does.
struct FileFormsTests {
  private static let gzip = URL(filePath: "/usr/bin/gzip")

  private struct Built {
    var facts: String
    var pages: [String: Data]
  }

  private func built(_ pack: RealPack, input: URL? = nil) throws -> Built {
    func handle() throws -> FileHandle { try input.map { try FileHandle(forReadingFrom: $0) } ?? .nullDevice }
    let facts = try pack.run("facts", ["--format", "json"], input: handle())
    #expect(facts.code == 0, "\(facts.error)")
    let pages = try pack.run("build", ["--output", pack.work.path("out")], input: handle())
    #expect(pages.code == 0, "\(pages.error)")
    return Built(facts: facts.output, pages: try pack.work.files("out"))
  }

  /// Source of the rows: the helpdesk log, whose cases go on from one piece to the next.
  @Test(.enabled(if: RealPack.data != nil && FileManager.default.isExecutableFile(atPath: gzip.path)))
  func theFormOfTheFilesChangesNothing() throws {
    let log = try Helpdesk.log()
    let plain = try Helpdesk.pack(file: "log.csv")
    try plain.work.write("pack/log.csv", log)

    let packed = try Helpdesk.pack(file: "log.csv.gz")
    try packed.work.write("pack/log.csv", log)
    #expect(try Tool.run([packed.work.path("pack/log.csv")], program: Self.gzip).code == 0)
    #expect(!packed.work.exists("pack/log.csv"))

    let pieces = try Helpdesk.pack(file: "log-*.csv")
    let lines = log.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let header = try #require(lines.first)
    let third = lines.count / 3
    for (name, rows) in [("1", lines[1..<third]), ("2", lines[third..<2 * third]), ("3", lines[(2 * third)...])] {
      let piece = Data(([header] + rows).joined(separator: [UInt8(ascii: "\n")]))
      try pieces.work.write("pack/log-\(name).csv", piece)
    }

    let piped = try Helpdesk.pack(file: "-")
    let source = URL(filePath: plain.work.path("pack/log.csv"))

    let first = try built(plain)
    let index = String(decoding: try #require(first.pages["index.html"]), as: UTF8.self)
    #expect(first.facts.contains("median_duration") && index.contains("3.9 days"))
    for other in [try built(packed), try built(pieces), try built(piped, input: source)] {
      #expect(other.facts == first.facts)
      let differences = Set(first.pages.keys).union(other.pages.keys)
        .filter { first.pages[$0] != other.pages[$0] }.sorted()
      // The manifest names the files that were read, with their hashes.
      #expect(differences == ["bundle/manifest.json"])
    }
    // Standard input cannot be recognised, so that nothing is kept of it.
    #expect(plain.work.exists("pack/.boardpack-cache"))
    #expect(!piped.work.exists("pack/.boardpack-cache"))
  }

  @Test func decimalCommasBetweenSemicolons() throws {
    let yaml = SmallPack.yaml.replacing("key: order_id", with: "separator: \";\"\n    key: order_id")
      .replacing("amount: money", with: "amount: {type: money, decimal: \",\"}")
    let orders = """
      order_id;at;amount;channel
      o1;2026-07-01;1234,50;web
      o2;2026-08-01;"0,75";web
      o3;2026-09-30;-34,5;app

      """
    let pack = try SmallPack(yaml: yaml, orders: orders)
    let result = try Tool.run(["facts", pack.work.path("pack"), "--format", "csv", "--metric", "total_revenue"])
    #expect(result.code == 0, "\(result.error)")
    #expect(result.output.contains("total_revenue,2026-Q3,,,1200.75,"), "\(result.output)")

    for wrong in ["1.234,50", "1234.50"] {
      let spoilt = try SmallPack(yaml: yaml, orders: orders.replacing("1234,50", with: wrong)).build()
      #expect(spoilt.code == 1)
      #expect(spoilt.error.contains("orders.csv:2: amount: not a number: \(wrong)"), "\(spoilt.error)")
    }
  }
}
