import Metrics

/// A measure of the library over one of its datasets.
public struct LibraryMeasure: Sendable {
  /// Its name in formulas.
  public var name: String
  /// The dataset of the library whose rows are summed.
  public var dataset: String
  /// The keys as written, in order; those that hold row expressions carry them.
  var keys: [Key]
  /// For its place in the library.
  var node: ConfigNode

  struct Key: Sendable {
    var name: String
    var value: ConfigNode
    /// nil for keys that hold something else.
    var expression: RowExpression?
    /// Whether the value names the dataset.
    var isDataset = false
  }

  /// Columns of the dataset by name, each once, in order of appearance; `customer.tier` is one through a lookup.
  public var columnsUsed: [String] {
    var names: [String] = []
    for key in keys {
      for name in key.expression?.columnsUsed ?? [] where !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// What is computed, in the words of the pack: `count: sessions, where: handed_off`.
  public var text: String {
    keys.map { "\($0.name): \($0.expression?.description ?? $0.value.plainText ?? "")" }.joined(separator: ", ")
  }
}
