import Pack

/// Functions that the engines spell differently. All take and give SQL text; operands must bind tightly.
extension Dialect {
  /// The exact whole number type that holds any sum of products.
  func wide(_ value: String) -> String {
    switch self {
    case .postgresql: "CAST(\(value) AS numeric)"
    case .duckdb: "CAST(\(value) AS HUGEINT)"
    case .clickhouse: "toInt256(\(value))"
    case .spark: "CAST(\(value) AS DECIMAL(38, 0))"
    }
  }

  /// A whole number of 64 bits; a greater one is an error, never cut off.
  func integer(_ value: String) -> String {
    switch self {
    case .postgresql: "CAST(\(value) AS bigint)"
    case .duckdb, .spark: "CAST(\(value) AS BIGINT)"
    case .clickhouse: "accurateCast(\(value), 'Nullable(Int64)')"
    }
  }

  func text(_ value: String) -> String {
    switch self {
    case .postgresql: "CAST(\(value) AS text)"
    case .duckdb: "CAST(\(value) AS VARCHAR)"
    case .clickhouse: "CAST(\(value) AS Nullable(String))"
    case .spark: "CAST(\(value) AS STRING)"
    }
  }

  /// `+`, `-` or `*` of two whole numbers of 64 bits. ClickHouse would wrap around, so it computes wide and checks.
  func arithmetic(_ symbol: String, _ a: String, _ b: String) -> String {
    guard self == .clickhouse else { return "\(a) \(symbol) \(b)" }
    return integer("toInt256(\(a)) \(symbol) toInt256(\(b))")
  }

  /// The greatest whole number not above the quotient; all engines cut off towards zero, and their remainders agree.
  func floorDivide(_ value: String, _ divisor: Int64) -> String {
    guard divisor > 1 else { return value }
    let remainder = "((\(value) % \(divisor)) + \(divisor)) % \(divisor)"
    switch self {
    case .postgresql: return "(\(value) - \(remainder)) / \(divisor)"
    case .duckdb: return "(\(value) - \(remainder)) // \(divisor)"
    case .clickhouse: return integer("intDiv(toInt256(\(value)) - \(remainder), \(divisor))")
    case .spark: return "(\(value) - \(remainder)) DIV \(divisor)"
    }
  }

  /// Hexadecimal digits of the UTF-8 bytes.
  func hex(_ text: String) -> String {
    switch self {
    case .postgresql: "encode(convert_to(\(text), 'UTF8'), 'hex')"
    case .duckdb, .clickhouse, .spark: "hex(\(text))"
    }
  }

  /// The first byte of the MD5 of a text's UTF-8 bytes.
  func bucket(_ text: String) -> String {
    switch self {
    case .postgresql: "get_byte(decode(md5(convert_to(\(text), 'UTF8')), 'hex'), 0)"
    case .duckdb: "CAST('0x' || substr(md5(\(text)), 1, 2) AS INTEGER)"
    case .clickhouse: "reinterpretAsUInt8(substring(MD5(assumeNotNull(\(text))), 1, 1))"
    case .spark: "CAST(conv(substr(md5(\(text)), 1, 2), 16, 10) AS INT)"
    }
  }

  /// Small letters of any script.
  func lower(_ text: String) -> String {
    switch self {
    case .postgresql: "lower(\(text) COLLATE \"und-x-icu\") COLLATE \"C\""
    case .duckdb, .spark: "lower(\(text))"
    case .clickhouse: "lowerUTF8(\(text))"
    }
  }

  /// How many Unicode scalars a text has.
  func characters(_ text: String) -> String {
    switch self {
    case .postgresql, .spark: "char_length(\(text))"
    case .duckdb: "length(\(text))"
    case .clickhouse: "lengthUTF8(\(text))"
    }
  }

  /// The character that stands between the values of a row that has no key.
  var separator: String { self == .clickhouse ? "char(31)" : "chr(31)" }

  /// The least or greatest of values; nulls are passed over.
  func extreme(_ function: String, _ values: [String]) -> String {
    guard self == .clickhouse, values.count > 1 else { return "\(function)(\(values.joined(separator: ", ")))" }
    return values.dropFirst().reduce(values[0]) { a, b in
      "\(function.lowercased())(COALESCE(\(a), \(b)), COALESCE(\(b), \(a)))"
    }
  }

  /// What the engine calls the type of a column.
  func typeName(_ column: String) -> String {
    switch self {
    case .postgresql: "CAST(pg_typeof(\(column)) AS text)"
    case .duckdb, .spark: "typeof(\(column))"
    case .clickhouse: "toTypeName(\(column))"
    }
  }

  /// `-` stands for null in a column of whole numbers that may have none.
  func optional(_ value: String) -> String { "COALESCE(\(text(value)), '-')" }

  /// Whether a text is wholly of a form (a regular expression without look-around).
  func matches(_ text: String, _ form: String) -> String {
    switch self {
    case .postgresql: "\(text) ~ \(literal("^(" + form + ")$"))"
    case .duckdb: "regexp_full_match(\(text), \(literal(form)))"
    case .clickhouse: "match(\(text), \(literal("^(" + form + ")$")))"
    case .spark: "\(text) RLIKE \(literal("^(" + form + ")$"))"
    }
  }

  /// A text with what fits a regular expression replaced; the expression fits at one place.
  func replace(_ text: String, _ form: String, _ new: String) -> String {
    "\(self == .clickhouse ? "replaceRegexpOne" : "regexp_replace")(\(text), \(literal(form)), \(literal(new)))"
  }
}
