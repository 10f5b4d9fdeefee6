/// A dataset that the library's measures count and sum, with the meaning of its columns.
public struct LibraryContract: Sendable {
  /// A column of the dataset.
  public struct Column: Sendable {
    /// As in expressions of the library.
    public var name: String
    /// As in `columns:` of a pack.
    public var type: String
    /// The unit of its numbers, in library units; nil: none.
    public var unit: String?
    /// Whether each row must have a value.
    public var required: Bool
    /// In plain words.
    public var meaning: String
    /// The entry of `columns:` without the meaning.
    var entry: ConfigEntry
  }

  /// Its name in the library.
  public var name: String
  /// What a row is, in plain words.
  public var about: String
  /// The noun of one row, singular.
  public var noun: String
  /// In the order of the file.
  public var columns: [Column]
  /// The keys of a dataset besides `columns`, as written.
  var entries: [ConfigEntry]
  /// For its place in the library.
  var node: ConfigNode

  /// The column of a name.
  public func column(_ name: String) -> Column? { columns.first { $0.name == name } }

  /// The library's dataset that a lookup leads to.
  func target(ofLookup name: String) -> String? {
    guard case .mapping(let lookups)? = entries.first(where: { $0.name == "lookup" })?.value.content,
      case .mapping(let keys)? = lookups.first(where: { $0.name == name })?.value.content
    else { return nil }
    return keys.first { $0.name == "to" }?.value.plainText
  }

  /// A key's text as written.
  func text(_ key: String) -> String? { entries.first { $0.name == key }?.value.plainText }
}
