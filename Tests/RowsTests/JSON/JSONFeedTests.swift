import Diagnostics
import Kernels
import Testing

@testable import Rows

/// JSON lines through a feed: for every part size and number of threads what one reader makes of the whole text.
@Suite struct JSONFeedTests {
  private func text(_ random: inout SeededGenerator) -> String {
    var text = ""
    for i in 0..<Int.random(in: 1...120, using: &random) {
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text += "\n"
      case 1: text += " \t\r\n"
      case 2: text += #"{"a":"\#(i)","a":1}"# + "\n"
      case 3: text += #"{"a":"é\u00e9\n\#(String(repeating: "x", count: i))","b":null}"# + "\r\n"
      case 4: text += #"{"b": {"c": [\#(i), {"a": "x"}]}, "a": -\#(i).5e3}"# + "\n"
      case 5: text += #"{"a":"broken"# + "\n"
      default: text += #"{"a":"row \#(i)","o":{"p":\#(i * 7919),"q":true},"b":"\#(i % 3)"}"# + "\n"
      }
    }
    if Bool.random(using: &random) { text.removeLast() }
    return text
  }

  @Test func partsAndThreads() {
    var random = SeededGenerator(state: 8259)
    let scratch = ScratchFile("t.jsonl")
    let columns = ["o.p", "a", "b", "o.q"]
    for _ in 0..<40 * fuzzFactor {
      let text = text(&random)
      guard !text.isEmpty else { continue }
      let whole = JSONRows(text, columns)
      for isPacked in [false, true] {
        let stored = isPacked ? Gzip.pack(Array(text.utf8)) : Array(text.utf8)
        let reading = Reading.files(
          [scratch.write(stored)], columns: columns, format: RowFormat(kind: .jsonLines),
          partSize: Int.random(in: 1...300, using: &random), threads: Int.random(in: 1...3, using: &random))
        let rows = reading.rows.map { row in
          let fields = row.fields.map { String(decoding: $0, as: UTF8.self) }
          guard let rule = row.rule else { return "\(row.line - 1): " + fields.joined(separator: "|") }
          return "\(row.line - 1): \(row.column.map { columns[$0] } ?? "row"): \(rule)" + fields.joined()
        }
        #expect(zip(rows, whole.rows).first { $0 != $1 } == nil)
        #expect(rows.count == whole.rows.count)
        let hasAll = whole.names.columns.allSatisfy { $0 }
        #expect(reading.feed.findings.isEmpty == (hasAll || whole.rows.isEmpty))
        // What is unescaped in memory is hashed before.
        #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(stored)])
      }
    }
  }

  @Test func manyRowsPerPart() {
    let text = (0..<30_000).map { #"{"id":"s\#($0)","at":"2026-01-01T00:00:00Z","t":"a\\b","n":\#($0)}"# + "\n" }
      .joined()
    let scratch = ScratchFile("t.jsonl")
    let file = scratch.write(text)
    for threads in [1, 2] {
      let reading = Reading.files(
        [file], columns: ["n", "t"], format: RowFormat(kind: .jsonLines), partSize: 100_000, threads: threads)
      #expect(reading.rows.count == 30_000)
      #expect(reading.texts == (0..<30_000).map { ["\($0)", "a\\b"] })
      #expect(reading.rows.map(\.line) == Array(1...30_000))
    }
  }
}
