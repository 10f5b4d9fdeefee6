public import Diagnostics
import Library
import Metrics

/// The built-in KPI library as read from its files.
public struct KPILibrary: Sendable {
  /// What the catalogue names and a formula cannot be.
  public struct NotMetric: Sendable {
    /// As the catalogue calls it.
    public var name: String
    /// Why it is no metric, and where it lives instead.
    public var why: String
  }

  /// By section, then in the order of the files.
  public internal(set) var kpis: [KPI] = []
  /// By name.
  public internal(set) var measures: [String: LibraryMeasure] = [:]
  /// In the order of the file.
  public internal(set) var contracts: [LibraryContract] = []
  /// In the order of the files.
  public internal(set) var notMetrics: [NotMetric] = []
  /// What is wrong with the files; empty for the library as shipped.
  public internal(set) var findings: [Diagnostic] = []

  /// The library that the program carries, read at the first use.
  public static let builtIn = LibraryReader.read(
    kpis: LibraryFiles.kpis.map { ($0.name, $0.bytes) },
    contracts: (LibraryFiles.contracts.name, LibraryFiles.contracts.bytes))

  /// The KPI of a name.
  public subscript(_ name: String) -> KPI? { positions[name].map { kpis[$0] } }

  /// The dataset of a name.
  public func contract(_ name: String) -> LibraryContract? { contracts.first { $0.name == name } }

  /// Where each KPI stands in `kpis`.
  var positions: [String: Int] = [:]

  /// The measures behind a KPI and the KPIs it is built from, each once, in order of appearance.
  public func parts(of kpi: KPI) -> (measures: [LibraryMeasure], kpis: [KPI]) {
    var found: (measures: [LibraryMeasure], kpis: [KPI]) = ([], [])
    var seen: Set<String> = [kpi.name]
    func visit(_ kpi: KPI) {
      for name in kpi.formula.names where seen.insert(name).inserted {
        if let measure = measures[name] {
          found.measures.append(measure)
        } else if let inner = self[name] {
          found.kpis.append(inner)
          visit(inner)
        }
      }
    }
    visit(kpi)
    return found
  }
}
