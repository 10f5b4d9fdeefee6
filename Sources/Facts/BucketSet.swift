/// Which of the 256 buckets hold anything.
struct BucketSet {
  private var words: SIMD4<UInt64> = .zero

  mutating func insert(_ bucket: Int) { words[bucket >> 6] |= 1 << UInt64(bucket & 63) }

  mutating func formUnion(_ other: BucketSet) { words |= other.words }

  /// Ascending.
  var members: [Int] {
    var found: [Int] = []
    for word in 0..<4 {
      var rest = words[word]
      while rest != 0 {
        found.append(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return found
  }
}
