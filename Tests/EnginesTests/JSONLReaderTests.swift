import Diagnostics
import Testing

@testable import Engines

@Suite struct JSONLReaderTests {
  private func read(_ text: [UInt8], _ columns: [String], chunk: Int = 5) throws -> [(fields: [String], rule: String?)]
  {
    var reader = JSONLReader(ByteSource(bytes: text, name: "t.jsonl", chunkSize: chunk), columns: columns)
    var rows: [(fields: [String], rule: String?)] = []
    while let batch = try reader.nextBatch() {
      for row in 0..<batch.count {
        let fields = columns.indices.map { String(decoding: batch.field($0, ofRow: row), as: UTF8.self) }
        rows.append((fields, batch.problem(ofRow: row)?.rule))
      }
    }
    return rows
  }

  private func rule(_ line: String) throws -> String? { try read(Array(line.utf8), ["a"]).first?.rule }

  @Test func valuesAsText() throws {
    let text = #"""
      {"a": "x\ty\u00e9\ud83d\ude00\/", "n": -12.50, "o": {"p": {"q": true}}, "skip": [1, {"a": 2}, []]}

      {"n": null, "o": {"p": {}}}
      """#
    let rows = try read(Array(text.utf8), ["o.p.q", "a", "n"])
    #expect(rows.map(\.fields) == [["true", "x\tyé😀/", "-12.50"], ["", "", ""]])
    #expect(rows.allSatisfy { $0.rule == nil })
  }

  @Test func badLines() throws {
    #expect(try rule(#"{"a": 1, "a": 2}"#) == "duplicate key a")
    #expect(try rule(#"{"b": 1, "b": 2}"#) == "duplicate key b")
    #expect(try rule(#"{"a": [1]}"#) == "an object or array where one value belongs")
    #expect(try rule(#"[1]"#)?.hasPrefix("not a JSON object") == true)
    #expect(try rule(#"{"a": 1} x"#)?.hasPrefix("text after the JSON object") == true)
    #expect(try rule(#"{"a": "\ud83d"}"#)?.hasPrefix("lone surrogate") == true)
    for malformed in [
      "{", #"{"a"}"#, #"{"a": 01}"#, #"{"a": 1.}"#, #"{"a": tru}"#, #"{"a": "x}"#, #"{"a": 1,}"#, "{,}",
    ] {
      #expect(try rule(malformed)?.hasPrefix("malformed JSON") == true, "\(malformed)")
    }
    #expect(try rule(String(repeating: #"{"x":"#, count: 80))?.hasPrefix("JSON nested deeper") == true)
    let rows = try read(Array(#"{"a": ""#.utf8) + [0xC0, 0x80] + Array("\"}\n{\"a\": 1}".utf8), ["a"])
    #expect(rows.map(\.rule) == ["invalid UTF-8", nil])
    #expect(rows[1].fields == ["1"])
  }
}
