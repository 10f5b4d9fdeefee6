public import Diagnostics
public import Rows

/// A key that more than one row of a dataset has.
public struct DuplicateKey: Sendable, Hashable {
  /// Its bytes.
  public var key: [UInt8]
  /// The earliest row that has it.
  public var first: Place
  /// The next row that has it.
  public var second: Place

  /// Duplicates made known at most: a wrong key column would give one per row.
  public static let listed = 20

  /// The finding; `location` gives file and line of a place.
  public func diagnostic(
    dataset: String, key name: String, location: (Place) -> (file: String, line: Int)
  ) -> Diagnostic {
    let (a, b) = (location(first), location(second))
    return Diagnostic(
      .error, "duplicate-key",
      "Key `\(excerpt(key))` of dataset `\(dataset)` stands on \(a.file):\(a.line) and on \(b.file):\(b.line)",
      at: .init(file: b.file, line: b.line),
      explanation: "Every figure would count these rows twice",
      remedy: "Keep one row per `\(name)`, or name the right key")
  }
}
