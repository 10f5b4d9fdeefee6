public import Columns
public import Metrics
import Rows

/// Rows in memory that rows of other datasets find by key. Immutable: any number of threads may use it.
public final class LookupTable: @unchecked Sendable {
  /// Types of its columns.
  public let types: [ColumnType]
  /// Rows it has.
  public let rowCount: Int
  /// Memory in bytes: per row 17 of key, 12 to 24 of slots, and the columns.
  public let bytes: Int
  private let keys: KeyTable
  private let columns: [ColumnStore]

  /// Row numbers are key numbers.
  init(keys: KeyTable, columns: [ColumnStore], bytes: Int) {
    self.keys = keys
    self.columns = columns
    types = columns.map(\.type)
    rowCount = keys.count
    self.bytes = bytes
  }

  /// One table of all threads' rows, and the keys that more than one row has: the first 20 by the place of their second
  /// row. The builders are used up.
  public static func merge(_ builders: [LookupBuilder], threads: Int) -> (
    table: LookupTable, duplicates: [DuplicateKey]
  ) {
    merge(builders, threads: threads, hashMask: .max)
  }

  static func merge(
    _ builders: [LookupBuilder], threads: Int, hashMask: UInt64
  ) -> (table: LookupTable, duplicates: [DuplicateKey]) {
    let whole = builders.first ?? LookupBuilder(types: [])
    for other in builders.dropFirst() {
      whole.keys.append(other.keys)
      whole.places.append(other.places.base, other.places.count)
      for (mine, theirs) in zip(whole.columns, other.columns) { mine.append(theirs) }
      other.empty()
    }
    whole.finish()
    let (table, repeated) = KeyTable.build(whole.takeKeys(), threads: threads, hashMask: hashMask)
    let duplicates = duplicates(repeated, table, whole.places)
    let bytes = whole.columns.reduce(table.bytes) { $0 + $1.bytes }
    return (LookupTable(keys: table, columns: whole.columns, bytes: bytes), duplicates)
  }

  /// Numbers of the table's rows that have the keys of `rows`; -1 where the key is unknown or in no row.
  public func find(
    _ keys: UnsafePointer<TextSlice>, known: RowMask, rows: RowMask, into found: UnsafeMutablePointer<Int32>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: maskWords) { words in
      guard let both = words.baseAddress else { return }
      for i in 0..<maskWords {
        both[i] = rows[i] & known[i]
        var bits = rows[i] & ~known[i]
        while bits != 0 {
          found[i << 6 | bits.trailingZeroBitCount] = -1
          bits &= bits &- 1
        }
      }
      self.keys.find(keys, rows: both, into: found)
    }
  }

  /// A column's values in the rows found, null where none was. Texts stay valid as long as the table, the rest until the
  /// register is filled again.
  public func gather(
    _ column: Int, _ found: UnsafePointer<Int32>, rows: RowMask, into register: ColumnRegister
  ) -> Vector {
    columns[column].gather(found, rows: rows, into: register)
  }

  /// `repeated` holds rows and an earlier row of the same key, in any order.
  private static func duplicates(
    _ repeated: [KeyTable.Repeat], _ keys: KeyTable, _ places: borrowing Buffer<Place>
  ) -> [DuplicateKey] {
    var least: [Int32: (Place, Place)] = [:]
    for pair in repeated {
      let next = places.base[Int(pair.row)]
      let (a, b) = least[pair.kept] ?? (places.base[Int(pair.kept)], Place(word: .max))
      least[pair.kept] = next < a ? (next, a) : (a, min(b, next))
    }
    return least.map { DuplicateKey(key: keys.bytes(of: $0.key), first: $0.value.0, second: $0.value.1) }
      .sorted { $0.second < $1.second }.prefix(DuplicateKey.listed).map(\.self)
  }
}
