import Diagnostics
import Engines
import Pack

@testable import Warehouse

/// Several packs over tables of one database, asked in one session of its client: Spark takes minutes to get going.
enum OneSession {
  /// The sums of each pack's plan, in order.
  static func tables(_ asked: [(twins: Twins, plan: Plan)]) throws -> [SumTable] {
    guard let first = asked.first?.twins.tables, let warehouse = first.datasets.first?.warehouse else { return [] }
    var readers = asked.map { SumTableReader(plan: $0.plan, pack: $0.twins.tables) }
    var owners: [Statement: Int] = [:]
    var all: [Statement] = []
    for (index, one) in asked.enumerated() {
      let own = try statements(for: one.plan, on: one.twins.tables, dialect: warehouse.dialect)
      for statement in own { owners[statement] = index }
      all += own
    }
    try WarehouseSession(pack: first, warehouse: warehouse).run(all) { line, statement throws(DiagnosticError) in
      try readers[owners[statement] ?? 0].add(line, of: statement)
    }
    return readers.map { $0.table() }
  }
}
