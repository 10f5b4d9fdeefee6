import Columns
import Rows

/// A block over texts, with the bytes after the last field that kernels may read.
final class Fixture {
  let block: RowBlock
  private let bytes: UnsafeMutablePointer<UInt8>

  /// Rows of fields. `noise` fills what lies between and after them.
  init(_ rows: [[String]], noise: UInt8 = UInt8(ascii: "-")) {
    block = RowBlock(width: rows.first?.count ?? 1)
    let size = rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.utf8.count + 1 } }
    bytes = .allocate(capacity: size + 65)
    bytes.initialize(repeating: noise, count: size + 65)
    block.base = UnsafePointer(bytes)
    block.count = rows.count
    var end = 1
    for (row, fields) in rows.enumerated() {
      block.lines[row] = UInt32(row)
      for (column, field) in fields.enumerated() {
        let start = end
        for byte in field.utf8 {
          bytes[end] = byte
          end += 1
        }
        block.fields[column * RowBlock.capacity + row] = Field(start: UInt32(start), end: UInt32(end))
        end += 1
      }
    }
  }

  deinit { bytes.deallocate() }
}

/// A row mask of its own.
final class Rows64 {
  let mask: RowMask

  init(_ rows: some Sequence<Int> = []) {
    mask = .allocate(capacity: maskWords)
    mask.initialize(repeating: 0, count: maskWords)
    for row in rows { mask[row / 64] |= 1 << UInt64(row % 64) }
  }

  deinit { mask.deallocate() }
}

extension RowMask {
  func has(_ row: Int) -> Bool { self[row / 64] >> UInt64(row % 64) & 1 != 0 }
}

/// A value of one row.
enum Cell: Equatable {
  case null
  case boolean(Bool)
  case integer(Int64)
  case text([UInt8])
}

extension Vector {
  func cell(_ row: Int) -> Cell {
    switch self {
    case .null: .null
    case .booleans(let yes, let no): yes.has(row) ? .boolean(true) : no.has(row) ? .boolean(false) : .null
    case .integers(let values, let known): known.has(row) ? .integer(values[row]) : .null
    case .texts(let texts, let known):
      known.has(row) ? .text(Array(UnsafeBufferPointer(start: texts[row].start, count: texts[row].count))) : .null
    }
  }
}

/// The generator of Steele, Lea and Flood (2014): the same numbers on every machine.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
  mutating func chance(_ one: Int) -> Bool { below(one) == 0 }
  mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
