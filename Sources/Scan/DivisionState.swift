import Columns
import Pack
import Rows

/// The numbers of a block's rows in one cohort or segment, and the names behind the numbers.
final class DivisionState {
  let names: NameTable
  let numbers: UnsafeMutablePointer<Int32>
  let named: RowMask
  /// Of a cross of two segments: the parts that its names are made of.
  let cross: CrossState?

  init(_ layout: DatasetLayout.Division, _ arena: Arena) {
    names = NameTable(only: layout.allowed, limit: SegmentNames.limit)
    numbers = arena.numbers()
    named = arena.mask()
    cross = layout.outer == nil ? nil : CrossState(layout, arena)
  }
}

/// Numbers the pairs of values that rows have of two segments.
final class CrossState {
  let outer: DivisionState
  let inner: DivisionState
  private var known: [UInt64: Int32] = [:]

  init(_ layout: DatasetLayout.Division, _ arena: Arena) {
    var part = layout
    part.outer = nil
    outer = DivisionState(part, arena)
    inner = DivisionState(part, arena)
  }

  /// Gives each of `rows` the number of its pair; a row without either value has a pair of empty texts.
  func number(_ rows: RowMask, into state: DivisionState) {
    state.numbers.update(repeating: 0, count: RowBlock.capacity)
    Masks.forEach(rows) { row in
      let (first, second) = (outer.numbers[row], inner.numbers[row])
      let key = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
      let number: Int32
      if let found = known[key] {
        number = found
      } else {
        let separator = Array(Segment.crossSeparator.utf8)
        number = state.names.number(of: outer.names.texts[Int(first)] + separator + inner.names.texts[Int(second)])
        known[key] = number
      }
      state.numbers[row] = number
      state.names.add(rows: 1, to: number)
    }
  }
}
