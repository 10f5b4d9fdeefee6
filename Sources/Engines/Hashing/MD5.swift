/// MD5 (RFC 1321), for buckets only: every SQL engine has it. Not for secrecy.
public enum MD5 {
  private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

  private static let constants: [UInt32] = [
    0xd76a_a478, 0xe8c7_b756, 0x2420_70db, 0xc1bd_ceee, 0xf57c_0faf, 0x4787_c62a, 0xa830_4613, 0xfd46_9501,
    0x6980_98d8, 0x8b44_f7af, 0xffff_5bb1, 0x895c_d7be, 0x6b90_1122, 0xfd98_7193, 0xa679_438e, 0x49b4_0821,
    0xf61e_2562, 0xc040_b340, 0x265e_5a51, 0xe9b6_c7aa, 0xd62f_105d, 0x0244_1453, 0xd8a1_e681, 0xe7d3_fbc8,
    0x21e1_cde6, 0xc337_07d6, 0xf4d5_0d87, 0x455a_14ed, 0xa9e3_e905, 0xfcef_a3f8, 0x676f_02d9, 0x8d2a_4c8a,
    0xfffa_3942, 0x8771_f681, 0x6d9d_6122, 0xfde5_380c, 0xa4be_ea44, 0x4bde_cfa9, 0xf6bb_4b60, 0xbebf_bc70,
    0x289b_7ec6, 0xeaa1_27fa, 0xd4ef_3085, 0x0488_1d05, 0xd9d4_d039, 0xe6db_99e5, 0x1fa2_7cf8, 0xc4ac_5665,
    0xf429_2244, 0x432a_ff97, 0xab94_23a7, 0xfc93_a039, 0x655b_59c3, 0x8f0c_cc92, 0xffef_f47d, 0x8584_5dd1,
    0x6fa8_7e4f, 0xfe2c_e6e0, 0xa301_4314, 0x4e08_11a1, 0xf753_7e82, 0xbd3a_f235, 0x2ad7_d2bb, 0xeb86_d391,
  ]

  /// The 32 lower-case hexadecimal digits of the hash of `bytes`.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let state = digest(Array(bytes)[...])
    return hexadecimal(
      (0..<16).map { UInt8(truncatingIfNeeded: state[$0 / 4] >> UInt32($0 % 4 * 8)) })
  }

  /// The first byte of the hash: the bucket of a cluster key.
  public static func bucket(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    UInt8(truncatingIfNeeded: digest(bytes)[0])
  }

  /// The first eight bytes of the hash, the first in the lowest place.
  public static func low64(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    let state = digest(bytes)
    return UInt64(state[0]) | UInt64(state[1]) << 32
  }

  private static func digest(_ bytes: ArraySlice<UInt8>) -> SIMD4<UInt32> {
    var state = SIMD4<UInt32>(0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476)
    let blocks = (bytes.count + 8) / 64 + 1
    let bits = UInt64(bytes.count) &* 8
    bytes.withUnsafeBufferPointer { source in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { words in
        for block in 0..<blocks {
          for i in 0..<16 {
            var word: UInt32 = 0
            for byte in 0..<4 {
              let at = block * 64 + i * 4 + byte
              let value: UInt8 = at < source.count ? source[at] : at == source.count ? 0x80 : 0
              word |= UInt32(value) << UInt32(byte * 8)
            }
            words[i] = word
          }
          if block == blocks - 1 {
            words[14] = UInt32(truncatingIfNeeded: bits)
            words[15] = UInt32(truncatingIfNeeded: bits >> 32)
          }
          compress(&state, UnsafeBufferPointer(words))
        }
      }
    }
    return state
  }

  private static func compress(_ state: inout SIMD4<UInt32>, _ words: UnsafeBufferPointer<UInt32>) {
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    constants.withUnsafeBufferPointer { constants in
      shifts.withUnsafeBufferPointer { shifts in
        for i in 0..<64 {
          let mix: UInt32
          let word: Int
          switch i >> 4 {
          case 0: (mix, word) = ((b & c) | (~b & d), i)
          case 1: (mix, word) = ((d & b) | (~d & c), (5 * i + 1) & 15)
          case 2: (mix, word) = (b ^ c ^ d, (3 * i + 5) & 15)
          default: (mix, word) = (c ^ (b | ~d), (7 * i) & 15)
          }
          let sum = a &+ mix &+ constants[i] &+ words[word]
          let shift = shifts[(i >> 4) << 2 | i & 3]
          (a, d, c, b) = (d, c, b, b &+ (sum << shift | sum >> (32 - shift)))
        }
      }
    }
    state = state &+ SIMD4(a, b, c, d)
  }
}
