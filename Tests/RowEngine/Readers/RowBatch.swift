/// Some rows of one file, cut into raw fields: bytes without quotes and escapes, not yet typed.
public struct RowBatch: Sendable {
  /// Why a row cannot be used.
  public struct Problem: Sendable, Hashable {
    /// The column at fault; nil: the row as a whole.
    public var column: String?
    /// The rule that is broken, with at most 20 characters of the value.
    public var rule: String
    /// A problem of a column, or of the whole row.
    public init(column: String? = nil, rule: String) {
      self.column = column
      self.rule = rule
    }
  }

  /// Fields per row: the columns asked for, in that order.
  public let width: Int
  var bytes: [UInt8] = []
  /// Two numbers per field: start and end in `bytes`.
  var ranges: [Int32] = []
  var lines: [Int] = []
  var problems: [Int: Problem] = [:]

  init(width: Int) { self.width = width }

  /// The number of rows.
  public var count: Int { lines.count }

  /// The physical line at which a row starts, from 1.
  public func line(ofRow row: Int) -> Int { lines[row] }

  /// The bytes of a field; empty stands for no value. Meaningless in a row with a problem.
  public func field(_ column: Int, ofRow row: Int) -> ArraySlice<UInt8> {
    let at = (row * width + column) * 2
    return bytes[Int(ranges[at])..<Int(ranges[at + 1])]
  }

  /// Why a row is bad, or nil.
  public func problem(ofRow row: Int) -> Problem? { problems[row] }
}

/// Reads the rows of one file in order, in constant memory.
public protocol RowReader: Sendable {
  /// The next rows, or nil at the end of the file. Throws `DiagnosticError` when the file cannot be read on.
  mutating func nextBatch() throws -> RowBatch?
  /// SHA-256 of the file; nil before its end.
  var hash: String? { get }
  /// Bytes read up to now.
  var bytesRead: Int { get }
}

/// A batch is handed over when it has so many rows or bytes.
enum BatchLimit {
  static let rows = 1024
  static let bytes = 262_144
  /// A row longer than this is bad: it would break the promise of constant memory.
  static let rowBytes = 16_777_216
}
