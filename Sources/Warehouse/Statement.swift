/// One SQL query over the datasets of a pack, and how its result is read.
public struct Statement: Sendable, Hashable {
  /// What the rows of the result say.
  public enum Purpose: Sendable, Hashable {
    /// A row per column that the table or file has: its name, and the engine's name for its type.
    case columns(dataset: String)
    /// One row: the engine's name for the type of each column that is read.
    case columnTypes(dataset: String)
    /// One row: how many values of a unique column stand twice, and the first of them.
    case uniqueKey(dataset: String, column: String)
    /// One row: the control totals.
    case quality(dataset: String)
    /// A row per value of a segment: the value, and how many rows have it.
    case segment(dataset: String, name: String)
    /// A row per cell of a view of the plan, by index; several statements may give parts of one cell.
    case view(Int)
    /// A row per atom, arm, segment value and length of a distribution of the plan, by index.
    case durations(Int)
    /// A row per period, arm and segment value of a distinct count of the plan, by index.
    case distinct(Int)
  }

  /// A column of the result.
  public struct Field: Sendable, Hashable {
    /// How it is written.
    public enum Kind: Sendable, Hashable {
      /// Digits with a sign; `-` for null.
      case integer
      /// The hexadecimal digits of UTF-8 bytes: nothing for the empty text, `-` for null.
      case hexText
    }
    /// As in the statement.
    public var name: String
    /// How it is written.
    public var kind: Kind
    /// A column by name.
    public init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// What the rows of the result say.
  public var purpose: Purpose
  /// The dataset whose rows are counted.
  public var dataset: String
  /// One query without a semicolon. Files are named as the pack names them: relative to its folder.
  public var sql: String
  /// Columns of the result, in order.
  public var fields: [Field]

  /// One common table expression of the statement.
  struct Step: Sendable, Hashable {
    var name: String
    var query: String
  }

  /// The common table expressions before the query, in order; none where it needs none.
  var steps: [Step] = []
  /// The query after them.
  var query = ""

  /// A statement made from parts.
  public init(purpose: Purpose, dataset: String, sql: String, fields: [Field]) {
    self.purpose = purpose
    self.dataset = dataset
    self.sql = sql
    self.fields = fields
  }
}
