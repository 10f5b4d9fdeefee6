public import Engines
public import Pack

/// The statements of a plan over a whole pack, each in the form of SQL of the warehouse its rows lie in.
public struct PackStatements: Sendable {
  /// A statement and the form it is written in.
  public struct Entry: Sendable, Hashable {
    /// The form of SQL.
    public var dialect: Dialect
    /// What is run, and what for.
    public var statement: Statement
    /// In words: what the statement gives, of which dataset, divided by what.
    public var title: String
  }

  /// In the order of the pack's datasets, and of the plan within.
  public let entries: [Entry]

  /// - Parameters:
  ///   - dialect: writes all of them in one form; nil: each in that of its warehouse, DuckDB's for files.
  ///   - isForReading: names the calendar's zone instead of the table of its changes.
  ///
  /// Where no warehouse reads a file, DuckDB's form reads the file, and the others a table of the dataset's name.
  /// Throws a `DiagnosticError` for what SQL cannot read.
  public init(for plan: Plan, on pack: Pack, dialect: Dialect? = nil, isForReading: Bool = false) throws {
    let homes = WarehouseEngine.homes(of: pack)
    var entries: [Entry] = []
    var left = pack.datasets.map(\.name)
    while let first = left.first {
      let home = homes[first] ?? nil
      let group = Set(left.filter { dialect != nil || (homes[$0] ?? nil) == home })
      left.removeAll { group.contains($0) }
      let share = PlanShare(of: plan, pack: pack, datasets: group)
      guard !share.isEmpty else { continue }
      let form = dialect ?? home?.dialect ?? .duckdb
      entries += try statements(
        for: share.plan, on: Self.named(pack, in: form), dialect: form, isForReading: isForReading
      ).map {
        Entry(dialect: form, statement: $0, title: Self.title($0, share.plan))
      }
    }
    self.entries = entries
  }

  /// Files that no client reads stand for tables that they were loaded into.
  private static func named(_ pack: Pack, in form: Dialect) -> Pack {
    var pack = pack
    for (index, dataset) in pack.datasets.enumerated() {
      switch dataset.source {
      case .sqlite: pack.datasets[index].source = .table(dataset.name)
      case .files where form != .duckdb: pack.datasets[index].source = .table(dataset.name)
      default: break
      }
    }
    return pack
  }

  private static func title(_ statement: Statement, _ plan: Plan) -> String {
    func divided(_ cohort: String?, _ segment: String?, _ bucketed: Bool = false) -> String {
      let cuts = [cohort, segment].compactMap { $0 } + (bucketed ? ["bucket"] : [])
      return cuts.isEmpty ? "" : " by \(cuts.joined(separator: ", "))"
    }
    let text: String
    switch statement.purpose {
    case .view(let index) where plan.views.indices.contains(index):
      let view = plan.views[index]
      text = "sums of `\(view.dataset)`\(divided(view.cohort, view.segment, view.bucketed))"
    case .durations(let index) where plan.durations.indices.contains(index):
      let view = plan.durations[index]
      text = "distribution of `\(view.measure)`\(divided(view.cohort, view.segment))"
    case .distinct(let index) where plan.distinct.indices.contains(index):
      let view = plan.distinct[index]
      text = "distinct clusters of `\(view.measure)`\(divided(view.cohort, view.segment))"
    default: text = statement.purpose.words
    }
    // A title stands in a comment of one line.
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
