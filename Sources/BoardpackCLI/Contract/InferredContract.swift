import Diagnostics
import Foundation
import Metrics
import Pack
import Rows
import Units

/// What all rows of a file tell of a contract for it.
struct InferredContract {
  let name: String
  let file: InferredFile
  private(set) var columns: [InferredColumn]
  private(set) var rows = 0
  private(set) var badRows = 0
  private(set) var firstProblem: String?

  /// Reads the whole file. Throws a `DiagnosticError` where it has no rows or cannot be read to its end.
  init(path: String, name: String?, progress: RowFeed.Progress? = nil) throws {
    file = try InferredFile(path: path)
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let words = nameWords(String(base.prefix { $0 != "." }))
    var registry = NameRegistry()
    self.name = name ?? registry.name(words, fallback: "rows")
    columns = file.names.map(InferredColumn.init)
    let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let feed = RowFeed(
      files: [RowFile(name: path, path: absolute, size: size)], columns: file.names, format: file.rowFormat,
      progress: progress)
    read(feed.makeReader())
    if feed.findings.hasErrors { throw DiagnosticError(feed.findings) }
    guard rows > 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-rows", "The data file has no row that can be read", at: .init(file: path),
          explanation: firstProblem.map { "All \(badRows) rows are malformed; the first: \($0)" },
          remedy: "Export the file again with its rows"))
    }
  }

  private mutating func read(_ reader: RowReader) {
    let block = RowBlock(width: columns.count)
    while reader.next(block) {
      let bad = Set(block.problems.map(\.row))
      badRows += bad.count
      if firstProblem == nil { firstProblem = block.problems.first?.problem.rule }
      for row in 0..<block.count where !bad.contains(row) {
        rows += 1
        for column in columns.indices { columns[column].add(Array(block.bytes(column, row))[...]) }
      }
    }
  }

  var choices: NewChoices { NewChoices(columns.map(\.base), rows: rows) }

  /// The column that names a row: an identifier by name, else the first text or whole number without two alike.
  var key: (column: InferredColumn, isByName: Bool)? {
    if let named = choices.key, let column = columns.first(where: { $0.name == named.name }) { return (column, true) }
    guard rows > 1 else { return nil }
    let unique = columns.first { column in
      guard column.base.isUnique else { return false }
      switch column.reading.type {
      case .text: return (column.length?.upperBound ?? 0) <= 64
      case .number(let digits): return digits == 0
      default: return false
      }
    }
    return unique.map { ($0, false) }
  }

  var time: InferredColumn? {
    if let chosen = choices.time { return columns.first { $0.name == chosen.name } }
    return columns.first { if case .timestamp = $0.reading.type { true } else { false } }
  }

  /// The contract as the pack's own model.
  var dataset: Dataset {
    var dataset = Dataset(
      name: name, noun: Noun.singular(name), source: .files([file.path], separator: file.separator),
      key: key?.column.name, time: time.map { .column($0.name) }, cluster: nil, lookups: [],
      columns: columns.map(model), maximumBadRows: nil, location: SourceText(name, file: file.path, line: 1, column: 1))
    dataset.rules.format = file.format
    dataset.rules.header = file.header
    return dataset
  }

  /// A column as declared: its type, format, nulls, and the rules that the values leave no doubt about.
  func model(_ column: InferredColumn) -> Column {
    let reading = column.reading
    var model = Column(name: column.name, type: .text)
    switch reading.type {
    case .text: break
    case .boolean(let yes, let no):
      model.type = .boolean
      if !["true", "yes", "t", "y", "1"].contains(yes) || !["false", "no", "f", "n", "0"].contains(no) {
        (model.trueSpellings, model.falseSpellings) = ([yes], [no])
      }
    case .number(let digits): model.type = .number(scale: digits)
    case .money: model.type = .number(scale: 2)
    case .timestamp(let format, _): (model.type, model.format) = (.timestamp, format)
    }
    if case .number = model.type { model.hasDecimalComma = reading.hasDecimalComma }
    model.nulls =
      model.type == .text ? column.base.nulls : column.base.nullSpellings.keys.sorted()
    model.required = column.base.missing == 0 && (column.name == key?.column.name || column.name == time?.name)
    model.rules.unique = false
    if column.personal?.isCertain == true { model.classification = .restricted }
    return model
  }
}
