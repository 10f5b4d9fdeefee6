import Diagnostics
import Metrics
import Pack

/// Writes what a row adds to a measure.
struct MeasureWriter {
  let dialect: Dialect
  let pack: Pack
  let relation: Relation
  /// Over the row `s`.
  let writer: ExpressionWriter

  /// Why rows are bad by what a survival measure says of them; only rows that `as_of` does not cut off are asked.
  func faults(_ measure: Measure) throws(DiagnosticError) -> [(condition: String, problem: String)] {
    guard case .survival(let start, let end, _) = measure.aggregate else { return [] }
    var known: [String] = []
    if relation.hasTime { known.append("\(dialect.column("s", Relation.time)) < \(pack.asOf)") }
    if let condition = measure.condition { known.append(try writer.condition(condition)) }
    let (from, to) = (try writer.write(start).sql, try writer.write(end).sql)
    return [
      ((known + ["\(from) > \(pack.asOf)"]).joined(separator: " AND "), "\(measure.name): starts after as_of"),
      ((known + ["\(to) < \(from)"]).joined(separator: " AND "), "\(measure.name): ends before it starts"),
    ]
  }

  /// The conditions under which a row counts, its value apart.
  private func conditions(_ measure: Measure, isMature: Bool) throws(DiagnosticError) -> [String] {
    var conditions: [String] = []
    if let condition = measure.condition { conditions.append(try writer.condition(condition)) }
    if let days = measure.matureDays {
      let time = dialect.column("s", relation.time(measure))
      conditions.append("\(time) \(isMature ? "<=" : ">") \(pack.asOf - Int64(days) * 86_400)")
    }
    return conditions
  }

  /// The value of a row that counts, else null.
  func value(_ measure: Measure) throws(DiagnosticError) -> String {
    let plain = try plainValue(measure)
    let conditions = try conditions(measure, isMature: true)
    return conditions.isEmpty ? plain : "CASE WHEN \(conditions.joined(separator: " AND ")) THEN \(plain) END"
  }

  /// Whether every row whose time is known counts.
  func countsAll(_ measure: Measure) -> Bool {
    guard measure.condition == nil, measure.matureDays == nil else { return false }
    switch measure.aggregate {
    case .count, .distinct: return true
    default: return false
    }
  }

  /// Whether a row would count, had its window passed.
  func isImmature(_ measure: Measure) throws(DiagnosticError) -> String {
    var conditions = try conditions(measure, isMature: false)
    switch measure.aggregate {
    case .count, .distinct: break
    default: conditions.append("\(try plainValue(measure)) IS NOT NULL")
    }
    return conditions.joined(separator: " AND ")
  }

  /// Whether what a row measures had ended by `as_of`.
  func isClosed(_ measure: Measure) throws(DiagnosticError) -> String {
    guard case .survival(_, let end, _) = measure.aggregate else { return "1" }
    return "CASE WHEN \(try writer.write(end).sql) <= \(pack.asOf) THEN 1 ELSE 0 END"
  }

  private func plainValue(_ measure: Measure) throws(DiagnosticError) -> String {
    switch measure.aggregate {
    case .count, .distinct: return "1"
    case .sum(let value): return try writer.write(value).sql
    case .quantile(let value, let resolution):
      return "(\(dialect.floorDivide(try writer.write(value).sql, resolution)))"
    case .survival(let start, let end, let resolution):
      let (from, to) = (try writer.write(start).sql, try writer.write(end).sql)
      let last = "CASE WHEN \(to) < \(pack.asOf) THEN \(to) ELSE \(pack.asOf) END"
      return "(\(dialect.floorDivide("(\(dialect.arithmetic("-", "(\(last))", from)))", resolution)))"
    }
  }
}
