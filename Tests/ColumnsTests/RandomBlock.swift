import Columns
import Metrics
import Rows

/// Random values for the columns of `RandomExpression`, as vectors and as cells.
///
/// Rows without a value hold what must not be read: a pointer to nowhere, or any number.
final class RandomBlock {
  let count: Int
  private(set) var cells: [[Cell]]
  private(set) var vectors: [Vector] = []
  private var masks: [Rows64] = []
  private var memory: [UnsafeMutableRawPointer] = []

  init(_ random: inout SplitMix64) {
    let count = random.pick([0, 1, 2, 63, 64, 65, 100, 130, 200, 1024])
    self.count = count
    cells = Array(repeating: [], count: count)
    for column in RandomExpression.columns {
      if column.name.hasPrefix("x"), random.chance(4) {
        for row in 0..<count { cells[row].append(.null) }
        vectors.append(.null)
        continue
      }
      let (known, other) = (Rows64(), Rows64())
      masks += [known, other]
      let rareness = random.pick([1, 2, 10, 1000])
      switch column.type {
      case .boolean: vectors.append(.booleans(yes: known.mask, no: other.mask))
      case .text: vectors.append(.texts(make(TextSlice(start: Self.nowhere, count: 5)), known: known.mask))
      default: vectors.append(.integers(make(Int64.max), known: known.mask))
      }
      for row in 0..<count {
        guard rareness == 1 || !random.chance(rareness) else {
          cells[row].append(.null)
          continue
        }
        cells[row].append(fill(row, column.type, known.mask, other.mask, &random))
      }
    }
  }

  deinit { for piece in memory { piece.deallocate() } }

  private static var nowhere: UnsafePointer<UInt8> { UnsafePointer(bitPattern: 8).unsafelyUnwrapped }

  private func make<Value: BitwiseCopyable>(_ value: Value) -> UnsafeMutablePointer<Value> {
    let piece = UnsafeMutablePointer<Value>.allocate(capacity: RowBlock.capacity)
    piece.initialize(repeating: value, count: RowBlock.capacity)
    memory.append(UnsafeMutableRawPointer(piece))
    return piece
  }

  private func fill(
    _ row: Int, _ type: ColumnType, _ known: RowMask, _ other: RowMask, _ random: inout SplitMix64
  ) -> Cell {
    let bit: UInt64 = 1 << UInt64(row % 64)
    switch type {
    case .boolean:
      let value = random.chance(2)
      (value ? known : other)[row / 64] |= bit
      return .boolean(value)
    case .text:
      let text = Array(random.pick(RandomExpression.texts).utf8)
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count)
      copy.initialize(from: text, count: text.count)
      memory.append(UnsafeMutableRawPointer(copy))
      if case .texts(let slices, _)? = vectors.last {
        slices[row] = TextSlice(start: UnsafePointer(copy), count: text.count)
      }
      known[row / 64] |= bit
      return .text(text)
    case .number, .timestamp:
      let value: Int64 =
        random.chance(15)
        ? random.pick([.max, .min, .max - 1, .min + 1]) : Int64(random.below(4000)) * random.pick([1, -1, 100, 86_399])
      if case .integers(let values, _)? = vectors.last { values[row] = value }
      known[row / 64] |= bit
      return .integer(value)
    }
  }
}
