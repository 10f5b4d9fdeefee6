public import Metrics
import Rows

/// Room for the key texts of one block: slices, and the digits of numbers.
struct KeyBuffer {
  /// Sign, 20 digits, point and leading zero.
  static let width = 24

  let texts: UnsafeMutablePointer<TextSlice>
  let digits: UnsafeMutablePointer<UInt8>
  let known: RowMask

  init(_ memory: Memory) {
    texts = memory.texts()
    digits = memory.make(0, count: RowBlock.capacity * Self.width)
    known = memory.mask()
  }
}

extension BlockEvaluator {
  /// The raw text of values: text unchanged, numbers in minimal decimal, true and false by name.
  ///
  /// Valid until the next block, however often it is called.
  public func keyTexts(
    _ vector: Vector, type: ColumnType?, rows: RowMask
  ) -> (UnsafeMutablePointer<TextSlice>, known: RowMask) {
    switch vector {
    case .null: return (emptyTexts, nothing)
    case .texts(let texts, let known): return (texts, known)
    case .booleans(let yes, let no):
      let buffer = nextKeys()
      for w in 0..<maskWords {
        buffer.known[w] = (yes[w] | no[w]) & rows[w]
        for bit in 0..<64 {
          buffer.texts[w * 64 + bit] = yes[w] >> UInt64(bit) & 1 != 0 ? keyTrue : keyFalse
        }
      }
      return (buffer.texts, buffer.known)
    case .integers(let values, let known):
      let buffer = nextKeys()
      var scale = 0
      if case .number(let digits) = type { scale = digits }
      precondition(scale <= 20, "no type has so many digits after the point")
      let (texts, digits) = (buffer.texts, buffer.digits)
      for w in 0..<maskWords {
        var rest = rows[w] & known[w]
        buffer.known[w] = rest
        while rest != 0 {
          let row = w * 64 + rest.trailingZeroBitCount
          rest &= rest &- 1
          texts[row] = DecimalText.write(values[row], scale: scale, before: digits + (row + 1) * KeyBuffer.width)
        }
      }
      return (texts, buffer.known)
    }
  }

  private func nextKeys() -> KeyBuffer {
    if keysUsed == keys.count { keys.append(KeyBuffer(memory)) }
    keysUsed += 1
    return keys[keysUsed - 1]
  }
}
