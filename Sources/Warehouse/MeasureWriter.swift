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
    guard case .survival(let start, _, _, _) = measure.aggregate else { return [] }
    var known: [String] = []
    if relation.hasTime { known.append("\(dialect.column("s", Relation.time)) < \(pack.asOf)") }
    if let condition = measure.condition { known.append(try writer.condition(condition)) }
    let (from, to) = (try writer.write(start).sql, try firstEnd(measure))
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

  /// Whether and how what a row measures had ended by `as_of`, as the code of an `Ending`.
  func ending(_ measure: Measure) throws(DiagnosticError) -> String {
    guard case .survival(_, let end, let competing, _) = measure.aggregate else { return "1" }
    let first = try firstEnd(measure)
    guard !competing.isEmpty else { return "CASE WHEN \(first) <= \(pack.asOf) THEN 1 ELSE 0 END" }
    var cases = "CASE WHEN \(first) <= \(pack.asOf) THEN CASE"
    // Of ends at one time, the one named first counts.
    for (index, end) in ([end] + competing.dropLast()).enumerated() {
      cases += " WHEN \(try writer.write(end).sql) = \(first) THEN \(index + 1)"
    }
    return cases + " ELSE \(competing.count + 1) END ELSE 0 END"
  }

  /// When what a row measures ended first; null where it did not.
  private func firstEnd(_ measure: Measure) throws(DiagnosticError) -> String {
    guard case .survival(_, let end, let competing, _) = measure.aggregate else { return "NULL" }
    let expression = competing.isEmpty ? end : .call(.least, [end] + competing)
    return try writer.write(expression).sql
  }

  private func plainValue(_ measure: Measure) throws(DiagnosticError) -> String {
    switch measure.aggregate {
    case .count, .distinct: return "1"
    case .sum(let value): return try writer.write(value).sql
    case .quantile(let value, let resolution):
      return "(\(dialect.floorDivide(try writer.write(value).sql, resolution)))"
    case .survival(let start, _, _, let resolution):
      let (from, to) = (try writer.write(start).sql, try firstEnd(measure))
      let last = "CASE WHEN \(to) < \(pack.asOf) THEN \(to) ELSE \(pack.asOf) END"
      return "(\(dialect.floorDivide("(\(dialect.arithmetic("-", "(\(last))", from)))", resolution)))"
    }
  }
}
