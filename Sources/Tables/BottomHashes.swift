public import Columns
import Rows

/// How many different keys occur in which group, of several sets at once: exact up to a limit k, estimated beyond it from
/// the k smallest hashes (a k-minimum-values sketch).
///
/// What comes out depends on the keys alone: not on their order, nor on how they were divided among threads. The estimate
/// (k - 1) / u, u the k-th smallest hash as a share of all, is unbiased; its standard error is 1 / sqrt(k - 2) of it.
/// Source: Bar-Yossef et al. (2002), "Counting distinct elements in a data stream"; Beyer et al. (2007), "On synopses for
/// distinct-value estimation under multiset operations".
public final class BottomHashes: @unchecked Sendable {
  /// A number of different keys.
  public struct Count: Sendable, Hashable {
    /// Exact up to the limit, beyond it the estimate.
    public var keys: Int64
    /// Whether more keys than the limit were seen.
    public var isEstimate: Bool
  }

  /// Sets that share hashes; a row names its sets by bits.
  public static let maximumSets = HashWord.setBits
  /// k: up to so many keys a count is exact.
  public let limit: Int
  /// How many sets there are, at most `maximumSets`.
  public let sets: Int
  private var groups: [HashGroup] = []
  private let pending = UnsafeMutablePointer<(word: UInt64, group: Int32)>.allocate(capacity: RowBlock.capacity)

  /// No keys yet.
  public init(limit: Int, sets: Int) {
    precondition(limit > 2 && sets > 0 && sets <= Self.maximumSets, "Hashes are kept for 1 to 8 sets")
    self.limit = limit
    self.sets = sets
  }

  deinit {
    pending.deallocate()
    for group in groups { group.free() }
  }

  /// Memory in bytes.
  public var bytes: Int { groups.reduce(0) { $0 + $1.bytes } }

  /// Hashes of the keys of `rows`, as `add` takes them: the same for the same bytes, on any machine and for ever.
  public static func hash(
    _ keys: UnsafePointer<TextSlice>, rows: RowMask, into hashes: UnsafeMutablePointer<UInt64>
  ) {
    for word in 0..<maskWords {
      var bits = rows[word]
      while bits != 0 {
        let row = word << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        hashes[row] = KeyHash.hash(keys[row])
      }
    }
  }

  /// Notes the keys of `rows`, by hash, in their groups and in the sets that the bits of `sets` name.
  ///
  /// - Parameter count: how many groups there are by now; their numbers are below.
  public func add(
    _ hashes: UnsafePointer<UInt64>, groups numbers: UnsafePointer<Int32>, count: Int, sets: UnsafePointer<UInt8>,
    rows: RowMask
  ) {
    makeGroups(count)
    var waiting = 0
    groups.withUnsafeMutableBufferPointer { groups in
      guard let groups = groups.baseAddress else { return }
      // Reads the first slot of every hash that may count, so that all of them are on their way from memory at once.
      for word in 0..<maskWords {
        var bits = rows[word]
        while bits != 0 {
          let row = word << 6 | bits.trailingZeroBitCount
          bits &= bits &- 1
          let number = numbers[row]
          let group = groups + Int(number)
          let wanted = group.pointee.wanted(hashes[row], sets[row])
          guard wanted != 0 else { continue }
          let entry = HashWord.word(hashes[row], wanted)
          let first = group.pointee.first(entry)
          // Known in all its sets.
          if (first ^ entry) < HashWord.setMask + 1, first & wanted == wanted { continue }
          pending[waiting] = (entry, number)
          waiting += 1
        }
      }
      for i in 0..<waiting { groups[Int(pending[i].group)].insert(pending[i].word) }
    }
  }

  private func makeGroups(_ count: Int) {
    while groups.count < count { groups.append(HashGroup(limit: limit, sets: sets)) }
  }

  /// Takes over what another thread noted; `groups` gives this share's number for each of its groups.
  public func merge(_ other: BottomHashes, groups numbers: [Int32]) {
    makeGroups(Int(numbers.max() ?? -1) + 1)
    for (group, number) in zip(other.groups, numbers) { groups[Int(number)].merge(group) }
  }

  /// Different keys of some groups together, by set.
  public func counts(of numbers: [Int32]) -> [Count] {
    let known = numbers.filter { $0 >= 0 && Int($0) < groups.count }
    if known.count == 1 { return (0..<sets).map { groups[Int(known[0])].count(set: $0) } }
    var union = HashGroup(limit: limit, sets: sets)
    defer { union.free() }
    for number in known { union.merge(groups[Int(number)]) }
    return (0..<sets).map { union.count(set: $0) }
  }
}
