public import Columns
public import Rows

/// One thread's share of a check that every row has a key of its own: 16 bytes a row, however long the keys are, and at
/// most 2 MB of unused room.
///
/// Rows are kept as hash and place. Equal keys have equal hashes, so only rows of equal hashes are looked at again, by
/// their texts: the answer is exact.
public final class KeyCheck: @unchecked Sendable {
  private let hashMask: UInt64
  /// Rows by the high bits of their hash, so that threads share out the work at the end and it stays in their caches.
  let partitions = HashPartitions()

  /// A check without rows.
  public convenience init() { self.init(hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(hashMask: UInt64) { self.hashMask = hashMask }

  /// Memory in bytes.
  public var bytes: Int { partitions.bytes }

  /// Adds rows of a block, all of which have a key.
  public func add(_ keys: UnsafePointer<TextSlice>, places: UnsafePointer<Place>, rows: RowMask) {
    let batch = KeyBatch(keys, rows: rows, hashMask: hashMask)
    partitions.append(batch, places)
  }

  /// Keys that more than one row has: the first 20 by the place of their second row.
  ///
  /// `text` reads the key of a row again; where it returns nil (a stream that is gone), equal hashes of 64 bits count as
  /// equal keys, and the key is shown as "?". Of different keys with one hash, the first that is repeated is named.
  public static func duplicates(
    _ checks: [KeyCheck], threads: Int, text: (Place) -> [UInt8]?
  ) -> [DuplicateKey] {
    let shares = checks.map(\.partitions)
    let results = inParallel(threads) { thread in
      stride(from: thread, to: HashPartitions.count, by: max(1, threads)).flatMap {
        HashPartitions.repeated(in: $0, of: shares)
      }
    }
    var found: [DuplicateKey] = []
    for group in results.joined().sorted(by: { ($0.second, $0.hash) < ($1.second, $1.hash) }) {
      if found.count == DuplicateKey.listed, found[found.count - 1].second < group.second { break }
      guard let duplicate = first(HashPartitions.places(of: group.hash, in: shares), text) else { continue }
      found.append(duplicate)
      found.sort { $0.second < $1.second }
      if found.count > DuplicateKey.listed { found.removeLast() }
    }
    return found
  }

  /// The first text that stands on two of the places.
  private static func first(_ places: [Place], _ text: (Place) -> [UInt8]?) -> DuplicateKey? {
    var seen: [[UInt8]: Place] = [:]
    for place in places.sorted() {
      let key = text(place) ?? Array("?".utf8)
      if let first = seen[key] { return DuplicateKey(key: key, first: first, second: place) }
      seen[key] = place
    }
    return nil
  }
}
