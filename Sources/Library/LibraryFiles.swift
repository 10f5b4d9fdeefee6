/// The built-in KPI library: YAML files carried inside the binary. What they hold is read by the target `Pack`.
public enum LibraryFiles {
  /// A file of the library.
  public struct File: Sendable {
    /// Its name, for findings: `kpis-board.yaml`.
    public let name: String
    /// Its content in UTF-8.
    public let bytes: [UInt8]
  }

  /// Measures and KPIs, in the order in which sections are shown.
  public static let kpis = [
    File(name: "kpis-board.yaml", bytes: PackageResources.kpis_board_yaml),
    File(name: "kpis-conversations.yaml", bytes: PackageResources.kpis_conversations_yaml),
    File(name: "kpis-customers.yaml", bytes: PackageResources.kpis_customers_yaml),
    File(name: "kpis-money.yaml", bytes: PackageResources.kpis_money_yaml),
    File(name: "kpis-trust.yaml", bytes: PackageResources.kpis_trust_yaml),
  ]

  /// The datasets that KPIs are computed from, with their columns.
  public static let contracts = File(name: "contracts.yaml", bytes: PackageResources.contracts_yaml)
}
