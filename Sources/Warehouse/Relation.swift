import Metrics
import Pack

/// The rows of one dataset as common table expressions, and what stands in their columns.
struct Relation {
  /// One `name AS (query)` of a WITH.
  struct Part {
    var name: String
    var query: String
  }

  /// A column by its name in SQL.
  struct Column {
    var name: String
    var type: ColumnType
  }

  var dataset: Dataset
  /// In the order in which they build on each other; the last holds the rows that break no rule.
  var parts: [Part] = []
  /// Own and looked-up columns by the name that expressions use.
  var columns: [String: Column] = [:]
  /// Own columns, sorted by name.
  var own: [String] = []
  /// Columns of moments: the dataset's time first, if it has one, then those that measures name with `at`.
  var times: [(expression: RowExpression, name: String)] = []
  var hasTime: Bool { dataset.time != nil }
  /// Why rows are left out; a row's number in the column `problem` counts from 1, and 0 is none.
  var problems: [String] = []
  /// Row rules with the column that is false where they are broken, and the problem's number where rows are left out.
  var rules: [(name: String, column: String, problem: Int?, before: Int)] = []
  /// Conditions over the row `s` under which one of its times was shown twice by the clock.
  var repeated: [String] = []
  /// Types the engine must have for the columns, to be checked first; none for files of texts.
  var typed: [(column: String, source: String, wanted: ColumnFamily.Wanted)] = []
  /// What the source is, after FROM.
  var source = ""
  /// A query for the number of rows that a roll-up could not group.
  var ungrouped: String?

  static let problem = "row problem"
  static let time = "row time"
  static let cluster = "row cluster"

  /// The rows with their problem.
  var checked: String { "\(dataset.name) checked" }
  /// The rows without one.
  var good: String { "\(dataset.name) good" }

  /// The column of the time that a measure is read at.
  func time(_ measure: Measure) -> String {
    let wanted = measure.at ?? dataset.time
    return times.first { $0.expression == wanted }?.name ?? Self.time
  }
}
