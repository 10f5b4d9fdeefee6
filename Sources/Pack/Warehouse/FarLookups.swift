public import Diagnostics
import Metrics

extension [Dataset] {
  /// The warehouse in which the rows of a dataset lie, nil for what is read here; a roll-up is where the rows lie that it
  /// is made of.
  public func home(of dataset: Dataset) -> Warehouse? {
    guard case .rollup(let source, _, _) = dataset.source else { return dataset.warehouse }
    return first { $0.name == source }?.warehouse
  }

  /// A finding for each lookup of a dataset into rows that lie elsewhere: no program joins rows of two engines.
  ///
  /// - Parameter place: where a lookup stands, by its name; the dataset's place where it is nil.
  public func farLookups(
    of dataset: Dataset, at place: (String) -> Diagnostic.Location? = { _ in nil }
  ) -> [Diagnostic] {
    dataset.lookups.compactMap { lookup -> Diagnostic? in
      guard let target = first(where: { $0.name == lookup.dataset }) else { return nil }
      let (own, other) = (home(of: dataset), home(of: target))
      guard own != other else { return nil }
      return Diagnostic(
        .error, "far-lookup",
        "The lookup `\(lookup.name)` leads from `\(dataset.name)`, which \(Self.words(own)), to `\(target.name)`, which "
          + Self.words(other, beside: own),
        at: place(lookup.name)
          ?? .init(file: dataset.location.file, line: dataset.location.line, column: dataset.location.column),
        explanation: "Rows are joined where they lie: by one warehouse, or here, where files are read",
        remedy: Self.remedy(dataset, own, target, other))
    }
  }

  private static func words(_ home: Warehouse?, beside own: Warehouse? = nil) -> String {
    guard let home else { return "is read from files" }
    guard let own, own.dialect == home.dialect else { return "lies in \(home.dialect.title)" }
    return own.command == home.command
      ? "has another `timeout`, and so a session of its own" : "lies in another \(home.dialect.title)"
  }

  private static func remedy(_ dataset: Dataset, _ own: Warehouse?, _ target: Dataset, _ other: Warehouse?) -> String {
    if let own, let other, own.dialect == other.dialect, own.command == other.command {
      return "Give both the same `timeout`"
    }
    let warehouse = [own, other].compactMap { $0 }.first { $0.dialect == .duckdb }
    let isFile = [(dataset, own), (target, other)].contains { dataset, home in
      guard home == nil, case .files = dataset.source else { return false }
      return true
    }
    if warehouse != nil, isFile {
      return
        "Give the one that is files the other's `warehouse`, as DuckDB reads files too; or load both into one warehouse"
    }
    return "Load both datasets into one warehouse, or export both to files"
  }
}
