/// A slow parser of the same grammar, one byte at a time over the whole text: what the reader is checked against.
struct CSVOracle {
  struct Row: Equatable {
    var line: Int
    var fields: [[UInt8]]
    var isMalformed: Bool
  }

  /// nil when a quote is never closed.
  static func rows(_ bytes: [UInt8], separator: UInt8) -> [Row]? {
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    var rows: [Row] = []
    var line = 1
    var i = 0
    while i < text.count {
      var row = Row(line: line, fields: [], isMalformed: false)
      var isRowOpen = true
      while isRowOpen {
        var field: [UInt8] = []
        if i < text.count, text[i] == 34 {
          i += 1
          while true {
            guard i < text.count else { return nil }
            if text[i] == 34 {
              if i + 1 < text.count, text[i + 1] == 34 {
                field.append(34)
                i += 2
                continue
              }
              i += 1
              break
            }
            if text[i] == 10 { line += 1 }
            field.append(text[i])
            i += 1
          }
          if !isEnd(text, i, separator) { row.isMalformed = true }
        }
        while !isEnd(text, i, separator) {
          if text[i] == 34 { row.isMalformed = true }
          field.append(text[i])
          i += 1
        }
        row.fields.append(field)
        if i < text.count, text[i] == separator {
          i += 1
        } else {
          isRowOpen = false
          if i < text.count {
            if text[i] == 13 { i += 1 }
            if i < text.count {
              i += 1
              line += 1
            }
          }
        }
      }
      rows.append(row)
    }
    return rows
  }

  private static func isEnd(_ text: [UInt8], _ i: Int, _ separator: UInt8) -> Bool {
    guard i < text.count else { return true }
    if text[i] == separator || text[i] == 10 { return true }
    return text[i] == 13 && (i + 1 == text.count || text[i + 1] == 10)
  }
}

/// A small generator with a seed: the same inputs in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    // Steele, Lea and Flood 2014, SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
