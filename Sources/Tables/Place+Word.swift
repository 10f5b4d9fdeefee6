import Rows

extension Place {
  /// The place of a word made of `bits`.
  @inline(__always)
  init(word: UInt64) {
    self.init(
      file: Int(truncatingIfNeeded: word >> 48), part: Int(truncatingIfNeeded: word >> 24 & 0xFF_FFFF),
      line: Int(truncatingIfNeeded: word & 0xFF_FFFF))
  }
}
