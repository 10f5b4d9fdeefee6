import Diagnostics
import Engines
import Foundation

/// How a data file is written, as its first bytes tell.
struct NewDataFile {
  enum Format: Hashable {
    case csv(separator: UInt8)
    case jsonl
  }

  let path: String
  let format: Format
  /// Columns that can be read; a header's doubled and unnamed ones are left out.
  let columns: [String]
  /// What was left out and why, for a comment.
  let remarks: [String]

  private static let sampleSize = 262_144

  /// Looks at a file. Throws a `DiagnosticError` when it is missing, empty or no text.
  init(path: String) throws {
    let handle = FileHandle(forReadingAtPath: path)
    // At the end of a file, that is in an empty one, there is no data to read.
    let found = try? handle.map { try $0.read(upToCount: Self.sampleSize) ?? Data() }
    guard let handle, let data = found else {
      var isDirectory: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", exists ? "The data file cannot be read" : "There is no such data file",
          at: .init(file: path), remedy: isDirectory.boolValue ? "Name files, not a folder" : "Check the path"))
    }
    try? handle.close()
    try self.init(path: path, sample: [UInt8](data), isWhole: data.count < Self.sampleSize)
  }

  init(path: String, sample: [UInt8], isWhole: Bool) throws {
    self.path = path
    if let finding = Self.notText(sample, path) { throw DiagnosticError(finding) }
    var text = sample[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    let isNamedJSON = path.lowercased().hasSuffix(".jsonl") || path.lowercased().hasSuffix(".ndjson")
    let first = text.first { !($0 == 32 || (9...13).contains($0)) }
    guard let first else { throw DiagnosticError(Self.empty(path)) }
    if isNamedJSON || first == UInt8(ascii: "{") {
      format = .jsonl
      columns = []
      remarks = []
      return
    }
    let separator = Self.separator(text, isWhole: isWhole)
    format = .csv(separator: separator)
    let header = (CSVSample(text, separator: separator, isWhole: true, limit: 1).records.first ?? []).map {
      String(decoding: $0, as: UTF8.self)
    }
    var columns: [String] = []
    var remarks: [String] = []
    for name in header {
      let count = header.count { $0.utf8.elementsEqual(name.utf8) }
      if count == 1, !name.isEmpty {
        columns.append(name)
      } else {
        let remark =
          name.isEmpty
          ? "a column without a name is left out"
          : "the column \(NewQuoting.comment(name)) stands \(count) times in the header and is left out"
        if !remarks.contains(remark) { remarks.append(remark) }
      }
    }
    self.columns = columns
    self.remarks = remarks
  }

  static func empty(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, "empty-file", "The data file is empty", at: .init(file: path),
      explanation: "Not even a header with the column names is there", remedy: "Export the file again")
  }

  /// The separator that cuts the first rows into the most fields of an equal number.
  private static func separator(_ text: ArraySlice<UInt8>, isWhole: Bool) -> UInt8 {
    var best: (score: Double, separator: UInt8) = (0, UInt8(ascii: ","))
    for separator in ",;\t|".utf8 {
      let records = CSVSample(text, separator: separator, isWhole: isWhole, limit: 50).records
      guard let width = records.first?.count, width > 1 else { continue }
      let alike = Double(records.count { $0.count == width }) / Double(records.count)
      let score = alike * 1000 + Double(min(width, 500))
      if score > best.score { best = (score, separator) }
    }
    return best.separator
  }

  private static func notText(_ sample: [UInt8], _ path: String) -> Diagnostic? {
    let kinds: [(start: [UInt8], kind: String)] = [
      ([0x1F, 0x8B], "gzip"), ([0x50, 0x4B, 3, 4], "ZIP or a spreadsheet"), ([0x50, 0x41, 0x52, 0x31], "Parquet"),
      ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"),
    ]
    let kind = kinds.first { sample.starts(with: $0.start) }?.kind ?? (sample.contains(0) ? "binary" : nil)
    guard let kind else { return nil }
    return Diagnostic(
      .error, "not-text", "The data file is \(kind), not CSV or JSON lines in UTF-8", at: .init(file: path),
      remedy: "Unpack it, or export it as CSV in UTF-8")
  }
}

/// The first records of a CSV text, cut at a separator outside quotes.
struct CSVSample {
  private(set) var records: [[[UInt8]]] = []

  /// The record that the end of the sample cuts off is left out, unless the sample is whole.
  init(_ text: ArraySlice<UInt8>, separator: UInt8, isWhole: Bool, limit: Int) {
    var record: [[UInt8]] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in text {
      if isQuoted {
        if wasQuote, byte != UInt8(ascii: "\"") {
          isQuoted = false
        } else {
          if byte == UInt8(ascii: "\""), !wasQuote {
            wasQuote = true
          } else {
            field.append(byte)
            wasQuote = false
          }
          continue
        }
      }
      wasQuote = false
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
      case separator:
        record.append(field)
        field = []
      case 10:
        if field.last == 13 { field.removeLast() }
        records.append(record + [field])
        (record, field) = ([], [])
        if records.count == limit { return }
      default: field.append(byte)
      }
    }
    if isWhole, !(record.isEmpty && field.isEmpty) {
      if field.last == 13 { field.removeLast() }
      records.append(record + [field])
    }
  }
}
