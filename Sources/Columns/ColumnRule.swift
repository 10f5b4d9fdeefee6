/// What the values of a column must satisfy besides their type; nulls satisfy every rule.
public enum ColumnRule: Sendable, Hashable {
  /// One of these spellings. Numbers are compared by value.
  case allowed([String])
  /// Numbers as integers of 10^-scale, timestamps in seconds UTC; both ends belong to it, nil leaves an end open.
  case range(low: Int64?, high: Int64?)
  /// Characters (Unicode scalars) of a text; nil leaves an end open.
  case length(low: Int?, high: Int?)
}
