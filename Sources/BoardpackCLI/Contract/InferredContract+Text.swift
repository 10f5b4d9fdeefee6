import Metrics
import Pack

extension InferredContract {
  /// The dataset as lines of `pack.yaml`, with comments of what was seen.
  var packText: String {
    let many =
      badRows > 0 ? "; \(badRows) more could not be cut into fields: \(NewQuoting.comment(firstProblem ?? ""))" : ""
    var out =
      "# Inferred from all \(rows) rows\(many).\n# Comments say what was seen. Correct what is wrong, then add rules.\n"
    out += "datasets:\n  \(YAMLValue.scalar(name)):\n    file: \(YAMLValue.scalar(file.path))\n"
    if file.format == .spaces { out += "    format: spaces\n" }
    if file.format == .jsonl, !Self.isNamedJSON(file.path) { out += "    format: jsonl\n" }
    if file.format == .csv, file.separator != UInt8(ascii: ",") {
      let name = file.separator == UInt8(ascii: "\t") ? "tab" : String(UnicodeScalar(file.separator))
      out += "    separator: \(YAMLValue.scalar(name))\n"
    }
    if let header = file.header { out += "    header: \(YAMLValue.list(header.map { .text($0) }).flow)\n" }
    for remark in file.remarks { out += "    # \(remark)\n" }
    if let key {
      let reason = key.isByName ? "no value twice, none missing" : "no value twice in these rows, which may be chance"
      out += "    \(key.isByName ? "" : "# ")key: \(expression(key.column.name))   # \(reason)\n"
    } else {
      out += "    # key: no column is complete with all values different\n"
    }
    if let time { out += "    time: \(expression(time.name))   # \(days(time))\n" }
    if let cluster = choices.cluster {
      out +=
        "    # cluster: \(expression(cluster.name))   # \(cluster.distinct) in \(cluster.filled) rows: the customer?\n"
    }
    out += "    columns:\n"
    for column in columns { out += "      \(YAMLValue.scalar(column.name)): \(line(column))\n" }
    return out
  }

  private static func isNamedJSON(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"].contains { name.hasSuffix($0) }
  }

  private func expression(_ name: String) -> String { YAMLValue.scalar(RowExpression.column(name).description) }

  private func days(_ column: InferredColumn) -> String {
    guard let span = column.timeShape?.span ?? column.base.span else { return "the only time" }
    return "\(CivilDate(dayNumber: span.first)) to \(CivilDate(dayNumber: span.last))"
  }

  private func line(_ column: InferredColumn) -> String {
    let model = model(column)
    let reading = column.reading
    var keys: [YAMLValue.Entry] = [.init("type", .plain(type(column)))]
    if let format = model.format { keys.append(.init("format", .text(format))) }
    if model.hasDecimalComma { keys.append(.init("decimal", .text(","))) }
    if !model.trueSpellings.isEmpty {
      keys.append(.init("true", .list(model.trueSpellings.map { .text($0) })))
      keys.append(.init("false", .list(model.falseSpellings.map { .text($0) })))
    }
    if !model.nulls.isEmpty { keys.append(.init("nulls", .list(model.nulls.map { .text($0) }))) }
    if model.required { keys.append(.init("required", .plain("true"))) }
    if let classification = model.classification {
      keys.append(.init("classification", .text(classification.rawValue)))
    }
    let value: YAMLValue = keys.count == 1 ? keys[0].value : .mapping(keys)
    return "\(value.flow)   # \(remarks(column, reading).joined(separator: "; "))"
  }

  private func type(_ column: InferredColumn) -> String {
    switch column.reading.type {
    case .text: "text"
    case .boolean: "boolean"
    case .number(let digits): digits == 0 ? "integer" : "decimal(\(digits))"
    case .money: "money"
    case .timestamp(_, let hasClock): hasClock ? "timestamp" : "date"
    }
  }

  /// How sure the type is, then what was seen.
  private func remarks(_ column: InferredColumn, _ reading: InferredColumn.Reading) -> [String] {
    let filled = rows - missing(column)
    var remarks: [String] = []
    if filled == 0 { return ["no value at all"] }
    if reading.type != .text {
      remarks.append(
        reading.rows >= filled
          ? "all \(filled) values fit" : "\(reading.rows) of \(filled) values fit, the others would be bad rows")
    }
    if let remark = reading.remark { remarks.append(remark) }
    if missing(column) > 0 { remarks.append("missing in \(missing(column)) rows") }
    let distinct = column.base.distinct
    remarks.append(
      column.base.isDistinctCapped ? "\(distinct) values or more" : "\(distinct) value\(distinct == 1 ? "" : "s")")
    if let personal = column.personal {
      remarks.append(
        personal.isCertain
          ? "personal data: \(personal.reason)"
          : "personal data? \(personal.reason): then add `classification: restricted`")
    }
    switch reading.type {
    case .text:
      let values = column.base.values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      if !values.isEmpty, values.count <= 6, column.personal == nil {
        remarks.append(values.map { "\(NewQuoting.comment($0.key)) \($0.value)" }.joined(separator: ", "))
      } else if let length = column.length {
        let span = length.lowerBound == length.upperBound ? "" : "\(length.lowerBound) to "
        remarks.append("\(span)\(length.upperBound) characters")
      }
      if case .number = column.base.numbers.isPossible ? NewType.number(digits: 0) : .text {
        remarks.append(
          column.base.isIdentifier ? "digits of an identifier" : "digits with zeros before them, or too many")
      }
    case .number, .money:
      if let range = column.range { remarks.append("\(range.low) to \(range.high)") }
    case .timestamp:
      remarks.append(days(column))
      if column.timeShape?.isAmbiguous == true {
        remarks.append("no number above 12 tells day from month: if the month stands first, swap dd and MM")
      }
    case .boolean(let yes, _):
      if yes == "1" { remarks.append("1 and 0 read as yes and no") }
    }
    return remarks
  }

  /// Rows without a value, spellings of null among them where the type is not text.
  private func missing(_ column: InferredColumn) -> Int {
    guard column.reading.type != .text else { return column.base.missing }
    return column.base.empty + column.base.nullSpellings.values.reduce(0, +)
  }
}
