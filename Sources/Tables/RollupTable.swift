public import Columns
public import Metrics
public import Rows

/// A sum of a roll-up does not fit 64 bits.
public struct RollupOverflow: Error, Sendable, Hashable {
  /// Index into the layout's columns.
  public var column: Int
}

/// The rows of a roll-up, in byte order of the key, for scanning block by block and for lookups. Immutable: any number of
/// threads may use it.
public final class RollupTable: @unchecked Sendable {
  /// Types of its columns, the one grouped by first.
  public let types: [ColumnType]
  /// Rows: groups.
  public let rowCount: Int
  /// The least places of rows without a key, at most 10,000, ascending.
  public let ungrouped: [Place]
  /// All rows without a key.
  public let ungroupedCount: Int
  let keys: KeyTable
  let columns: [ColumnStore]
  private var places: Buffer<Place>

  init(
    keys: KeyTable, columns: [ColumnStore], places: consuming Buffer<Place>, ungrouped: [Place], ungroupedCount: Int
  ) {
    self.keys = keys
    self.columns = columns
    self.places = places
    self.ungrouped = ungrouped
    self.ungroupedCount = ungroupedCount
    types = columns.map(\.type)
    rowCount = keys.count
  }

  /// Memory in bytes: per group 17 of key, 12 to 24 of slots, 8 of place, and the columns.
  public var bytes: Int {
    // Where the roll-up is by a text, the first column's texts are the keys.
    columns.reduce((types.first == .text ? 0 : keys.bytes) + places.bytes) { $0 + $1.bytes }
  }

  /// Blocks of rows; all but the last have `RowBlock.capacity` rows.
  public var blockCount: Int { (rowCount + RowBlock.capacity - 1) / RowBlock.capacity }

  /// Rows of a block.
  public func count(ofBlock block: Int) -> Int { min(RowBlock.capacity, rowCount - block * RowBlock.capacity) }

  /// Values of a column in a block, not to be written to; valid as long as the table and until the register is filled
  /// again.
  public func vector(_ column: Int, block: Int, into register: ColumnRegister) -> Vector {
    columns[column].vector(block: block, into: register)
  }

  /// Key texts of a block's rows: room for as many as it has rows.
  public func keys(ofBlock block: Int, into texts: UnsafeMutablePointer<TextSlice>) {
    for row in 0..<count(ofBlock: block) { texts[row] = keys.text(Int32(block * RowBlock.capacity + row)) }
  }

  /// The least place of each group of a block.
  public func places(ofBlock block: Int) -> UnsafePointer<Place> {
    UnsafePointer(places.base + block * RowBlock.capacity)
  }

  /// The table as one that rows of other datasets find by key; it shares this one's memory.
  public func lookup() -> LookupTable { LookupTable(keys: keys, columns: columns, bytes: bytes) }
}
