import Diagnostics
public import Engines
public import Pack

/// Runs each dataset's part of a plan where its rows lie: tables in their warehouse, through its client, and all else by
/// the engine that reads files. A pack without a warehouse is left to that engine as a whole.
///
/// Sums from a warehouse are never kept for the next run: nothing tells whether a table has changed.
public struct WarehouseEngine: Engine {
  private let files: any Engine
  private let progress: @Sendable (Int, Int) -> Void

  /// - Parameters:
  ///   - files: reads the datasets that no warehouse holds.
  ///   - progress: takes how many statements are done, of how many.
  public init(files: any Engine, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) {
    self.files = files
    self.progress = progress
  }

  /// Runs the plan; see `Engine`. A lookup from one warehouse into another, or between a warehouse and files, is refused.
  public func run(_ plan: Plan, on pack: Pack) throws -> SumTable {
    let homes = Self.homes(of: pack)
    guard homes.values.contains(where: { $0 != nil }) else { return try files.run(plan, on: pack) }
    // Packs are checked as they are loaded; here one may be read by other warehouses than it names.
    let findings = pack.datasets.flatMap { pack.datasets.farLookups(of: $0) }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    var table = SumTable(
      views: plan.views.map { ViewSums(width: $0.slots.count, cells: [:]) },
      durations: plan.durations.map { _ in Durations() }, distinct: plan.distinct.map { _ in DistinctCounts() },
      quality: [])
    var left = pack.datasets.map(\.name)
    while let first = left.first {
      let home = homes[first] ?? nil
      let group = Set(left.filter { (homes[$0] ?? nil) == home })
      left.removeAll { group.contains($0) }
      let share = PlanShare(of: plan, pack: pack, datasets: group)
      guard !share.isEmpty else { continue }
      share.put(try home.map { try run(share.plan, on: pack, in: $0) } ?? files.run(share.plan, on: pack), into: &table)
    }
    let order = Dictionary(pack.datasets.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    table.quality.sort { order[$0.dataset, default: 0] < order[$1.dataset, default: 0] }
    return table
  }

  private func run(_ plan: Plan, on pack: Pack, in warehouse: Warehouse) throws -> SumTable {
    let statements = try statements(for: plan, on: pack, dialect: warehouse.dialect)
    var reader = SumTableReader(plan: plan, pack: pack)
    let session = WarehouseSession(pack: pack, warehouse: warehouse, progress: progress)
    let lists = statements.prefix { if case .columns = $0.purpose { true } else { false } }
    try session.run(statements) { line, statement throws(DiagnosticError) in
      try reader.add(line, of: statement)
    } finished: { statement throws(DiagnosticError) in
      // All that is wrong with any table at once, before anything is counted.
      if statement == lists.last { try reader.checkColumns(warehouse.dialect) }
    }
    return reader.table()
  }

  /// The warehouse of each dataset, nil for files.
  static func homes(of pack: Pack) -> [String: Warehouse?] {
    Dictionary(pack.datasets.map { ($0.name, pack.datasets.home(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }
}
