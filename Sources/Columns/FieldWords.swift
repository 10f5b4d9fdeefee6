import Rows

/// Eight bytes of a field at once, the first byte lowest.
///
/// Invariant: a block keeps at least 64 readable bytes after the end of any field, so a load at any byte of a field, or
/// at its end, is within memory; bytes after the field are shifted or masked out by whoever loads.
enum FieldWords {
  static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let high: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }

  /// The lowest `count` bytes, 1...8.
  @inline(__always) static func mask(_ count: Int) -> UInt64 { (~0 as UInt64) &>> shift(count) }

  /// By how much `count` bytes, 1...8, are moved to the upper end.
  @inline(__always) static func shift(_ count: Int) -> UInt64 { UInt64(truncatingIfNeeded: 64 &- count &* 8) }

  /// The number written by the lowest `count` bytes, 1...8, and whether all of them are digits.
  @inline(__always) static func digits(_ word: UInt64, _ count: Int) -> (value: Int64, isValid: Bool) {
    // Digits go to the upper end, where zeros before them do not count.
    var value = (word ^ zeros) &<< shift(count)
    let wrong = ((value &+ 0x7676_7676_7676_7676) | value) & high
    value = ((value & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
    value = ((value & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    value = ((value & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
    return (Int64(bitPattern: value), wrong == 0)
  }

  /// Marks the first byte equal to `byte` by its top bit; higher marks may be wrong.
  @inline(__always) static func first(_ byte: UInt8, in word: UInt64) -> UInt64 {
    let rest = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
    return (rest &- 0x0101_0101_0101_0101) & ~rest & high
  }

  /// A...Z to a...z in every byte.
  @inline(__always) static func lowered(_ word: UInt64) -> UInt64 {
    let low = word & ~high
    let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
    let afterZ = low &+ 0x2525_2525_2525_2525
    return word | (((fromA ^ afterZ) & ~word & high) >> 2)
  }

  /// Calls `body` for every row, the last of each 64 first, and collects its answers and which fields are not empty.
  @inline(__always)
  static func scan(
    _ fields: UnsafePointer<Field>, _ base: UnsafePointer<UInt8>, count: Int, present: RowMask, valid: RowMask,
    _ body: (_ bytes: UnsafePointer<UInt8>, _ count: Int, _ row: Int) -> Bool
  ) {
    for w in 0..<maskWords {
      var some: UInt64 = 0
      var fits: UInt64 = 0
      var row = min(count, w * 64 + 64) - 1
      while row >= w * 64 {
        let field = fields[row]
        let length = Int(field.end) &- Int(field.start)
        some = some &+ some &+ (length != 0 ? 1 : 0)
        fits = fits &+ fits &+ (body(base + Int(field.start), length, row) ? 1 : 0)
        row -= 1
      }
      present[w] = some
      valid[w] = fits
    }
  }
}
