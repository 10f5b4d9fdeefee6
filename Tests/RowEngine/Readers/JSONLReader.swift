import Diagnostics

/// Reads one JSON object per line (RFC 8259); nested values are named by dotted paths, `customer.tier`.
///
/// Strings give their text, numbers their digits as written, null and absent keys nothing. A malformed line, a doubled
/// key or an object or array in place of a value asked for is a bad row. Blank lines are no rows.
public struct JSONLReader: RowReader {
  private var source: ByteSource
  private let columns: [String]
  private var parser: JSONLineParser
  private var position = 0
  private var line = 1
  private var text: [UInt8] = []
  private var isTooLong = false
  private var isFinished = false

  /// Reads the given columns of a file, in this order.
  public init(_ source: ByteSource, columns: [String]) {
    self.source = source
    self.columns = columns
    parser = JSONLineParser(columns: columns)
  }

  /// SHA-256 of the file; nil before its end.
  public var hash: String? { source.hash }
  /// Bytes read up to now.
  public var bytesRead: Int { source.bytesRead }
  /// Columns that were in some row so far, and names that were there instead.
  var seen: (columns: [Bool], others: [String]) { (parser.seenColumns, parser.seenNames.sorted()) }

  /// The next rows, or nil at the end of the file.
  public mutating func nextBatch() throws -> RowBatch? {
    var batch = RowBatch(width: columns.count)
    while !isFinished, batch.count < BatchLimit.rows, batch.bytes.count < BatchLimit.bytes {
      if position == source.buffer.count {
        position = 0
        guard try source.fill() else {
          isFinished = true
          if source.bytesRead == 0 {
            throw DiagnosticError(
              Diagnostic(
                .error, "empty-file", "The data file is empty", at: .init(file: source.name),
                remedy: "Export the file again, or take it out of the dataset"))
          }
          endLine(&batch)
          break
        }
      }
      let bytes = source.buffer
      var i = position
      while i < bytes.count, bytes[i] != 10 { i += 1 }
      if text.count + i - position <= BatchLimit.rowBytes {
        text.append(contentsOf: bytes[position..<i])
      } else {
        isTooLong = true
      }
      position = i
      if i < bytes.count {
        position += 1
        endLine(&batch)
        line += 1
      }
    }
    return batch.count > 0 ? batch : nil
  }

  private mutating func endLine(_ batch: inout RowBatch) {
    defer {
      text.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    if line == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    guard isTooLong || text.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { return }
    let row = batch.count
    batch.lines.append(line)
    let problem = isTooLong ? RowBatch.Problem(rule: "row longer than 16 MB") : parser.parse(text, into: &batch)
    if let problem {
      batch.problems[row] = problem
      // The parser may have stopped between fields.
      while batch.ranges.count < batch.count * batch.width * 2 { batch.ranges.append(0) }
    }
  }
}
