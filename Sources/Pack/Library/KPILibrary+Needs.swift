import Metrics

extension KPILibrary {
  /// A column that a KPI reads.
  public struct NeededColumn: Sendable {
    /// The dataset of the library.
    public var dataset: String
    /// As in expressions; `customer.tier` through a lookup.
    public var name: String
    /// As declared.
    public var column: LibraryContract.Column
  }

  /// The columns behind a KPI, by dataset in the order of the library, then in order of appearance.
  public func columns(of kpi: KPI) -> [NeededColumn] {
    var found: [NeededColumn] = []
    for measure in parts(of: kpi).measures {
      guard let contract = contract(measure.dataset) else { continue }
      for name in measure.columnsUsed where !found.contains(where: { $0.dataset == contract.name && $0.name == name }) {
        guard let column = column(name, of: contract) else { continue }
        found.append(NeededColumn(dataset: contract.name, name: name, column: column))
      }
    }
    return contracts.flatMap { contract in found.filter { $0.dataset == contract.name } }
  }

  /// The datasets behind a KPI, in the order of the library.
  public func datasets(of kpi: KPI) -> [LibraryContract] {
    let names = Set(parts(of: kpi).measures.map(\.dataset))
    return contracts.filter { names.contains($0.name) }
  }

  /// The figures a pack must supply for a KPI and those it is built from, each once.
  public func inputs(of kpi: KPI) -> [KPI.Input] {
    var seen: Set<String> = []
    return ([kpi] + parts(of: kpi).kpis).flatMap(\.inputs).filter { seen.insert($0.name).inserted }
  }

  /// The cohorts a pack must have for a KPI and those it is built from, each once.
  public func cohorts(of kpi: KPI) -> [String] {
    var seen: Set<String> = []
    return ([kpi] + parts(of: kpi).kpis).flatMap { [$0.cohort].compactMap(\.self) + $0.formula.cohorts }
      .filter { seen.insert($0).inserted }
  }

  func column(_ name: String, of contract: LibraryContract) -> LibraryContract.Column? {
    guard let dot = name.firstIndex(of: ".") else { return contract.column(name) }
    return contract.target(ofLookup: String(name[..<dot])).flatMap { self.contract($0) }?
      .column(String(name[name.index(after: dot)...]))
  }
}
