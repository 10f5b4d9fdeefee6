public import Columns

/// Whole numbers without sign, numbered in the order of their first appearance; for `UInt64` and `UInt128`.
///
/// A key costs its own size, and 12 to 24 bytes of slots.
public final class IntegerTable<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>:
  @unchecked Sendable
{
  private var known: [Key: Int32] = [:]
  /// The keys by number.
  public private(set) var keys: [Key] = []

  /// An empty table.
  public init() {}

  /// Keys in the table; their numbers are `0 ..< count`.
  public var count: Int { keys.count }

  /// Memory in bytes.
  public var bytes: Int { keys.capacity * MemoryLayout<Key>.stride * 4 }

  /// Numbers of the keys of `rows`, new ones where a key is new; other rows of `numbers` stay as they are.
  public func insert(_ keys: UnsafePointer<Key>, rows: RowMask, into numbers: UnsafeMutablePointer<Int32>) {
    let list = RowList(rows)
    for i in 0..<list.count { numbers[Int(list.rows[i])] = insert(keys[Int(list.rows[i])]) }
  }

  /// The number of one key, a new one where the key is new.
  @discardableResult
  public func insert(_ key: Key) -> Int32 {
    if let number = known[key] { return number }
    known[key] = Int32(keys.count)
    keys.append(key)
    return Int32(keys.count - 1)
  }

  /// The number of one key, nil where it is not in the table.
  public func find(_ key: Key) -> Int32? { known[key] }
}
