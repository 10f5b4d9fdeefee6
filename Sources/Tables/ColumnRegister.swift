import Columns
public import Metrics
import Rows

/// Memory for one column of a block, filled from a table. Belongs to one thread.
///
/// Invariant: numbers and texts have room for `RowBlock.capacity` values, masks for `maskWords` words.
public final class ColumnRegister {
  /// What it holds.
  public let type: ColumnType
  let integers: UnsafeMutablePointer<Int64>
  let texts: UnsafeMutablePointer<TextSlice>
  let yes: RowMask
  let no: RowMask

  /// Memory for values of a type.
  public init(type: ColumnType) {
    self.type = type
    let (isText, isBoolean) = (type == .text, type == .boolean)
    integers = .allocate(capacity: isText || isBoolean ? 1 : RowBlock.capacity)
    texts = .allocate(capacity: isText ? RowBlock.capacity : 1)
    yes = .allocate(capacity: maskWords)
    no = .allocate(capacity: maskWords)
    yes.initialize(repeating: 0, count: maskWords)
    no.initialize(repeating: 0, count: maskWords)
  }

  deinit {
    integers.deallocate()
    texts.deallocate()
    yes.deallocate()
    no.deallocate()
  }
}
