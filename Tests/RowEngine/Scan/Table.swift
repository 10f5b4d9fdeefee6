import Diagnostics
import Engines
import Metrics

/// Rows kept in memory for lookups and as the rows of a roll-up.
struct Table: Sendable {
  struct Place: Sendable, Hashable, Comparable {
    var file: String
    var line: Int
    static func < (a: Place, b: Place) -> Bool { a.file == b.file ? a.line < b.line : a.file < b.file }
  }

  let columns: [String]
  let types: [ColumnType]
  private(set) var cells: [Cell] = []
  private(set) var text: [UInt8] = []
  private(set) var places: [Place] = []
  private var keyTexts: [[UInt8]] = []
  private var index = ByteDictionary()
  private var rows: [Int32] = []

  init(columns: [String], types: [ColumnType]) {
    self.columns = columns
    self.types = types
  }

  var count: Int { places.count }

  func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// Text cells of the result point into `text`, in the pool the table is given.
  func cell(_ row: Int, _ column: Int, pool: Int32) -> Cell {
    let cell = cells[row * columns.count + column]
    if case .text(var text) = cell {
      text.pool = pool
      return .text(text)
    }
    return cell
  }

  mutating func append(_ values: some Collection<Cell>, pools: TextPools, key: ArraySlice<UInt8>?, place: Place) {
    for value in values {
      if case .text(let source) = value {
        cells.append(.text(TextRef(pool: 0, length: source.length, start: text.count)))
        text.append(contentsOf: pools.bytes(source))
      } else {
        cells.append(value)
      }
    }
    places.append(place)
    keyTexts.append(key.map(Array.init) ?? [])
  }

  mutating func append(_ other: Table) {
    for cell in other.cells {
      if case .text(var source) = cell {
        source.start += text.count
        cells.append(.text(source))
      } else {
        cells.append(cell)
      }
    }
    text += other.text
    places += other.places
    keyTexts += other.keyTexts
  }

  /// Makes rows findable by key; findings for keys that two rows share.
  mutating func buildIndex(dataset: String, key: String, mask: ValueMask = ValueMask(nil)) -> [Diagnostic] {
    var doubled: [Int: [Place]] = [:]
    for row in places.indices {
      let id = index.intern(keyTexts[row][...])
      if id < rows.count {
        doubled[id, default: [places[Int(rows[id])]]].append(places[row])
      } else {
        rows.append(Int32(row))
      }
    }
    keyTexts = []
    // Only the first findings are made: a wrong key column would give one per row.
    let pairs = doubled.map { id, places in (id: id, places: places.sorted()) }
      .sorted { $0.places[1] < $1.places[1] }.prefix(20)
    return pairs.map { pair in
      let (first, second) = (pair.places[0], pair.places[1])
      return Diagnostic(
        .error, "duplicate-key",
        "Key `\(mask.text(index[pair.id]))` of dataset `\(dataset)` stands on \(first.file):\(first.line) and on "
          + "\(second.file):\(second.line)",
        at: .init(file: second.file, line: second.line),
        explanation: "Every figure would count these rows twice",
        remedy: "Keep one row per `\(key)`, or name the right key")
    }
  }

  func row(forKey key: ArraySlice<UInt8>) -> Int? { index.find(key).map { Int(rows[$0]) } }
}
