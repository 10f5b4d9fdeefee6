import Columns

/// The numbers of a block's rows in one cohort or segment, and the names behind the numbers.
final class DivisionState {
  let names: NameTable
  let numbers: UnsafeMutablePointer<Int32>
  let named: RowMask

  init(_ layout: DatasetLayout.Division, _ arena: Arena) {
    names = NameTable(only: layout.allowed, limit: SegmentNames.limit)
    numbers = arena.numbers()
    named = arena.mask()
  }
}
