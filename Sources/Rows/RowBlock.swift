/// A field of a row: `start ..< end`, in bytes after a block's `base`. Empty stands for no value.
public struct Field: Sendable, Hashable {
  /// The first byte.
  public var start: UInt32
  /// After the last byte.
  public var end: UInt32
  /// A stretch of bytes.
  @inlinable public init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }
}

/// Why a row cannot be used.
public struct RowProblem: Sendable, Hashable {
  /// The wanted column at fault; nil: the row as a whole.
  public var column: Int?
  /// The rule that is broken, with at most 20 characters of the value.
  public var rule: String
  /// A problem of a column, or of the whole row.
  public init(column: Int? = nil, rule: String) {
    self.column = column
    self.rule = rule
  }
}

/// Where a row starts: file, part of the file and line within the part, in one word; places sort as rows are read.
public struct Place: Sendable, Hashable, Comparable {
  /// 16 bits of file, 24 of part, 24 of line.
  public var bits: UInt64
  /// `line` counts from 0 within its part.
  @inlinable public init(file: Int, part: Int, line: Int) {
    bits =
      UInt64(truncatingIfNeeded: file) << 48 | UInt64(truncatingIfNeeded: part) << 24
      | UInt64(truncatingIfNeeded: line)
  }
  /// Index into the feed's files.
  @inlinable public var file: Int { Int(bits >> 48) }
  /// Number of the part within the file.
  @inlinable public var part: Int { Int(bits >> 24 & 0xFF_FFFF) }
  /// Lines of the part before this row.
  @inlinable public var line: Int { Int(bits & 0xFF_FFFF) }
  /// By file, part and line.
  @inlinable public static func < (a: Place, b: Place) -> Bool { a.bits < b.bits }
}

/// Up to `capacity` rows of one part of a file, cut into raw fields: no quotes, no escapes, not yet typed.
///
/// A class because its memory is filled again and again: a block belongs to one thread, and what it shows is valid until
/// the next `RowReader.next`.
public final class RowBlock {
  /// Rows a block holds at most.
  public static let capacity = 1024

  /// Fields per row: the columns asked for, in that order.
  public let width: Int
  /// Rows in the block.
  public var count = 0
  /// What fields count from. At least 64 bytes after the end of any field may be read (not written).
  public var base: UnsafePointer<UInt8>
  /// Column by column: the field of `row` is `fields[column * capacity + row]`.
  public let fields: UnsafeMutablePointer<Field>
  /// Lines of the part before each row.
  public let lines: UnsafeMutablePointer<UInt32>
  /// File of the rows.
  public var file = 0
  /// Part of the file.
  public var part = 0
  /// Whether the part has no byte above 0x7F, so that its text needs no check.
  public var isASCII = true
  /// Rows that cannot be used, ascending; their fields are empty.
  public var problems: [(row: Int, problem: RowProblem)] = []

  private let empty: UnsafeMutablePointer<UInt8>

  /// A block for rows of so many wanted columns.
  public init(width: Int) {
    self.width = width
    // Zeroed, so that a block without rows may be read; freed in `deinit`.
    empty = .allocate(capacity: 128)
    empty.initialize(repeating: 0, count: 128)
    base = UnsafePointer(empty)
    fields = .allocate(capacity: max(1, width) * Self.capacity)
    fields.initialize(repeating: Field(start: 0, end: 0), count: max(1, width) * Self.capacity)
    lines = .allocate(capacity: Self.capacity)
    lines.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    empty.deallocate()
    fields.deallocate()
    lines.deallocate()
  }

  /// Where a row starts.
  public func place(_ row: Int) -> Place { Place(file: file, part: part, line: Int(lines[row])) }

  /// The bytes of a field, for tests and slow paths.
  public func bytes(_ column: Int, _ row: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[column * Self.capacity + row]
    return UnsafeBufferPointer(start: base + Int(field.start), count: Int(field.end - field.start))
  }
}
