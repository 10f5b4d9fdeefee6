public import Diagnostics
import Metrics
public import Pack

/// Columns that a pack names and a table does not have.
public struct MissingColumns {
  private let missing: [String]
  private let dataset: Dataset
  private let columns: [String]

  /// - Parameters:
  ///   - missing: the columns, at least one.
  ///   - columns: those that the table has.
  public init(_ missing: [String], of dataset: Dataset, having columns: [String]) {
    (self.missing, self.dataset, self.columns) = (missing, dataset, columns)
  }

  /// One finding for all of them, where the dataset stands, with the names that may be meant.
  public var finding: Diagnostic {
    Diagnostic(
      .error, "missing-column",
      "\(missing.count == 1 ? "Column \(list(missing)) is" : "Columns \(list(missing)) are") not in \(source)",
      at: place, explanation: "It has \(list(columns))", remedy: remedy)
  }

  private var place: Diagnostic.Location {
    .init(file: dataset.location.file, line: dataset.location.line, column: dataset.location.column)
  }

  private var remedy: String {
    let nearest = missing.compactMap { nearestName(to: $0, among: columns) }
    return nearest.isEmpty
      ? "Correct the name in the pack, or read a view that has the column" : "Did you mean \(list(nearest))?"
  }

  private var source: String {
    switch dataset.source {
    case .table(let name), .sqlite(_, let name): "the table `\(shown(name))` of dataset `\(dataset.name)`"
    case .files, .rollup: "the files of dataset `\(dataset.name)`"
    }
  }

  private func list(_ names: [String]) -> String {
    names.prefix(20).map { "`\(shown($0))`" }.joined(separator: ", ")
      + (names.count > 20 ? " and \(names.count - 20) more" : "")
  }

  /// A name as a whole, as names that are nearly the same differ at their ends.
  private func shown(_ name: String) -> String {
    let scalars = Array(name.unicodeScalars.prefix(63))
    return stride(from: 0, to: scalars.count, by: 20).map { start in
      excerpt(String(String.UnicodeScalarView(scalars[start..<min(start + 20, scalars.count)])))
    }.joined()
  }
}
