import Metrics
import Pack

/// What makes a value of a column bad, as conditions.
struct ColumnFaults {
  let dialect: Dialect
  let column: Column

  func list(raw: String, value: String, complaint: String?) -> [(condition: String, problem: String)] {
    var faults: [(condition: String, problem: String)] = []
    func add(_ condition: String, _ problem: String) { faults.append((condition, "\(column.name): \(problem)")) }
    if column.required { add("\(raw) IS NULL", "required value is missing") }
    if let complaint { add("\(raw) IS NOT NULL AND \(value) IS NULL", complaint) }
    let rules = column.rules
    if !rules.values.isEmpty {
      let allowed: [String]
      if case .number = column.type {
        allowed = rules.numbers.map(String.init)
      } else {
        allowed = rules.values.map(dialect.literal)
      }
      if column.type != .boolean, column.type != .timestamp {
        add("\(value) NOT IN (\(allowed.joined(separator: ", ")))", "not an allowed value")
      }
    }
    let hasOrder = column.type != .text && column.type != .boolean
    if let low = rules.minimum, hasOrder { add("\(value) < \(low.value)", "below \(low.text)") }
    if let high = rules.maximum, hasOrder { add("\(value) > \(high.value)", "above \(high.text)") }
    if column.type == .text {
      let length = dialect.characters(value)
      if let low = rules.minimumLength {
        add("\(length) < \(low)", "shorter than \(low) character\(low == 1 ? "" : "s")")
      }
      if let high = rules.maximumLength {
        add("\(length) > \(high)", "longer than \(high) character\(high == 1 ? "" : "s")")
      }
    }
    return faults
  }
}
