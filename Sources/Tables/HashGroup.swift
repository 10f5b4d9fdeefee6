/// A hash of 56 bits and the sets in which its key occurs, in one word.
///
/// 56 bits are plenty: among 65,536 keys that are counted exactly, two share a hash once in 30 million groups.
enum HashWord {
  static let setBits = 8
  static let setMask: UInt64 = 0xFF
  /// How many hashes there are.
  static let range = 72_057_594_037_927_936.0

  @inline(__always)
  static func word(_ hash: UInt64, _ sets: UInt64) -> UInt64 { hash & ~setMask | sets }
}

/// The smallest hashes of one group, for several sets: at least the k + 1 smallest of each set, and not many more.
///
/// Invariant: `slots` has `mask + 1` words, a power of two, each 0 or a `HashWord` with at least one set; a quarter of
/// them or more is 0, so that probing ends. `ceilings[s]` is not below the (k + 1)-th smallest hash of set s, and set s holds
/// every hash it met up to there, so that a set that dropped any still has more than k; `full` names the sets whose ceiling is not all ones, `ceiling` is the highest of those.
struct HashGroup {
  private var slots: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var used = 0
  private var full: UInt64 = 0
  private var ceiling: UInt64 = 0
  private let ceilings: UnsafeMutablePointer<UInt64>
  private let limit: Int
  private let sets: Int

  init(limit: Int, sets: Int) {
    self.limit = limit
    self.sets = sets
    slots = .allocate(capacity: 16)
    slots.initialize(repeating: 0, count: 16)
    mask = 15
    ceilings = .allocate(capacity: sets)
    ceilings.initialize(repeating: .max, count: sets)
  }

  func free() {
    slots.deallocate()
    ceilings.deallocate()
  }

  var bytes: Int { (mask + 1) * 8 }

  /// Of the sets of a key those for which its hash is small enough.
  @inline(__always)
  func wanted(_ hash: UInt64, _ sets: UInt8) -> UInt64 {
    let sets = UInt64(sets)
    guard sets & full != 0 else { return sets }
    if hash > ceiling { return sets & ~full }
    var (wanted, rest) = (sets, sets & full)
    while rest != 0 {
      if hash > ceilings[rest.trailingZeroBitCount] { wanted &= ~(rest & (0 &- rest)) }
      rest &= rest &- 1
    }
    return wanted
  }

  /// The slot where probing begins: hashes below a ceiling differ in their low bits only.
  @inline(__always)
  private func position(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word &>> UInt64(HashWord.setBits)) & mask }

  @inline(__always)
  func first(_ word: UInt64) -> UInt64 { slots[position(word)] }

  mutating func insert(_ word: UInt64) {
    var position = position(word)
    while slots[position] != 0 {
      if slots[position] ^ word <= HashWord.setMask {
        slots[position] |= word
        return
      }
      position = (position + 1) & mask
    }
    slots[position] = word
    used += 1
    if used * 4 > (mask + 1) * 3 { makeRoom() }
  }

  /// Drops what is no longer among the smallest, or takes more memory where that is not worth it.
  private mutating func makeRoom() {
    // A third more than the limit, so that dropping is worth while: not more often than every third of it.
    if (mask + 1) * 3 > limit * 5 {
      lowerCeilings()
      let (old, kept) = (slots, mask + 1)
      slots = .allocate(capacity: kept)
      slots.initialize(repeating: 0, count: kept)
      used = 0
      for i in 0..<kept where old[i] != 0 {
        let wanted = wanted(old[i] & ~HashWord.setMask, UInt8(old[i] & HashWord.setMask))
        if wanted != 0 { place(HashWord.word(old[i], wanted)) }
      }
      old.deallocate()
    }
    if used * 8 > (mask + 1) * 5 { grow(to: (mask + 1) * 2) }
  }

  private mutating func grow(to size: Int) {
    let (old, count) = (slots, mask + 1)
    slots = .allocate(capacity: size)
    slots.initialize(repeating: 0, count: size)
    mask = size - 1
    used = 0
    for i in 0..<count where old[i] != 0 { place(old[i]) }
    old.deallocate()
  }

  /// Puts a word in that is not there yet.
  private mutating func place(_ word: UInt64) {
    var position = position(word)
    while slots[position] != 0 { position = (position + 1) & mask }
    slots[position] = word
    used += 1
  }

  /// Ceilings at the end of the step of equal size in which the (k + 1)-th smallest hash of each set lies.
  private mutating func lowerCeilings() {
    var greatest: UInt64 = 0
    for i in 0...mask { greatest = max(greatest, slots[i]) }
    let shift = UInt64(max(0, 64 - greatest.leadingZeroBitCount - 9))
    let (slots, mask, sets, limit, ceilings) = (slots, mask, sets, limit, ceilings)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 512 * sets) { counts in
      guard let counts = counts.baseAddress else { return }
      counts.initialize(repeating: 0, count: 512 * sets)
      for i in 0...mask {
        let step = counts + Int(truncatingIfNeeded: slots[i] >> shift) * sets
        var rest = slots[i] & HashWord.setMask
        while rest != 0 {
          step[rest.trailingZeroBitCount] += 1
          rest &= rest &- 1
        }
      }
      for set in 0..<sets {
        var (sum, step) = (0, 0)
        while step < 512, sum <= limit {
          sum += Int(counts[step * sets + set])
          step += 1
        }
        guard sum > limit else { continue }
        ceilings[set] = min(ceilings[set], (UInt64(step) << shift &- 1) | HashWord.setMask)
      }
    }
    noteCeilings()
  }

  private mutating func noteCeilings() {
    (full, ceiling) = (0, 0)
    for set in 0..<sets where ceilings[set] != .max {
      full |= 1 << UInt64(set)
      ceiling = max(ceiling, ceilings[set])
    }
  }

  /// Takes over the hashes of another group.
  mutating func merge(_ other: HashGroup) {
    if other.mask > mask { grow(to: other.mask + 1) }
    for set in 0..<sets where other.ceilings[set] < ceilings[set] { ceilings[set] = other.ceilings[set] }
    noteCeilings()
    // In the order of slots, all would come to the front of this table before the rest of it is used: runs without end.
    let pieces = (other.mask + 1) / 16
    for piece in 0..<pieces {
      let start = (piece &* 0x9E37_79B1) & (pieces - 1) * 16
      for i in start..<start + 16 where other.slots[i] != 0 {
        let word = other.slots[i]
        let wanted = wanted(word & ~HashWord.setMask, UInt8(word & HashWord.setMask))
        if wanted != 0 { insert(HashWord.word(word, wanted)) }
      }
    }
  }

  /// How many keys a set has met.
  func count(set: Int) -> BottomHashes.Count {
    let bit: UInt64 = 1 << UInt64(set)
    var hashes: [UInt64] = []
    for i in 0...mask where slots[i] & bit != 0 { hashes.append(slots[i] >> UInt64(HashWord.setBits)) }
    guard hashes.count > limit else { return .init(keys: Int64(hashes.count), isEstimate: false) }
    let share = (Double(Self.smallest(limit, of: hashes)) + 1) / HashWord.range
    let estimate = Int64((Double(limit - 1) / share).rounded())
    return .init(keys: max(Int64(limit) + 1, estimate), isEstimate: true)
  }

  /// The k-th smallest of different numbers.
  private static func smallest(_ k: Int, of numbers: [UInt64]) -> UInt64 {
    let shift = UInt64(max(0, 64 - (numbers.max() ?? 0).leadingZeroBitCount - 9))
    var counts = Array(repeating: 0, count: 512)
    for number in numbers { counts[Int(number >> shift)] += 1 }
    var (before, step) = (0, 0)
    while before + counts[step] < k {
      before += counts[step]
      step += 1
    }
    return numbers.filter { Int($0 >> shift) == step }.sorted()[k - before - 1]
  }
}
