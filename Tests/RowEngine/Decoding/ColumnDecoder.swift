import Diagnostics
import Engines
import Metrics
import Pack

/// Turns the raw field of one column into a cell, or says which rule it breaks.
struct ColumnDecoder: Sendable {
  enum Outcome {
    case cell(Cell)
    case bad(rule: String)
  }

  private enum Kind: Sendable {
    case text
    case boolean(trues: [[UInt8]], falses: [[UInt8]])
    case number(scale: Int)
    case timestamp(TimestampFormat)
  }

  let name: String
  let classification: Classification?
  /// What findings may show of its values.
  private let shown: ValueMask
  private let kind: Kind
  private let nulls: [[UInt8]]
  private let isRequired: Bool

  /// Throws a `DiagnosticError` for a timestamp format that means nothing.
  init(_ column: Column, rules: ZoneRules, location: Diagnostic.Location) throws {
    name = column.name
    classification = column.classification
    shown = ValueMask(column.classification)
    nulls = column.nulls.map { Array($0.utf8) }
    isRequired = column.required
    switch column.type {
    case .text: kind = .text
    case .boolean:
      let (yes, no) = (column.trueSpellings, column.falseSpellings)
      kind = .boolean(
        trues: (yes.isEmpty ? ["true", "yes", "t", "y", "1"] : yes).map(Self.folded),
        falses: (no.isEmpty ? ["false", "no", "f", "n", "0"] : no).map(Self.folded))
    case .number(let scale): kind = .number(scale: scale)
    case .timestamp:
      guard let format = TimestampFormat(column.format, rules: rules) else {
        throw DiagnosticError(
          Diagnostic(
            .error, "timestamp-format", "Column `\(column.name)` has the unknown format `\(column.format ?? "")`",
            at: location,
            remedy: "Write iso, epoch, epoch-ms or a pattern of yyyy yy MM MMM dd HH mm ss SSS, each once, "
              + "such as dd.MM.yyyy HH:mm"))
      }
      kind = .timestamp(format)
    }
  }

  private static func folded(_ text: String) -> [UInt8] { text.utf8.map(lowerASCII) }

  /// Text cells point into the row's own pool. Adds to `repeated` when a wall-clock time occurred twice.
  func decode(_ bytes: [UInt8], _ start: Int, _ end: Int, repeated: inout Int) -> Outcome {
    if start == end || isNull(bytes, start, end) {
      return isRequired ? .bad(rule: "required value is missing") : .cell(.null)
    }
    switch kind {
    case .text:
      return .cell(.text(TextRef(pool: TextPools.row, length: Int32(end - start), start: start)))
    case .boolean(let trues, let falses):
      let word = bytes[start..<min(end, start + 64)].map(lowerASCII)
      if trues.contains(word) { return .cell(.boolean(true)) }
      if falses.contains(word) { return .cell(.boolean(false)) }
      return .bad(rule: "neither true nor false: \(shown.text(bytes[start..<end]))")
    case .number(let scale):
      switch DecimalText.parse(bytes, start, end, scale: scale) {
      case .value(let value): return .cell(.integer(value))
      case .malformed: return .bad(rule: "not a number: \(shown.text(bytes[start..<end]))")
      case .overflow: return .bad(rule: "number too large: \(shown.text(bytes[start..<end]))")
      case .tooFine:
        let limit = scale == 0 ? "not a whole number" : "finer than \(scale) digit\(scale == 1 ? "" : "s")"
        return .bad(rule: "\(limit): \(shown.text(bytes[start..<end]))")
      }
    case .timestamp(let format):
      guard let moment = format.parse(bytes, start, end) else {
        return .bad(rule: "not a timestamp: \(shown.text(bytes[start..<end]))")
      }
      if moment.isRepeated { repeated += 1 }
      return .cell(.integer(moment.seconds))
    }
  }

  private func isNull(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
    guard !nulls.isEmpty else { return false }
    return nulls.contains { $0.count == end - start && bytes[start..<end].elementsEqual($0) }
  }
}

func lowerASCII(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
