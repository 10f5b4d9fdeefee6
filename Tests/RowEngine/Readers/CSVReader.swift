import Diagnostics

/// Reads CSV exactly as RFC 4180 has it, with any one-byte separator and LF or CRLF as line end.
///
/// A row with a quote inside an unquoted field, text after a closing quote, another number of fields than the header or
/// invalid UTF-8 in a column asked for is a bad row; a quote that is never closed, a missing or doubled column and an
/// empty file are errors.
public struct CSVReader: RowReader {
  private enum State { case start, fieldStart, unquoted, carriage, quoted, quoteInQuoted }

  private var source: ByteSource
  private let separator: UInt8
  private let columns: [String]
  private var position = 0
  private var state = State.start
  /// Bytes of a byte order mark seen so far.
  private var markLength = 0
  /// Whether the carriage return under way follows a closing quote.
  private var isAfterQuote = false
  private var line = 1
  private var quoteLine = 1
  private var rowLine = 1
  private var field = 0
  private var fieldStart = 0
  private var rowStart = 0
  private var problem: RowBatch.Problem?
  /// Target field per column of the file, or -1; nil while the header is read.
  private var slots: [Int]?
  private var headerCount = 0
  private var batch: RowBatch
  private var isFinished = false

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed: UInt8 = 10
  private static let carriageReturn: UInt8 = 13
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads the given columns of a file, in this order.
  public init(_ source: ByteSource, columns: [String], separator: UInt8 = UInt8(ascii: ",")) {
    self.source = source
    self.columns = columns
    self.separator = separator
    batch = RowBatch(width: columns.count)
  }

  /// SHA-256 of the file; nil before its end.
  public var hash: String? { source.hash }
  /// Bytes read up to now.
  public var bytesRead: Int { source.bytesRead }

  /// The next rows, or nil at the end of the file.
  public mutating func nextBatch() throws -> RowBatch? {
    while !isFinished, !isFull {
      if position == source.buffer.count {
        position = 0
        guard try source.fill() else {
          try finish()
          break
        }
      }
      try consume()
    }
    guard batch.count > 0 else { return nil }
    defer {
      batch = RowBatch(width: columns.count)
      fieldStart = 0
      rowStart = 0
    }
    return batch
  }

  /// Batches end between rows only.
  private var isFull: Bool {
    state == .fieldStart && field == 0 && batch.count > 0
      && (batch.count >= BatchLimit.rows || batch.bytes.count >= BatchLimit.bytes)
  }

  /// Runs over the chunk up to its end or a full batch.
  private mutating func consume() throws {
    // A local copy keeps the loop free of exclusivity checks; it shares the storage.
    let bytes = source.buffer
    let end = bytes.count
    var i = position
    while i < end {
      switch state {
      case .start:
        if bytes[i] == Self.mark[markLength] {
          markLength += 1
          i += 1
          if markLength == 3 { state = .fieldStart }
        } else {
          state = .fieldStart
          if markLength > 0 {
            batch.bytes.append(contentsOf: Self.mark[..<markLength])
            state = .unquoted
          }
        }
      case .fieldStart:
        if bytes[i] == Self.quote {
          state = .quoted
          quoteLine = line
          i += 1
        } else {
          state = .unquoted
        }
      case .unquoted:
        let from = i
        while i < end {
          let byte = bytes[i]
          if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote { break }
          i += 1
        }
        append(bytes, from, i)
        guard i < end else { break }
        if bytes[i] == Self.quote {
          note("quote inside an unquoted field")
          append(bytes, i, i + 1)
          i += 1
        } else {
          try delimiter(bytes[i], &i)
        }
      case .carriage:
        if bytes[i] == Self.lineFeed {
          try delimiter(Self.lineFeed, &i)
        } else {
          if isAfterQuote { note("text after the closing quote") }
          append([Self.carriageReturn], 0, 1)
          state = .unquoted
        }
      case .quoted:
        let from = i
        while i < end, bytes[i] != Self.quote {
          if bytes[i] == Self.lineFeed { line += 1 }
          i += 1
        }
        append(bytes, from, i)
        guard i < end else { break }
        state = .quoteInQuoted
        i += 1
      case .quoteInQuoted:
        let byte = bytes[i]
        if byte == Self.quote {
          append(bytes, i, i + 1)
          state = .quoted
          i += 1
        } else if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn {
          try delimiter(byte, &i)
        } else {
          note("text after the closing quote")
          state = .unquoted
        }
      }
      if isFull { break }
    }
    position = i
  }

  private mutating func delimiter(_ byte: UInt8, _ i: inout Int) throws {
    i += 1
    if byte == Self.carriageReturn {
      isAfterQuote = state == .quoteInQuoted
      state = .carriage
      return
    }
    endField()
    if byte == Self.lineFeed {
      line += 1
      try endRow()
    }
    state = .fieldStart
  }

  private mutating func note(_ rule: String, column: String? = nil) {
    if problem == nil { problem = RowBatch.Problem(column: column, rule: rule) }
  }

  private mutating func append(_ bytes: [UInt8], _ from: Int, _ to: Int) {
    guard from < to else { return }
    if let slots, field >= slots.count || slots[field] < 0 { return }
    guard batch.bytes.count - rowStart + to - from <= BatchLimit.rowBytes else {
      note("row longer than 16 MB")
      return
    }
    batch.bytes.append(contentsOf: bytes[from..<to])
  }

  private mutating func endField() {
    defer {
      field += 1
      fieldStart = batch.bytes.count
    }
    guard let slots else {
      batch.ranges.append(Int32(fieldStart))
      batch.ranges.append(Int32(batch.bytes.count))
      return
    }
    if field == 0 {
      for _ in 0..<columns.count * 2 { batch.ranges.append(Int32(rowStart)) }
    }
    guard field < slots.count, slots[field] >= 0 else { return }
    let at = (batch.lines.count * columns.count + slots[field]) * 2
    batch.ranges[at] = Int32(fieldStart)
    batch.ranges[at + 1] = Int32(batch.bytes.count)
    if !isUTF8(batch.bytes, fieldStart, batch.bytes.count) {
      note("invalid UTF-8", column: columns[slots[field]])
    }
  }

  private mutating func endRow() throws {
    if slots == nil {
      try readHeader()
    } else {
      if field != headerCount {
        note("row has \(field) field\(field == 1 ? "" : "s"), the header \(headerCount)")
      }
      if let problem { batch.problems[batch.lines.count] = problem }
      batch.lines.append(rowLine)
    }
    problem = nil
    field = 0
    rowLine = line
    rowStart = batch.bytes.count
    fieldStart = rowStart
  }

  private mutating func readHeader() throws {
    let names = (0..<batch.ranges.count / 2).map { i in
      String(decoding: batch.bytes[Int(batch.ranges[i * 2])..<Int(batch.ranges[i * 2 + 1])], as: UTF8.self)
    }
    let findings = HeaderCheck(file: source.name, line: rowLine, header: names).findings(wanted: columns)
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    headerCount = names.count
    slots = names.map { name in columns.firstIndex { $0.utf8.elementsEqual(name.utf8) } ?? -1 }
    batch = RowBatch(width: columns.count)
  }

  private mutating func finish() throws {
    isFinished = true
    switch state {
    case .start where markLength == 0 || markLength == 3: throw emptyFile()
    case .start: append(Self.mark, 0, markLength)
    case .quoted:
      throw DiagnosticError(
        Diagnostic(
          .error, "open-quote", "A quote opened on line \(quoteLine) is never closed",
          at: .init(file: source.name, line: quoteLine),
          explanation: "Everything from there to the end of the file would be one field",
          remedy: "Close the quote, or double it (\"\") if it belongs to the text"))
    case .fieldStart where field == 0 && slots == nil: throw emptyFile()
    case .fieldStart where field == 0: return
    default: break
    }
    endField()
    try endRow()
  }

  private func emptyFile() -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .error, "empty-file", "The data file is empty", at: .init(file: source.name),
        explanation: "Not even a header with the column names is there",
        remedy: "Export the file again, or take it out of the dataset"))
  }
}
