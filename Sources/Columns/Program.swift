/// Row expressions compiled to nodes without names: columns are slots, decimals have common scales.
///
/// Nodes refer to nodes before them. Equal parts of expressions are one node, computed once for a block.
public struct Program: Sendable {
  enum Comparison: Sendable, Hashable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }
  enum Arithmetic: Sendable, Hashable { case plus, minus, times }

  enum Node: Sendable, Hashable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case text([UInt8])
    case slot(Int32)
    case not(Int32)
    case and(Int32, Int32)
    case or(Int32, Int32)
    case compareIntegers(Comparison, Int32, Int32, scale: Int64, scaleOther: Int64)
    case compareTexts(Comparison, Int32, Int32)
    case compareBooleans(Comparison, Int32, Int32)
    case arithmetic(Arithmetic, Int32, Int32)
    case scaled(Int32, by: Int64)
    case isNull(Int32, negated: Bool)
    case like(Int32, pattern: [UInt8])
    case lower(Int32)
    case abs(Int32)
    case coalesce([Int32])
    /// Nulls are passed over, as PostgreSQL, DuckDB and Spark do.
    case extreme([Int32], greatest: Bool)
    /// floor((second - first) / divisor)
    case difference(Int32, Int32, divisor: Int64)
    case cases([Int32], values: [Int32], otherwise: Int32)
  }

  var nodes: [Node] = []

  /// A program without expressions.
  public init() {}
}
