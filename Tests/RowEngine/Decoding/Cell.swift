/// A typed value of a row. Numbers are integers of 10^-scale, timestamps seconds UTC: the column's type says which.
enum Cell {
  case null
  case boolean(Bool)
  case integer(Int64)
  case text(TextRef)
}

/// A piece of text in one of a row's pools: no copy per value.
struct TextRef {
  var pool: Int32
  var length: Int32
  var start: Int
}

/// The byte stores that text cells of a row point into.
struct TextPools {
  static let row: Int32 = 0
  static let scratch: Int32 = 1
  static let constants: Int32 = 2
  static let firstTable: Int32 = 3

  var stores: [[UInt8]]

  init(constants: [UInt8], tables: [[UInt8]]) {
    stores = [[], [], constants] + tables
  }

  func bytes(_ text: TextRef) -> ArraySlice<UInt8> {
    stores[Int(text.pool)][text.start..<text.start + Int(text.length)]
  }

  /// Byte order: negative, zero or positive.
  func compare(_ a: TextRef, _ b: TextRef) -> Int {
    let common = Int(min(a.length, b.length))
    for i in 0..<common {
      let x = stores[Int(a.pool)][a.start + i]
      let y = stores[Int(b.pool)][b.start + i]
      if x != y { return x < y ? -1 : 1 }
    }
    return Int(a.length) - Int(b.length)
  }

  mutating func scratch(_ bytes: some Collection<UInt8>) -> TextRef {
    let start = stores[Int(TextPools.scratch)].count
    stores[Int(TextPools.scratch)].append(contentsOf: bytes)
    return TextRef(pool: TextPools.scratch, length: Int32(bytes.count), start: start)
  }
}
