/// A cell's key in one word: 20 bits of atom, 10 of arm, 25 of segment, 9 of bucket.
struct Packed {
  var bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  init(atom: Int32, arm: Int32, segment: Int32, bucket: UInt8?) {
    bits =
      UInt64(UInt32(bitPattern: atom)) << 44 | UInt64(UInt32(bitPattern: arm)) << 34
      | UInt64(UInt32(bitPattern: segment)) << 9 | (bucket.map { UInt64($0) + 1 } ?? 0)
  }

  var atom: Int32 { Int32(truncatingIfNeeded: bits >> 44) }
  var arm: Int { Int(bits >> 34 & 0x3FF) }
  var segment: Int { Int(bits >> 9 & 0x1FF_FFFF) }
  var bucket: Int16 { Int16(bits & 0x1FF) - 1 }
}
