/// SQL's LIKE without an escape: `%` is any text, `_` one character (Unicode scalar), case counts.
enum LikePattern {
  static func matches(_ text: ArraySlice<UInt8>, _ pattern: [UInt8]) -> Bool {
    var i = text.startIndex
    var j = 0
    // Where to go on when the text after the last % does not fit: one character further.
    var retry: (text: Int, pattern: Int)?
    while i < text.endIndex {
      if j < pattern.count, pattern[j] == UInt8(ascii: "%") {
        j += 1
        retry = (i, j)
      } else if j < pattern.count, pattern[j] == UInt8(ascii: "_") {
        i = next(text, i)
        j += 1
      } else if j < pattern.count, pattern[j] == text[i] {
        i += 1
        j += 1
      } else if let last = retry {
        i = next(text, last.text)
        j = last.pattern
        retry = (i, j)
      } else {
        return false
      }
    }
    return pattern[j...].allSatisfy { $0 == UInt8(ascii: "%") }
  }

  private static func next(_ text: ArraySlice<UInt8>, _ index: Int) -> Int {
    var i = index + 1
    while i < text.endIndex, text[i] & 0xC0 == 0x80 { i += 1 }
    return i
  }
}
