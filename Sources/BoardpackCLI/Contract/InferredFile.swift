import Diagnostics
import Foundation
import Pack
import Rows

/// How a data file is written and what its fields are called, as its first rows tell.
struct InferredFile {
  let path: String
  let format: DataRules.Format
  let separator: UInt8
  /// All fields in order where the file has no header; made up.
  let header: [String]?
  /// Fields that can be read.
  let names: [String]
  let remarks: [String]

  private static let sampleSize = 262_144

  /// Throws a `DiagnosticError` where there is no text to read.
  init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
      throw DiagnosticError(
        Diagnostic(
          .error, "missing-file", isFolder.boolValue ? "This is a folder" : "There is no such data file",
          at: .init(file: path), remedy: "Name a file of rows: CSV, JSON lines, or fields between spaces"))
    }
    let sample = try PackedText(path: path).read(upTo: Self.sampleSize)
    let isWhole = sample.count < Self.sampleSize
    let plain = path.lowercased().hasSuffix(".gz") ? String(path.dropLast(3)) : path
    let found = try NewDataFile(path: plain, sample: sample, isWhole: isWhole)
    self.path = path
    guard case .csv(let separator) = found.format else {
      (format, self.separator, header) = (.jsonl, UInt8(ascii: ","), nil)
      var keys = NewJSONKeys()
      try keys.read(path)
      names = keys.names.filter { !keys.containers.contains($0) && NewQuoting.isUsable($0) }
      remarks =
        keys.names.filter { keys.containers.contains($0) }.map {
          "\(NewQuoting.comment($0)) holds objects or lists; name what is within as \(NewQuoting.comment($0)).name"
        }
        + (keys.isCapped ? ["only the first \(keys.names.count) names are read"] : []) + Self.unusable(keys.names)
      return
    }
    let text = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? sample.dropFirst(3) : sample[...]
    let records: [[[UInt8]]]
    if let spaced = Self.spaced(text, isWhole: isWhole), found.columns.count <= 1 {
      records = spaced
      (format, self.separator) = (.spaces, UInt8(ascii: ","))
    } else {
      records = CSVSample(text, separator: separator, isWhole: isWhole, limit: 2).records
      (format, self.separator) = (.csv, separator)
    }
    let first = records.first ?? []
    guard Self.isData(first) else {
      header = nil
      let all = format == .spaces ? first.map { String(decoding: $0, as: UTF8.self) } : found.columns
      names = all.filter(NewQuoting.isUsable)
      remarks =
        (format == .spaces ? [] : found.remarks)
        + Self.unusable(all)
      return
    }
    let made = first.indices.map { "column_\($0 + 1)" }
    (header, names) = (made, made)
    remarks = ["the first row holds values, so the columns are numbered; rename them in `header` and `columns`"]
  }

  private static func unusable(_ names: [String]) -> [String] {
    names.filter { !NewQuoting.isUsable($0) }.map {
      "\(NewQuoting.comment($0)) cannot be named in an expression (a point stands for a lookup); rename it"
    }
  }

  var rowFormat: RowFormat {
    let kind: RowFormat.Kind =
      switch format {
      case .csv: .separated(by: separator)
      case .spaces: .spaced
      case .jsonl: .jsonLines
      }
    return RowFormat(kind: kind, names: header)
  }

  /// Whether half of the fields or more are numbers or times, as no header's are.
  private static func isData(_ fields: [[UInt8]]) -> Bool {
    let values = fields.count { field in
      var number = NewNumberShape()
      var time = NewTimeShape()
      number.add(field[...])
      time.add(field[...])
      return number.isPossible || (time.isPossible && time.form != nil)
    }
    return values * 2 >= fields.count && values > 0
  }

  /// Lines of an equal number of fields, two or more, between spaces and tabs.
  private static func spaced(_ text: ArraySlice<UInt8>, isWhole: Bool) -> [[[UInt8]]]? {
    var lines = text.split(separator: 10)
    if !isWhole { lines.removeLast(min(1, lines.count)) }
    let records = lines.prefix(200).map { line in
      line.split { $0 == 32 || $0 == 9 || $0 == 13 }.map(Array.init)
    }.filter { !$0.isEmpty }
    guard let width = records.first?.count, width > 1, records.count > 1, records.allSatisfy({ $0.count == width })
    else { return nil }
    return records
  }
}
