import Testing

@testable import Rows

/// The walk against the general parser, on lines of a few layouts with random damage.
@Suite struct JSONWalkTests {
  private static let templates = [
    #"{"a":"x","b":12,"c":null,"o":{"p":true,"q":"text that is longer than eight bytes"},"l":[1,"2",{"a":3}],"z":-1.5}"#,
    #"{"a": "x\ty", "b": 12.25, "o": {"p": "é", "r": {"s": 1e3}}, "c": "ok"}"#,
    #"{ "b" : "12345678", "a" : 1234567890123 , "o.p": 4 }"#, #"{"":{"a":"1","":{"b":2}},"o":null}"#,
    #"{"c":{},"d":[],"a":false}"#, #"{"o":{"p":{"x":[]}}, "a":"\/\u00e9\ud83d\ude00\\"}"#,
    #"{"b":12,"a":"x","c":"","o":{"p":"","r":{"s":null}}}"#,
  ]
  private static let pieces = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\\u00e9", "\\ud83d\\ude00", "\\ud83d", "\\udc00", "\\u12", "\\x",
    "null", "true", "false", "nul", "0", "-", "-0", "01", "1.5", "1.", "1e5", "1E+5", "1e", "123456789012", " ", "\t",
    "\r",
    "\u{1}", "é", "😀", #""a":"#, #""b":1,"#, #","o":{"p":2}"#, "{}", "[]", #"[1,{"a":2}]"#, #""":"#, "\u{0}",
    #""o.p":3,"#,
    "}}", #"{"a":"#, "\n",
  ]

  @Test(arguments: 1...12)
  func sameRows(seed: UInt64) {
    var random = Random(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let columns = ["a", "o.p", "b", "c", "o.r.s"]
    for _ in 0..<12 {
      let text = lines(&random)
      let walk = JSONRows(text, columns)
      let general = JSONRows(text, columns, isWalking: false)
      let differing = zip(walk.rows, general.rows).first { $0 != $1 }
      #expect(differing == nil)
      #expect(walk.rows.count == general.rows.count)
      #expect(walk.names == general.names)
      // The walk may ask for a check that is not needed, after an escape, but never leave one out.
      #expect(general.isASCII || !walk.isASCII)
      #expect(walk.surprises < general.surprises)
    }
  }

  private func lines(_ random: inout Random) -> [UInt8] {
    var text: [UInt8] = []
    var template = Self.templates[random.below(Self.templates.count)]
    for _ in 0..<20 + random.below(60) {
      if random.below(6) == 0 { template = Self.templates[random.below(Self.templates.count)] }
      var line = Array(template.utf8)
      for _ in 0..<max(0, random.below(6) - 2) { damage(&line, &random) }
      text += line + [10]
    }
    if random.below(2) == 0 { text.removeLast(1 + random.below(4)) }
    return text
  }

  private func damage(_ line: inout [UInt8], _ random: inout Random) {
    let at = random.below(line.count + 1)
    let piece = Array(Self.pieces[random.below(Self.pieces.count)].utf8)
    switch random.below(8) {
    case 0, 1: line.insert(contentsOf: piece, at: at)
    case 2: line.removeSubrange(at..<min(line.count, at + random.below(5)))
    case 3: line.replaceSubrange(at..<min(line.count, at + random.below(7)), with: piece)
    case 4: line.removeSubrange(at...)
    case 5: line.insert(contentsOf: [UInt8](repeating: UInt8(random.below(256)), count: random.below(20)), at: at)
    default: if at < line.count { line[at] = UInt8(random.below(256)) }
    }
  }

  /// SplitMix64 (G. Steele, D. Lea, C. Flood 2014): the same lines in every run.
  private struct Random {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ z >> 31) % UInt64(limit))
    }
  }
}
