import Columns
import Rows

/// The keys of a block, hashed before the first one is looked for.
///
/// Invariant: the first `list.count` values belong to the rows of the list in order.
struct KeyBatch: ~Copyable {
  let texts: UnsafePointer<TextSlice>
  let list: RowList
  let words = UnsafeMutablePointer<KeyWords>.allocate(capacity: RowBlock.capacity)
  let hashes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowBlock.capacity)
  /// Where each key was found or given up, and the slot that stood there: 0, or one of the same tag.
  let positions = UnsafeMutablePointer<Int>.allocate(capacity: RowBlock.capacity)
  let found = UnsafeMutablePointer<UInt64>.allocate(capacity: RowBlock.capacity)
  /// The words of the key that the slot names.
  let kept = UnsafeMutablePointer<KeyWords>.allocate(capacity: RowBlock.capacity)

  init(_ keys: UnsafePointer<TextSlice>, rows: RowMask, hashMask: UInt64) {
    texts = keys
    list = RowList(rows)
    let rows = list.rows
    let (words, hashes) = (words, hashes)
    for i in 0..<list.count {
      let key = keys[Int(rows[i])]
      if key.count <= KeyWords.short {
        let pair = KeyHash.words(key.start, key.count)
        words[i] = pair
        hashes[i] = KeyHash.hash(pair, key.count) & hashMask
      } else {
        words[i] = KeyWords(first: 0, second: 0)
        hashes[i] = KeyHash.hash(key.start, key.count) & hashMask
      }
    }
  }

  deinit {
    words.deallocate()
    hashes.deallocate()
    positions.deallocate()
    found.deallocate()
    kept.deallocate()
  }
}
