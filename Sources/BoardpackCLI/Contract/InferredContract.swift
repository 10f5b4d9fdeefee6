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
  let rows: Int
  let badRows: Int
  let firstProblem: String?

  /// Reads the whole file. Throws a `DiagnosticError` where it has no rows or cannot be read to its end.
  init(path: String, name: String?, progress: (_ bytes: Int, _ rows: Int) -> Void = { _, _ in }) throws {
    file = try InferredFile(path: path)
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let words = nameWords(String(base.prefix { $0 != "." }))
    var registry = NameRegistry()
    self.name = name ?? registry.name(words, fallback: "rows")
    var columns = file.names.map(InferredColumn.init)
    let survey = try RowSurvey(file, progress: progress) { columns[$0].add($1) }
    self.columns = columns
    (rows, badRows, firstProblem) = (survey.rows, survey.badRows, survey.firstProblem)
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
