import Rows

/// Bits of the rows of a block: row `r` is bit `r % 64` of word `r / 64`. Bits from `count` on are zero.
public typealias RowMask = UnsafeMutablePointer<UInt64>

/// Words of a row mask.
public let maskWords = RowBlock.capacity / 64

/// A piece of text in memory that lives as long as the block it came with: block, scratch, constants or a table.
public struct TextSlice: BitwiseCopyable {
  /// The first byte; meaningless where `count` is 0.
  public var start: UnsafePointer<UInt8>
  /// Bytes.
  public var count: Int
  /// A stretch of bytes.
  @inlinable public init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }
}

/// The values of a column or expression for the rows of a block.
///
/// Numbers are integers of 10^-scale, timestamps seconds UTC, durations seconds: the expression's type says which.
/// Only rows that were asked for have meaning. SQL's null: the bit of the row in `known` is off (for booleans: in `yes`
/// and in `no`). Memory belongs to the evaluator and is valid until its next block.
public enum Vector {
  /// No row has a value.
  case null
  /// Rows for which it is true, and rows for which it is false.
  case booleans(yes: RowMask, no: RowMask)
  /// Numbers and timestamps.
  case integers(UnsafeMutablePointer<Int64>, known: RowMask)
  /// Texts; the text of an unknown row must not be read.
  case texts(UnsafeMutablePointer<TextSlice>, known: RowMask)
}
