public import Columns
public import Metrics
public import Rows

/// One thread's share of the rows kept for lookups, in the order in which they came.
///
/// A row costs 17 bytes of key (a longer one than 16 bytes its length more), 8 of place, and its columns: 8 bytes and a
/// bit for numbers and timestamps, two bits for booleans, 4 bytes for texts and every different text once.
public final class LookupBuilder: @unchecked Sendable {
  var keys = KeyList()
  var places = Buffer<Place>()
  var columns: [ColumnStore]

  /// For rows of columns of these types.
  public init(types: [ColumnType]) { columns = types.map { ColumnStore(type: $0) } }

  /// Rows kept so far.
  public var rowCount: Int { places.count }

  /// Memory in bytes.
  public var bytes: Int { columns.reduce(keys.bytes + places.bytes) { $0 + $1.bytes } }

  /// Keeps rows of a block, all of which have a key; `columns` in the order of the types.
  public func add(
    _ columns: [Vector], keys: UnsafePointer<TextSlice>, places: UnsafePointer<Place>, rows: RowMask
  ) {
    let list = RowList(rows)
    self.keys.append(keys, list)
    self.places.append(places, list)
    for (store, vector) in zip(self.columns, columns) { store.append(vector, list, rows: rows) }
  }

  /// Gives its memory back.
  func empty() {
    keys = KeyList()
    places = Buffer()
    columns = []
  }

  /// Ends the filling.
  func finish() {
    keys.trim()
    for column in columns { column.finish() }
  }

  func takeKeys() -> KeyList {
    var taken = KeyList()
    swap(&taken, &keys)
    return taken
  }
}
