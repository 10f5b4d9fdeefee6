public import Diagnostics
public import Metrics
public import Pack
import Rows

/// Turns the raw fields of one column into values, or says which rule they break.
public struct ColumnDecoder: Sendable {
  enum Outcome {
    case null
    case boolean(Bool)
    case integer(Int64, isRepeated: Bool)
    case text
    case bad(rule: String)
  }

  enum Kind: Sendable {
    case text
    case boolean(trues: [[UInt8]], falses: [[UInt8]])
    case number(scale: Int, mark: UInt8)
    case timestamp(TimestampFormat)
  }

  /// Name of the column.
  public let name: String
  /// Type of its values.
  public let type: ColumnType
  /// What findings show of a value; by default at most 20 characters.
  public var shows: @Sendable (UnsafeBufferPointer<UInt8>) -> String = { excerpt($0) }
  /// What values must satisfy besides their type, checked in this order.
  public var rules: [ColumnRule] = []
  let kind: Kind
  let nulls: [[UInt8]]
  let isRequired: Bool

  /// Throws a `DiagnosticError` for a timestamp format that means nothing.
  public init(_ column: Column, rules: ZoneRules, location: Diagnostic.Location) throws {
    name = column.name
    type = column.type
    nulls = column.nulls.map { Array($0.utf8) }
    isRequired = column.required
    switch column.type {
    case .text: kind = .text
    case .boolean:
      let (yes, no) = (column.trueSpellings, column.falseSpellings)
      kind = .boolean(
        trues: (yes.isEmpty ? ["true", "yes", "t", "y", "1"] : yes).map(Self.folded),
        falses: (no.isEmpty ? ["false", "no", "f", "n", "0"] : no).map(Self.folded))
    case .number(let scale): kind = .number(scale: scale, mark: UInt8(ascii: column.hasDecimalComma ? "," : "."))
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

  /// Reads one field: the reference that the kernels for whole blocks are tested against and fall back to.
  func decode(_ bytes: UnsafePointer<UInt8>, count: Int, days: DayCache? = nil) -> Outcome {
    if count == 0 || isNull(bytes, count) {
      return isRequired ? .bad(rule: "required value is missing") : .null
    }
    switch kind {
    case .text: return .text
    case .boolean(let trues, let falses):
      let word = UnsafeBufferPointer(start: bytes, count: min(count, 64)).map(lowerASCII)
      if trues.contains(word) { return .boolean(true) }
      if falses.contains(word) { return .boolean(false) }
      return .bad(rule: "neither true nor false: \(shown(bytes, count))")
    case .number(let scale, let mark):
      switch DecimalText.parse(bytes, count: count, scale: scale, mark: mark) {
      case .value(let value): return .integer(value, isRepeated: false)
      case .malformed: return .bad(rule: "not a number: \(shown(bytes, count))")
      case .overflow: return .bad(rule: "number too large: \(shown(bytes, count))")
      case .tooFine:
        let limit = scale == 0 ? "not a whole number" : "finer than \(scale) digit\(scale == 1 ? "" : "s")"
        return .bad(rule: "\(limit): \(shown(bytes, count))")
      }
    case .timestamp(let format):
      guard let moment = format.parse(bytes, count: count, days: days) else {
        return .bad(rule: "not a timestamp: \(shown(bytes, count))")
      }
      return .integer(moment.seconds, isRepeated: moment.isRepeated)
    }
  }

  func isNull(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let field = UnsafeBufferPointer(start: bytes, count: count)
    return nulls.contains { $0.count == count && field.elementsEqual($0) }
  }

  func shown(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> String {
    shows(UnsafeBufferPointer(start: bytes, count: count))
  }
}

func lowerASCII(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 32 : byte }
