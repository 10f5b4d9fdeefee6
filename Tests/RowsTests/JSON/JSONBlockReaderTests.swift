import Diagnostics
import Testing

@testable import Rows

@Suite struct JSONBlockReaderTests {
  @Test func valuesAsText() {
    let text = #"""
      {"a": "x\ty\u00e9\ud83d\ude00\/", "n": -12.50, "o": {"p": {"q": true}}, "skip": [1, {"a": 2}, []]}

      {"n": null, "o": {"p": {}}}
      """#
    let rows = JSONRows(text, ["o.p.q", "a", "n"])
    #expect(rows.rows == ["0: true|x\tyé😀/|-12.50", "2: ||"])
    #expect(!rows.isASCII)
    #expect(rows.names.columns == [true, true, true])
    #expect(rows.names.others.map { String(decoding: $0, as: UTF8.self) } == ["o", "o.p", "skip"])
  }

  @Test func badLines() {
    let template = #"{"a": 1, "b": 2}"#
    func rule(_ line: String) -> String? { JSONRows.rule(Array(line.utf8), after: template) }
    #expect(rule(#"{"a": 1, "a": 2}"#) == "duplicate key a")
    #expect(rule(#"{"b": 1, "b": 2}"#) == "duplicate key b")
    #expect(rule(#"{"a": 1, "\u0061": 2}"#) == "duplicate key a")
    #expect(rule(#"{"a": [1], "b": 2}"#) == "an object or array where one value belongs")
    #expect(rule(#"{"a": {}, "b": 2}"#) == "an object or array where one value belongs")
    #expect(rule(#"[1]"#) == "not a JSON object (byte 1 of the line)")
    #expect(rule(#"{"a": 1, "b": 2} x"#) == "text after the JSON object (byte 18 of the line)")
    #expect(rule(#"{"a": "\ud83d", "b": 2}"#) == "lone surrogate in JSON (byte 14 of the line)")
    #expect(rule(#"{"a": 01, "b": 2}"#) == "malformed JSON: no value (byte 9 of the line)")
    #expect(rule(#"{"a": 1., "b": 2}"#) == "malformed JSON: number (byte 9 of the line)")
    #expect(rule(#"{"a": "x, "b": 2}"#) == "malformed JSON: an object is not closed (byte 12 of the line)")
    let invalid = Array(#"{"a": ""#.utf8) + [0xC0, 0x80] + Array(#"", "b": 2}"#.utf8)
    #expect(JSONRows.rule(invalid, after: template) == "invalid UTF-8")
    #expect(rule(#"{"a": 1, "b": 3}"#) == nil)
  }

  @Test func aPathMayBeNamedTwoWays() {
    #expect(JSONRows(#"{"o.p": 1}"#, ["o.p"]).rows == ["0: 1"])
    #expect(JSONRows(#"{"o.p": 1, "o": {"p": 2}}"#, ["o.p"]).rows == ["0: o.p: duplicate key o.p"])
  }

  /// 64 objects or arrays are as deep as a line may go.
  @Test func depth() {
    func nested(_ count: Int) -> String {
      String(repeating: #"{"x":"#, count: count) + "1" + String(repeating: "}", count: count)
    }
    #expect(JSONRows(nested(64), ["a"]).rows == ["0: "])
    #expect(JSONRows(nested(65), ["a"]).rows == ["0: row: JSON nested deeper than 64 (byte 321 of the line)"])
    let arrays = #"{"x":"# + String(repeating: "[", count: 64) + String(repeating: "]", count: 64) + "}"
    #expect(JSONRows(arrays, ["a"]).rows == ["0: row: JSON nested deeper than 64 (byte 69 of the line)"])
  }

  @Test func linesOfOneLayoutAreNotParsedAgain() {
    var text = ""
    for i in 0..<3000 {
      text += #"{"id":"s\#(i)","n":\#(i),"o":{"p":\#(i % 2 == 0),"q":null},"l":[\#(i)],"t":"é\n"}"# + "\r\n"
      if i % 3 == 0 { text += "\n" }
    }
    let walk = JSONRows(text, ["n", "id", "o.p", "t"])
    #expect(walk.surprises == 1)
    #expect(walk.rows.count == 3000)
    #expect(walk.rows[2999] == "3999: 2999|s2999|false|é\n")
    #expect(walk.rows == JSONRows(text, ["n", "id", "o.p", "t"], isWalking: false).rows)
  }

  @Test func leftOutKeysAreLayoutsOfTheirOwn() {
    var text = ""
    for i in 0..<500 {
      text +=
        #"{"id":\#(i)"# + (i % 2 == 0 ? #","a":"x""# : "") + (i % 3 == 0 ? #","o":{"p":1}"# : #","o":null"#) + "}\n"
    }
    let walk = JSONRows(text, ["a", "o.p", "id"])
    #expect(walk.surprises == 4)
    #expect(walk.rows[3...4] == ["3: |1|3", "4: x||4"])
  }

  @Test func aLineFeedMayLackAtTheEnd() {
    #expect(JSONRows("{\"a\":1}\n{\"a\":2}", ["a"]).rows == ["0: 1", "1: 2"])
    // What lies behind the last line is not read as part of it.
    #expect(
      JSONRows("{\"a\":\"1\"}\n{\"a\":\"2", ["a"]).rows
        == ["0: 1", "1: row: malformed JSON: a string is not closed (byte 8 of the line)"])
    #expect(JSONRows("", ["a"]).rows == [])
    #expect(JSONRows(" \n\t\r\n", ["a"]).rows == [])
  }

  @Test func namesAreTheFirstInByteOrder() {
    let keys = (0..<300).map { "k\($0)" }
    let text = keys.reversed().map { "{\"\($0)\":1}\n" }.joined()
    let expected = keys.sorted().prefix(100).map { Array($0.utf8) }
    #expect(JSONRows(text, ["a"]).names.others == expected)
    var merged = JSONRows(String(text.prefix(text.count / 2)), ["a"]).names
    merged.merge(JSONRows(String(text.suffix(text.count - text.count / 2 + 20)), ["a"]).names)
    #expect(merged.others == expected)
    #expect(merged.columns == [false])
  }

  @Test func manyKeysAreComparedByHash() {
    let keys = (0..<500).map { "\"k\($0)\":1" }
    #expect(JSONRows("{" + keys.joined(separator: ",") + "}", ["k499"]).rows == ["0: 1"])
    #expect(JSONRows("{" + (keys + [keys[7]]).joined(separator: ",") + "}", []).rows == ["0: row: duplicate key k7"])
    // More values than a layout has steps for: the general parser reads every line.
    let many = "{" + (0..<600).map { "\"k\($0)\":1" }.joined(separator: ",") + "}\n"
    let rows = JSONRows(many + many, ["k599"])
    #expect(rows.rows == ["0: 1", "1: 1"])
    #expect(rows.surprises == 2)
  }

  @Test func aRowHasALimit() {
    let text = "{\"a\":1}\n{\"a\":12}\n{\"a\":123}\n{\"a\":\"1234567890\"}\r\n{\"a\":5}\n"
    for isWalking in [true, false] {
      let rows = JSONRows(text, ["a"], isWalking: isWalking, rowLimit: 8).rows
      let long = "row: row longer than 16 MB"
      #expect(rows == ["0: 1", "1: 12", "2: \(long)", "3: \(long)", "4: 5"])
    }
  }
}
