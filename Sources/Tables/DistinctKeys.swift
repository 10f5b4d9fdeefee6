public import Columns
import Rows

/// Which keys occur in which group, exactly, in several divisions of the same rows: one thread's share, and the whole after
/// merging. A key costs 29 to 41 bytes, and 12 to 24 for every group it occurs in.
public final class DistinctKeys: @unchecked Sendable {
  private final class Division {
    var pairs = PairSet()
  }
  private let keys: KeyTable
  private let divisions: [Division]
  private let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)

  /// No keys yet, for so many divisions.
  public convenience init(divisions: Int) { self.init(divisions: divisions, hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(divisions: Int, hashMask: UInt64) {
    keys = KeyTable(hashMask: hashMask)
    self.divisions = (0..<divisions).map { _ in Division() }
  }

  deinit { numbers.deallocate() }

  /// Memory in bytes.
  public var bytes: Int { divisions.reduce(keys.bytes) { $0 + $1.pairs.bytes } }

  /// Numbers the keys of `rows` of a block; to be called before `add` with any part of those rows.
  public func load(_ keys: UnsafePointer<TextSlice>, rows: RowMask) {
    self.keys.insert(keys, rows: rows, into: numbers)
  }

  /// Notes the keys of `rows` in their groups (not negative), in one division.
  public func add(_ division: Int, groups: UnsafePointer<Int32>, rows: RowMask) {
    divisions[division].pairs.insert(groups, numbers, RowList(rows))
  }

  /// Takes over what another thread noted; `groups` gives, by division, this share's number for each of its groups.
  public func merge(_ other: DistinctKeys, groups: [[Int32]]) {
    let map = keys.merge(other.keys)
    for (i, division) in divisions.enumerated() {
      division.pairs.reserve(other.divisions[i].pairs.count)
      other.divisions[i].pairs.forEach { division.pairs.insert(groups[i][Int($0)], map[Int($1)]) }
    }
  }

  /// Different keys in each group `0 ..< groups` of a division.
  public func counts(_ division: Int, groups: Int) -> [Int] {
    var counts = Array(repeating: 0, count: groups)
    divisions[division].pairs.forEach { group, _ in counts[Int(group)] += 1 }
    return counts
  }
}
