import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Engines

@Suite struct CSVReaderTests {
  private func read(
    _ text: some Sequence<UInt8>, _ columns: [String], separator: UInt8 = UInt8(ascii: ","), chunk: Int = 7
  ) throws -> [(line: Int, fields: [String], rule: String?)] {
    var reader = CSVReader(
      ByteSource(bytes: Array(text), name: "t.csv", chunkSize: chunk), columns: columns, separator: separator)
    var rows: [(line: Int, fields: [String], rule: String?)] = []
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        rows.append(
          (
            batch.line(ofRow: row),
            columns.indices.map { String(decoding: batch.field($0, ofRow: row), as: UTF8.self) },
            batch.problem(ofRow: row)?.rule
          ))
      }
    }
    return rows
  }

  private func finding(_ text: some Sequence<UInt8>, _ columns: [String]) -> Diagnostic? {
    do {
      _ = try read(text, columns)
      return nil
    } catch {
      return (error as? DiagnosticError)?.diagnostics.first
    }
  }

  @Test func agreesWithTheOracleOnRandomInputs() throws {
    var random = SeededGenerator(state: 4180)
    let alphabet = Array("a,;\"\"\"\n\r\n\r,x\u{E9}".utf8)
    let header = Array("a,b,c\n".utf8)
    var compared = 0
    for _ in 0..<30_000 {
      let length = Int.random(in: 0...24, using: &random)
      var input = header + (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      if Bool.random(using: &random) { input = [0xEF, 0xBB, 0xBF] + input }
      let chunk = Int.random(in: 1...9, using: &random)
      var reader = CSVReader(ByteSource(bytes: input, name: "t", chunkSize: chunk), columns: ["b", "a", "c"])
      guard let expected = CSVOracle.rows(input, separator: UInt8(ascii: ",")) else {
        #expect(throws: DiagnosticError.self) { while try reader.nextBatch() != nil {} }
        continue
      }
      var found: [CSVOracle.Row] = []
      while let batch = try reader.nextBatch() {
        for row in 0..<batch.count {
          let fields = [1, 0, 2].map { Array(batch.field($0, ofRow: row)) }
          found.append(
            .init(line: batch.line(ofRow: row), fields: fields, isMalformed: batch.problem(ofRow: row) != nil))
        }
      }
      let wanted = expected.dropFirst().map { row in
        let isValid = row.fields.prefix(3).allSatisfy { String(validating: $0, as: UTF8.self) != nil }
        return CSVOracle.Row(
          line: row.line, fields: (0..<3).map { $0 < row.fields.count ? row.fields[$0] : [] },
          isMalformed: row.isMalformed || row.fields.count != 3 || !isValid)
      }
      compared += found.count
      if found != wanted {
        Issue.record("input \(input) in chunks of \(chunk): \(found) but the oracle says \(wanted)")
        return
      }
    }
    #expect(compared > 40_000)
  }

  @Test func readsProjectionSeparatorsAndLineEnds() throws {
    let rows = try read(
      "\u{FEFF}\"id\"\tnote\tx\r\n1\t\"a\r\nb\"\t2\r\n3\t\"say \"\"hi\"\"\"\t".utf8, ["note", "id"],
      separator: 9)
    #expect(rows.map(\.line) == [2, 4])
    #expect(rows.map(\.fields) == [["a\r\nb", "1"], ["say \"hi\"", "3"]])
    #expect(rows.allSatisfy { $0.rule == nil })
  }

  @Test func badRowsKeepTheirLines() throws {
    let bytes = Array("a,b\n1,2,3\n\"x\"y,2\nq\"r,2\n".utf8) + [0xFF] + Array(",2\n1,2\n".utf8)
    let rows = try read(bytes, ["a", "b"])
    #expect(rows.map(\.line) == [2, 3, 4, 5, 6])
    #expect(
      rows.map(\.rule) == [
        "row has 3 fields, the header 2", "text after the closing quote", "quote inside an unquoted field",
        "invalid UTF-8", nil,
      ])
  }

  @Test func openQuoteNamesTheLineWhereItOpened() {
    let found = finding("a,b\n1,2\n3,\"x\n\n\n".utf8, ["a"])
    #expect(found?.id == "open-quote")
    #expect(found?.location == .init(file: "t.csv", line: 3))
  }

  @Test(arguments: ["", "\u{FEFF}"]) func emptyFile(text: String) {
    #expect(finding(text.utf8, ["a"])?.id == "empty-file")
  }

  @Test func missingColumnNamesTheNearest() {
    let found = finding("customer_id,amount\n1,2\n".utf8, ["custmer_id"])
    #expect(found?.id == "missing-column")
    #expect(found?.remedy == "Did you mean `customer_id`?")
    #expect(found?.explanation == "The file has `customer_id`, `amount`")
  }

  @Test func duplicateHeaderName() {
    #expect(finding("a,b,a\n1,2,3\n".utf8, ["a"])?.id == "duplicate-column")
    #expect(finding("a,b,a\n1,2,3\n".utf8, ["b"]) == nil)
  }

  @Test(.enabled(if: Repository.shared != nil)) func hadoopBugs() throws {
    let path = try #require(Repository.shared).appendingPathComponent("data/hadoop_bugs.csv").path
    for chunk in [13, 4096, 262_144] {
      var reader = CSVReader(
        try ByteSource(path: path, name: "hadoop", chunkSize: chunk), columns: ["Created", "Resolved"])
      var (rows, closed, bad, last) = (0, 0, 0, 0)
      while let batch = try reader.nextBatch() {
        for row in 0..<batch.count {
          rows += 1
          if !batch.field(1, ofRow: row).isEmpty { closed += 1 }
          if batch.problem(ofRow: row) != nil { bad += 1 }
          last = batch.line(ofRow: row)
        }
      }
      // The counts of data/README.md.
      #expect(rows == 2503 && closed == 1733 && rows - closed == 770 && bad == 0)
      #expect(last <= 33_628)
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
      #expect(bytes.count { $0 == 10 } == 33_628)
      #expect(reader.hash == SHA256.hex(bytes))
    }
  }
}
