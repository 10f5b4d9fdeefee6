import Metrics
import Pack

/// Writes how the columns of a dataset are read: from typed columns of a warehouse, or from texts as files hold them.
struct ColumnReader {
  let dialect: Dialect
  let shift: ZoneShift
  let isText: Bool

  /// - Parameters:
  ///   - source: the column of the source, over `r`.
  ///   - raw: the name of its raw value.
  ///   - part: makes names of further parts.
  func read(_ column: Column, source: String, raw: String, part: (String) -> String) -> ColumnReading {
    let (p, t) = (dialect.column("p", raw), dialect.column("t", raw))
    switch column.type {
    case .text: return ColumnReading(raw: text(source, column), value: t)
    case .boolean:
      let yes = spellings(column.trueSpellings, ["true", "yes", "t", "y", "1"], native: "true")
      let no = spellings(column.falseSpellings, ["false", "no", "f", "n", "0"], native: "false")
      return ColumnReading(
        raw: text(source, column),
        value: "CASE WHEN lower(\(t)) IN (\(yes)) THEN TRUE WHEN lower(\(t)) IN (\(no)) THEN FALSE END",
        complaint: "neither true nor false")
    case .number(let scale):
      let limit =
        scale == 0
        ? "not a whole number" : "not a number of at most \(scale) digit\(scale == 1 ? "" : "s") after the point"
      return isText
        ? ColumnReading(
          raw: text(source, column), value: decimal(t, scale, mark: column.hasDecimalComma ? "," : "."),
          complaint: limit)
        : ColumnReading(raw: source, value: native(t, scale), complaint: limit)
    case .timestamp:
      let units: Int64 = column.format == "epoch-ms" ? 1000 : 1
      if column.format == "epoch" || column.format == "epoch-ms" {
        return isText
          ? ColumnReading(
            raw: text(source, column), parts: [(part("count"), decimal(p, 0, mark: "."))],
            value: dialect.floorDivide(dialect.column("t", part("count")), units), complaint: "not a timestamp")
          : ColumnReading(raw: dialect.integer(source), value: dialect.floorDivide(t, units))
      }
      return isText
        ? textTime(column, source, p: p, t: t, raw: raw, part: part) : nativeTime(source, t: t, raw: raw, part: part)
    }
  }

  /// How the type of a column of the source is judged.
  static func wanted(_ column: Column) -> ColumnFamily.Wanted {
    switch column.type {
    case .text: .text
    case .boolean: .boolean
    case .number: .number
    case .timestamp: column.format == "epoch" || column.format == "epoch-ms" ? .epoch : .timestamp
    }
  }

  func text(_ source: String, _ column: Column) -> String {
    var value = isText ? source : dialect.text(source)
    if dialect == .postgresql { value = "\(value) COLLATE \"C\"" }
    guard !column.nulls.isEmpty else { return "NULLIF(\(value), '')" }
    let nulls = ([""] + column.nulls).map(dialect.literal).joined(separator: ", ")
    return "CASE WHEN \(value) NOT IN (\(nulls)) THEN \(value) END"
  }

  private func spellings(_ own: [String], _ usual: [String], native: String) -> String {
    let list = own.isEmpty ? usual : own.map(Self.lowered) + (isText || own.contains(native) ? [] : [native])
    return list.map(dialect.literal).joined(separator: ", ")
  }

  private static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 32 : $0 }, as: UTF8.self)
  }

  /// A decimal of a file as a whole number of 10^-scale: zeros beyond the scale are no loss, other digits are.
  private func decimal(_ text: String, _ scale: Int, mark: String) -> String {
    let fraction = scale == 0 ? "0*" : "[0-9]{0,\(scale)}0*"
    let alone = scale == 0 ? "0+" : "([0-9]{1,\(scale)}0*|0+)"
    let form = "[+-]?([0-9]+([\(mark)]\(fraction))?|[\(mark)]\(alone))"
    let whole = "regexp_extract(\(text), '^[+-]?') || '0' || regexp_extract(\(text), '^[+-]?([0-9]*)', 1)"
    let decimals =
      scale == 0 ? "" : " || rpad(regexp_extract(\(text), '[\(mark)]([0-9]{0,\(scale)})', 1), \(scale), '0')"
    return "CASE WHEN \(dialect.matches(text, form)) THEN TRY_CAST(\(whole)\(decimals) AS BIGINT) END"
  }

  /// A number of a warehouse as a whole number of 10^-scale.
  private func native(_ value: String, _ scale: Int) -> String {
    let power = "\(power10(scale))"
    let range = "BETWEEN -9223372036854775808 AND 9223372036854775807"
    switch dialect {
    case .postgresql:
      let scaled = scale == 0 ? "CAST(\(value) AS numeric)" : "CAST(\(value) AS numeric) * \(power)"
      return "CASE WHEN \(scaled) = trunc(\(scaled)) AND \(scaled) \(range) THEN CAST(\(scaled) AS bigint) END"
    case .duckdb, .spark:
      let exact = "CAST(\(value) AS DECIMAL(38, \(scale)))"
      // Nested, so that what is too large for the type comes to no further cast.
      let fits =
        "TRY_\(exact) BETWEEN \(decimalText(.min, scale)) AND \(decimalText(.max, scale))"
      return "CASE WHEN \(fits) THEN CASE WHEN \(isExact(value, exact, scale)) THEN "
        + "CAST(\(scale == 0 ? exact : "\(exact) * \(power)") AS BIGINT) END END"
    case .clickhouse:
      // A cast that does not fit its type wraps around there or cuts digits off, so the value is measured before, within
      // its own type and as a whole number.
      let whole = "accurateCastOrNull(truncate(\(value), 0), 'Int256')"
      let (low, high) = (Int64.min / power10(scale), Int64.max / power10(scale))
      let fits = "truncate(\(value), \(scale)) = \(value) AND \(whole) BETWEEN \(low) AND \(high)"
      let wide = "toInt256(toDecimal256(\(value), \(scale)) * \(power))"
      return "CASE WHEN \(fits) THEN CASE WHEN \(wide) BETWEEN toInt256('-9223372036854775808') AND "
        + "toInt256('9223372036854775807') THEN accurateCast(\(wide), 'Nullable(Int64)') END END"
    }
  }

  private func power10(_ scale: Int) -> Int64 { (0..<scale).reduce(1) { value, _ in value * 10 } }

  /// Whether a decimal has no digits beyond its scale. Spark 4 cuts them off in order to compare decimals that have more
  /// than 38 digits together (SPARK-45905), so that 1.234 would be 1.23; a remainder is exact.
  private func isExact(_ value: String, _ exact: String, _ scale: Int) -> String {
    guard dialect == .spark else { return "\(exact) = \(value)" }
    let unit = scale == 0 ? "1" : "CAST('\(decimalText(1, scale))' AS DECIMAL(\(scale), \(scale)))"
    return "\(value) % \(unit) = 0"
  }

  /// A number of 10^-scale as a literal with its point.
  private func decimalText(_ number: Int64, _ scale: Int) -> String {
    guard scale > 0 else { return "\(number)" }
    let digits = String(number.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return (number < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
  }
}
