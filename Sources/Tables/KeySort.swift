import Columns

/// A key to be put in order: its first 16 bytes as numbers that order as the bytes do, and where the rest is.
struct SortKey {
  var words: KeyWords
  var number: Int32
  var builder: Int32
}

/// Sorts keys in byte order: digit by digit of the bytes that differ at all, then runs of equal first bytes by their texts.
///
/// Invariant: `keys` and `other` have room for `count` entries; each pass writes every entry of the one into the other.
func sortKeys(_ keys: inout Buffer<SortKey>, text: (SortKey) -> TextSlice) {
  let count = keys.count
  guard count > 1 else { return }
  var other = Buffer<SortKey>()
  other.reserve(count)
  var (low, high): (UInt64, UInt64) = (0, 0)
  for i in 0..<count {
    high |= keys.base[i].words.first ^ keys.base[0].words.first
    low |= keys.base[i].words.second ^ keys.base[0].words.second
  }
  for digit in 0..<16 {
    let shift = UInt64(digit % 8 * 8)
    guard (digit < 8 ? low : high) >> shift & 0xFF != 0 else { continue }
    sortByDigit(keys.base, other.base, count, shift, isFirst: digit >= 8)
    other.count = count
    swap(&keys, &other)
  }
  var start = 0
  while start < count {
    var end = start + 1
    while end < count, keys.base[end].words == keys.base[start].words { end += 1 }
    if end > start + 1 {
      var run = UnsafeMutableBufferPointer(start: keys.base + start, count: end - start)
      run.sort { byteOrder(text($0), text($1)) < 0 }
    }
    start = end
  }
}

/// One stable pass over a byte of the first or second word.
private func sortByDigit(
  _ from: UnsafeMutablePointer<SortKey>, _ to: UnsafeMutablePointer<SortKey>, _ count: Int, _ shift: UInt64,
  isFirst: Bool
) {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { next in
    guard let next = next.baseAddress else { return }
    next.initialize(repeating: 0, count: 256)
    for i in 0..<count {
      let word = isFirst ? from[i].words.first : from[i].words.second
      next[Int(word &>> shift & 0xFF)] &+= 1
    }
    var total = 0
    for digit in 0..<256 {
      let size = next[digit]
      next[digit] = total
      total += size
    }
    for i in 0..<count {
      let word = isFirst ? from[i].words.first : from[i].words.second
      let digit = Int(word &>> shift & 0xFF)
      to[next[digit]] = from[i]
      next[digit] &+= 1
    }
  }
}
