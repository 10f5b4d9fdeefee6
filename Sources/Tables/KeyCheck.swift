public import Columns
public import Rows

/// One thread's share of a check that every row has a key of its own: 16 bytes a row, whatever the keys.
///
/// Rows are kept as hash and place. Equal keys have equal hashes, so only rows of equal hashes are looked at again, by
/// their texts: the answer is exact.
public final class KeyCheck: @unchecked Sendable {
  struct Entry {
    var hash: UInt64
    var place: Place
  }
  private let hashMask: UInt64
  var entries = Buffer<Entry>()

  /// A check without rows.
  public convenience init() { self.init(hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(hashMask: UInt64) { self.hashMask = hashMask }

  /// Memory in bytes.
  public var bytes: Int { entries.bytes }

  /// Adds rows of a block, all of which have a key.
  public func add(_ keys: UnsafePointer<TextSlice>, places: UnsafePointer<Place>, rows: RowMask) {
    let batch = KeyBatch(keys, rows: rows, hashMask: hashMask)
    for i in 0..<batch.list.count {
      entries.append(Entry(hash: batch.hashes[i], place: places[Int(batch.list.rows[i])]))
    }
  }

  /// Keys that more than one row has: the first 20 by the place of their second row. The checks are used up.
  ///
  /// `text` reads the key of a row again; where it returns nil (a stream that is gone), equal hashes of 64 bits count as
  /// equal keys, and the key is shown as "?". Of different keys with one hash, the first that is repeated is named.
  public static func duplicates(
    _ checks: [KeyCheck], threads: Int, text: (Place) -> [UInt8]?
  ) -> [DuplicateKey] {
    var groups: [UInt64: [Place]] = [:]
    for check in checks {
      for i in 0..<check.entries.count {
        groups[check.entries.base[i].hash, default: []].append(check.entries.base[i].place)
      }
    }
    return repeated(groups.values.filter { $0.count > 1 }, text)
  }

  static func repeated(_ groups: [[Place]], _ text: (Place) -> [UInt8]?) -> [DuplicateKey] {
    var waiting = groups.map { $0.sorted() }.sorted { $0[1] < $1[1] }[...]
    var found: [DuplicateKey] = []
    while let group = waiting.popFirst(), found.count < DuplicateKey.listed || group[1] < found[found.count - 1].second
    {
      var seen: [[UInt8]: Place] = [:]
      for place in group {
        let key = text(place) ?? [0x3F]
        if let first = seen[key] {
          found.append(DuplicateKey(key: key, first: first, second: place))
          break
        }
        seen[key] = place
      }
      found.sort { $0.second < $1.second }
      if found.count > DuplicateKey.listed { found.removeLast() }
    }
    return found
  }
}
