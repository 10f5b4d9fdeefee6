import Diagnostics
import Foundation
import Metrics
import Pack
import Testing

@testable import Engines

struct QuarantineTests {
  /// RFC 4231, test case 1: key of twenty bytes 0x0b, data "Hi There"; the first 8 bytes of HMAC-SHA-256.
  @Test func tokensAreTheBeginningOfAPublishedCode() throws {
    let secret = try #require(TokenSecret([UInt8](repeating: 0x0B, count: 20)))
    #expect(secret.token(of: "Hi There".utf8) == "tok_b0344c61d8db3853")
  }

  @Test func aSecretIsLongEnoughAndDoesNotShow() throws {
    #expect(TokenSecret([UInt8](repeating: 1, count: 15)) == nil)
    let secret = try #require(TokenSecret(Array("a secret of many bytes".utf8)))
    for text in ["\(secret)", String(reflecting: secret), "\(Mirror(reflecting: secret).children.map { "\($0)" })"] {
      #expect(!text.contains("many") && !text.contains("97"))
    }
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(dumped.count < 20, "\(dumped)")
  }

  @Test func masksFollowTheClassification() throws {
    let secret = try #require(TokenSecret([UInt8](repeating: 0x0B, count: 20)))
    let value = Array("Zoë-17 (Köln) and so on".utf8)
    for classification in [nil, Classification.public, .internal] {
      #expect(ValueMask(classification, secret: secret).text(value) == "Zoë-17 (Köln) and so…")
    }
    #expect(ValueMask(.confidential, secret: secret).text(value) == "xxx-99 (xxxx) xxx xx…")
    #expect(ValueMask(.restricted).text(value) == "(restricted)")
    #expect(ValueMask(.restricted, secret: secret).text("Hi There".utf8) == "tok_b0344c61d8db3853")
  }

  private func dataset(_ columns: [Column]) -> Dataset {
    Dataset(
      name: "orders", noun: "order", source: .files([], separator: 44), key: nil, time: nil, cluster: nil, lookups: [],
      columns: columns, maximumBadRows: nil, location: SourceText("", file: "pack.yaml", line: 1, column: 1))
  }

  @Test func theFileIsSortedMaskedAndNoFormula() {
    let columns = [
      Column(name: "amount", type: .number(scale: 2)),
      Column(name: "iban", type: .number(scale: 0), classification: .confidential),
      Column(name: "phone", type: .number(scale: 0), classification: .restricted),
    ]
    let file = QuarantineFile(
      dataset(columns),
      rows: [
        .init(file: "b.csv", line: 2, column: "amount", rule: "not a number: =1+1"),
        .init(file: "a.csv", line: 12, column: "iban", rule: "not a number: DE02, \"x\""),
        .init(file: "a.csv", line: 3, column: "phone", rule: "not a number: 0171x"),
        .init(file: "a.csv", line: 4, column: "phone", rule: "not a number: (restricted)", value: "tok_12"),
        .init(file: "a.csv", line: 5, column: nil, rule: "wait: ends before it starts"),
        .init(file: "@a.csv", line: 1, column: "amount", rule: "not a number: -x"),
      ])
    #expect(
      file.csv == """
        file,line,column,rule,value\r
        '@a.csv,1,amount,not a number,'-x\r
        a.csv,3,phone,not a number,(restricted)\r
        a.csv,4,phone,not a number,tok_12\r
        a.csv,5,,wait: ends before it starts,\r
        a.csv,12,iban,not a number,"xx99, ""x""\"\r
        b.csv,2,amount,not a number,'=1+1\r

        """)
  }

  @Test func theFolderIsPrivateAndEmptiedWhenAllIsWell() throws {
    let work = FileManager.default.temporaryDirectory.appendingPathComponent("quarantine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    let folder = QuarantineFolder(privateFolder: work.path + "/.boardpack-cache")
    let (dataset, rows) = (dataset([]), [DatasetQuality.BadRow(file: "a.csv", line: 2, column: nil, rule: "no key")])
    #expect(folder.write(rows, total: 1, of: dataset) == nil)
    func rights(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try rights(folder.path) == 0o700)
    #expect(try rights(folder.file(of: "orders")) == 0o600)
    #expect(FileManager.default.fileExists(atPath: work.path + "/.boardpack-cache/.gitignore"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["orders.csv"])
    #expect(folder.write([], total: 0, of: dataset) == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    // A file where the folder should be.
    let blocked = QuarantineFolder(path: work.path + "/blocked/inside")
    try Data().write(to: work.appendingPathComponent("blocked"))
    #expect(blocked.write(rows, total: 1, of: dataset)?.id == "quarantine-not-written")
  }
}
