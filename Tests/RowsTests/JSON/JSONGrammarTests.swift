import Testing

@testable import Rows

/// What RFC 8259 accepts and refuses, along the kinds of cases of N. Seriot, "Parsing JSON is a Minefield" (2016).
///
/// Each case is a value of the key `a` in a line like the one before it, so that the walk meets it too.
@Suite struct JSONGrammarTests {
  private func rule(_ value: String) -> String? { rule(Array(value.utf8)) }

  private func rule(_ value: [UInt8]) -> String? {
    JSONRows.rule(Array(#"{"a":"#.utf8) + value + Array(#","b":0}"#.utf8), after: #"{"a":1,"b":0}"#)
  }

  @Test(arguments: [
    "0", "-0", "-1", "9", "10", "123456789", "12345678901234567890123", "0.5", "-0.0", "1.000000000000000000001", "0e1",
    "0e+1", "0E-1", "1e5", "1E22", "1.5e-300", "-9.25E+007", "123e65", "1e00",
  ])
  func numbers(_ number: String) {
    #expect(rule(number) == nil)
    #expect(JSONRows(#"{"a":1}"# + "\n{\"a\":\(number)}\n", ["a"]).rows.last == "1: \(number)")
  }

  @Test(arguments: [
    "", "+1", "-", "--1", "- 1", "00", "-01", "012", "1.", "1.e1", ".5", "-.5", "0.", "1e", "1e+", "1E-", "1ee1",
    "1e1.5",
    "1.2.3", "0x1F", "1_000", "1 000", "1,", "Infinity", "-Infinity", "NaN", "1a", "2.0f", "\u{FF11}", "1/2", "1+2",
  ])
  func noNumbers(_ number: String) { #expect(rule(number) != nil) }

  @Test(arguments: [
    (#""""#, ""), (#"" ""#, " "), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0061\u0041""#, "aA"),
    (#""\u00E9\u00e9""#, "éé"), (#""\uD834\uDD1E""#, "𝄞"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
    (#""\uFFFF""#, "\u{FFFF}"),
    (#""\u0000""#, "\u{0}"), ("\"\u{7F}\"", "\u{7F}"), ("\"€𝄞\"", "€𝄞"), (#""\u2028""#, "\u{2028}"),
    (#""{\"a\":[1,2]}""#, "{\"a\":[1,2]}"), ("\"\u{2028}\u{FEFF}\"", "\u{2028}\u{FEFF}"),
    (#""/*no comment*/""#, "/*no comment*/"),
    (#""longer than eight bytes \u0009 and on""#, "longer than eight bytes \t and on"),
  ])
  func strings(_ string: String, _ text: String) {
    #expect(rule(string) == nil)
    for isWalking in [true, false] {
      let rows = JSONRows("{\"a\":\"1\"}\n{\"a\":\(string)}\n", ["a"], isWalking: isWalking)
      #expect(rows.rows.last == "1: " + text)
    }
  }

  @Test(arguments: [
    #"""#, #"'a'"#, #"""""#, #""\x00""#, #""\a""#, #""\""#, #""\u""#, #""\u1""#, #""\u12""#, #""\u123""#, #""\u123g""#,
    #""\U0061""#,
    #""\uD800""#, #""\uDC00""#, #""\uD800\uD800""#, #""\uD800a""#, #""\uD800\n""#, #""\uD800\u0061""#,
    #""\uDFFF\uD800""#,
    #""\ ""#, #""\é""#, "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"", "\"tab after eight bytes\t\"", "\"\r\"", "abc", #""a"b"#,
    #"\u0022a\u0022"#,
  ])
  func noStrings(_ string: String) { #expect(rule(string) != nil) }

  /// Table 3-7 of the Unicode standard: overlong forms, surrogates, values past the last, cut sequences.
  @Test(arguments: [
    [0x80], [0xBF], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF],
    [0xE2, 0x82],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
    [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0x5C, 0x6E],
  ])
  func noText(_ bytes: [UInt8]) { #expect(rule([0x22] + bytes + [0x22]) == "invalid UTF-8") }

  /// What nobody asked for need not be text, only well-formed JSON.
  @Test func textIsCheckedWhereItIsWanted() {
    let line = Array(#"{"b":""#.utf8) + [0xFF] + Array("\"}\n".utf8)
    #expect(JSONRows(line + line, ["a"]).rows == ["0: ", "1: "])
    #expect(JSONRows(line + line, ["b"]).rows == ["0: b: invalid UTF-8", "1: b: invalid UTF-8"])
  }

  @Test(arguments: ["true", "false", "null", " 1 ", "\t\r1", #"[]"#, #"{}"#])
  func words(_ word: String) {
    let isBad = word == "[]" || word == "{}"
    #expect((rule(word) != nil) == isBad)
  }

  @Test(arguments: [
    "True", "TRUE", "tru", "truee", "nul", "nulll", "NULL", "fals", "falsey", "undefined", "\u{FEFF}1", "\u{A0}1",
    "\u{C}1",
  ])
  func noWords(_ word: String) { #expect(rule(word) != nil) }

  @Test(arguments: [
    "{}", " { } ", "\t{\"a\"\t:\t1\t}\r", #"{"a":1}"#, #"{"":0}"#, #"{"a":1,"b":[[],[{}],{"a":[]}]}"#, #"{"\u0061":1}"#,
    #"{"a":1,"o":{"a":1,"o":{"a":1}}}"#, #"{"b":[1,"x",null,true,-0.5e1,{"a":[1]}]}"#, #"{"b":[ ]  ,"a":1}"#,
  ])
  func structures(_ line: String) { #expect(JSONRows.rule(Array(line.utf8), after: #"{"a":1}"#) == nil) }

  @Test(arguments: [
    "{", "}", "[", "]", "[]", "1", "null", "\"a\"", "{]", "{a:1}", "{'a':1}", "{1:1}", #"{"a"}"#, #"{"a":}"#, #"{:1}"#,
    #"{"a" 1}"#,
    #"{"a"::1}"#, #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1,,"b":2}"#, #"{"a":1 "b":2}"#, #"{"a":1}}"#, #"{"a":1}{"#,
    #"{"a":1}#"#,
    #"{"a":1}//"#, #"{"a":1}/**/"#, #"{"a":/**/1}"#, #"{"a":1;"b":2}"#, #"{"b":[1,]}"#, #"{"b":[,1]}"#, #"{"b":[1 2]}"#,
    #"{"b":[1}"#,
    #"{"b":{]}"#, #"{"b":[1,{"x":1,"x":2}]}"#, #"{"b":[01]}"#, #"{"b":["\x"]}"#, #"{"b":{"c":1,"c":1}}"#, #"{null:1}"#,
    #"{"a":1]"#,
    "\u{FEFF}{}", #"{"a":1,"b":2"#, #"{"a":"x"#, #"{"a":tru"#, #"{"a":1."#,
  ])
  func noStructures(_ line: String) {
    #expect(JSONRows.rule(Array(line.utf8), after: #"{"a":1}"#) != nil)
    #expect(JSONRows.rule(Array(line.utf8), after: #"{"a":1,"b":2}"#) != nil)
    #expect(JSONRows(line, ["a"]).rows == JSONRows(line, ["a"], isWalking: false).rows)
  }
}
