import Metrics
import Pack

/// A row expression as SQL, over columns in canonical form: texts, booleans, and whole numbers of 64 bits.
struct SQLValue {
  /// Binds tightly: a name, a literal, a call, or in parentheses.
  var sql: String
  /// nil for NULL.
  var type: ColumnType?
  /// The whole number of 10^-scale that a number literal stands for.
  var constant: Int64?

  init(_ sql: String, _ type: ColumnType?, constant: Int64? = nil) {
    (self.sql, self.type, self.constant) = (sql, type, constant)
  }

  /// The text that a key is told apart by: texts unchanged, numbers in minimal decimal; null for null.
  func keyText(_ dialect: Dialect) -> String {
    guard case .number(let scale)? = type, scale > 0 else { return plainText(dialect) }
    // The digits with leading zeros, a point before the decimals, and without the zeros and the point at the end.
    let digits = dialect.replace(dialect.text(sql), "^-", "")
    let most = "greatest(\(dialect.characters(digits)), \(scale + 1))"
    let size = dialect == .clickhouse ? most : "CAST(\(most) AS INTEGER)"
    let padded = "lpad(\(digits), \(size), '0')"
    let pointed = dialect.replace(padded, "^(.*)(.{\(scale)})$", dialect == .spark ? "$1.$2" : "\\1.\\2")
    return "(CASE WHEN \(sql) < 0 THEN '-' ELSE '' END || \(dialect.replace(pointed, "[.]?0*$", "")))"
  }

  /// The text of the value in canonical form: of a number without its point.
  func plainText(_ dialect: Dialect) -> String {
    switch type {
    case .text: sql
    case .boolean: "(CASE WHEN \(sql) THEN 'true' WHEN NOT \(sql) THEN 'false' END)"
    default: dialect.text(sql)
    }
  }
}
