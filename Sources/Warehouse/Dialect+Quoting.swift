import Pack

extension Dialect {
  /// A name, whatever it holds.
  func name(_ text: String) -> String {
    switch self {
    case .postgresql, .duckdb: "\"" + text.escaping(["\"": "\"\""]) + "\""
    case .clickhouse: "\"" + text.escaping(["\"": "\\\"", "\\": "\\\\"]) + "\""
    case .spark: "`" + text.escaping(["`": "``"]) + "`"
    }
  }

  /// A column of a relation that stands under another name.
  func column(_ relation: String, _ text: String) -> String { "\(relation).\(name(text))" }

  /// A table as `schema.table`.
  func table(_ path: String) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false).map { name(String($0)) }.joined(separator: ".")
  }

  /// A text literal, whatever it holds.
  func literal(_ text: String) -> String {
    switch self {
    // Read alike whether or not the server takes backslashes for escapes.
    case .postgresql:
      text.utf8.contains(UInt8(ascii: "\\"))
        ? "E'" + text.escaping(["'": "''", "\\": "\\\\"]) + "'" : "'" + text.escaping(["'": "''"]) + "'"
    case .duckdb: "'" + text.escaping(["'": "''"]) + "'"
    case .clickhouse: "'" + text.escaping(["'": "\\'", "\\": "\\\\"]) + "'"
    // spark-sql puts variables in for `${…}`, inside of texts as well, and reads a carriage return as the end of a line.
    case .spark: "'" + text.escaping(["'": "\\'", "\\": "\\\\", "{": "\\{", "\r": "\\r"]) + "'"
    }
  }

  /// A pattern of LIKE in which only `%` and `_` mean more than themselves.
  func pattern(_ text: String) -> String {
    switch self {
    case .duckdb: literal(text)
    case .postgresql, .clickhouse, .spark: literal(text.escaping(["\\": "\\\\"]))
    }
  }

  /// A comparison of a text with a pattern.
  func like(_ text: String, _ wanted: String, negated: Bool) -> String {
    "\(text)\(negated ? " NOT" : "") LIKE \(pattern(wanted))"
  }
}

extension String {
  /// By Unicode scalars, so that a quote hidden in a grapheme cluster is found.
  func escaping(_ replacements: [Unicode.Scalar: String]) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let replacement = replacements[scalar] {
        result.append(contentsOf: replacement.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Every line but the first moved to the right.
  func indented(by count: Int) -> String {
    let pad = String(repeating: " ", count: count)
    return split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + pad)
  }
}
