public import Diagnostics
public import Engines
import Metrics
public import Pack

/// Builds a sum table from the results of statements, row by row; whatever is not as announced is a diagnostic.
///
/// A row is a line of fields between tabs. A cell may come in parts, which are added up.
public struct SumTableReader: Sendable {
  let plan: Plan
  let pack: Pack
  /// With the segment's values as `Spelling` writes them, until all are known.
  var views: [[SumTable.Key: [Int128]]]
  /// Likewise.
  var durations: [[Durations.Key: Int64]]
  var distinct: [[DistinctCounts.Key: Int64]]
  /// Rows per value, by dataset and segment.
  var segments: [String: [String: [[UInt8]: Int]]] = [:]
  var quality: [String: DatasetQuality] = [:]
  /// The columns that each dataset's table or file has.
  var columns: [String: [(name: String, type: String)]] = [:]

  /// Of the results of a plan's statements over a pack.
  public init(plan: Plan, pack: Pack) {
    (self.plan, self.pack) = (plan, pack)
    views = plan.views.map { _ in [:] }
    durations = plan.durations.map { _ in [:] }
    distinct = plan.distinct.map { _ in [:] }
  }

  /// Takes one row of a statement's result.
  ///
  /// Throws where the row is not of the announced form, and for what stops a build: a key that stands twice, a dataset
  /// without rows, a column of a type that cannot be read exactly.
  public mutating func add(_ line: some StringProtocol, of statement: Statement) throws(DiagnosticError) {
    var row = ResultRow(statement, try ResultRow.values(of: line, in: statement))
    switch statement.purpose {
    case .columns(let name):
      columns[name, default: []].append((try row.text(), try row.text()))
    case .columnTypes(let name): try check(types: &row, of: name, statement)
    case .uniqueKey(let name, let column): try check(duplicates: &row, of: name, column)
    case .quality(let name): try take(quality: &row, of: name, statement)
    case .segment(let dataset, let name):
      let value = try row.bytes()
      segments[dataset, default: [:]][name, default: [:]][value, default: 0] += try row.int()
    case .view(let index):
      let view = plan.views[index]
      let key = SumTable.Key(
        atom: Int32(try row.index(in: 0..<plan.atoms[view.atoms].count)), arm: view.cohort == nil ? "" : try row.text(),
        segment: view.segment == nil ? "" : Spelling(try row.bytes()).spelled,
        bucket: view.bucketed ? Int16(try row.index(in: 0..<256)) : -1)
      var sums = views[index][key] ?? Array(repeating: 0, count: view.slots.count)
      for slot in sums.indices {
        let (sum, overflow) = sums[slot].addingReportingOverflow(try row.wide())
        guard !overflow else { throw ResultRow.overflow(statement) }
        sums[slot] = sum
      }
      views[index][key] = sums
    case .durations(let index):
      let view = plan.durations[index]
      let endings = 2 + (pack.measures.first { $0.name == view.measure }?.competingEnds.count ?? 0)
      let key = Durations.Key(
        atom: Int32(try row.index(in: 0..<plan.atoms[view.atoms].count)), arm: view.cohort == nil ? "" : try row.text(),
        segment: view.segment == nil ? "" : Spelling(try row.bytes()).spelled, value: Int64(try row.int()),
        ending: Ending(code: try row.index(in: 0..<endings)) ?? .open)
      durations[index][key, default: 0] += Int64(try row.int())
    case .distinct(let index):
      let view = plan.distinct[index]
      let key = DistinctCounts.Key(
        period: Int32(try row.index(in: view.periods.indices)), arm: view.cohort == nil ? "" : try row.text(),
        segment: view.segment == nil ? "" : try row.text())
      distinct[index][key, default: 0] += Int64(try row.int())
    }
  }

  /// The sums of all rows taken, in the order of the plan; views of other datasets are empty.
  public func table() -> SumTable {
    var names = SegmentFolding(pack: pack)
    for (dataset, counts) in segments {
      for (segment, rows) in counts { names.learn(rows, dataset: dataset, segment: segment) }
    }
    var controls = quality
    for (dataset, others) in names.others { controls[dataset]?.others = others }
    return SumTable(
      views: zip(plan.views, views).map { view, cells in
        ViewSums(width: view.slots.count, cells: names.fold(cells, dataset: view.dataset, segment: view.segment))
      },
      durations: zip(plan.durations, durations).map { view, counts in
        Durations(counts: names.fold(counts, dataset: dataset(of: view.measure), segment: view.segment))
      },
      distinct: distinct.map { DistinctCounts(counts: $0) },
      quality: pack.datasets.compactMap { controls[$0.name] })
  }

  private func dataset(of measure: String) -> String {
    pack.measures.first { $0.name == measure }?.dataset ?? ""
  }

  private func check(duplicates row: inout ResultRow, of dataset: String, _ column: String) throws(DiagnosticError) {
    let count = try row.int()
    guard count > 0 else { return }
    let owner = pack.datasets.first { $0.name == dataset }
    let declared = owner?.columns.first { $0.name == column }
    let isPrivate = declared?.isRestricted == true || declared?.classification == .confidential
    let example = isPrivate ? "" : ", `\(excerpt(try row.text()))` among them"
    throw DiagnosticError(
      Diagnostic(
        .error, owner?.key == column ? "duplicate-key" : "duplicate-value",
        "\(count) value\(count == 1 ? "" : "s") of `\(column)` in dataset `\(dataset)` stand\(count == 1 ? "s" : "") in "
          + "more than one row\(example)", at: owner?.location.place,
        explanation: "A key names one row; sums over rows that stand twice would be too large",
        remedy: "Correct the rows, or name another key"))
  }

  private mutating func take(
    quality row: inout ResultRow, of name: String, _ statement: Statement
  ) throws(DiagnosticError) {
    let dataset = pack.datasets.first { $0.name == name }
    var result = DatasetQuality(
      dataset: name, read: try row.int(), accepted: try row.int(), quarantined: 0, outOfPeriod: try row.int(),
      unassigned: try row.int(), immature: [:], fileHashes: [], badRows: [], latest: try row.optionalInt(),
      repeatedTimes: 0, earliest: try row.optionalInt())
    result.repeatedTimes = try row.int()
    for field in statement.fields.dropFirst(QualityField.fixed.count) {
      let count = try row.int()
      switch QualityField(field.name) {
      case .bad(let rule):
        result.quarantined += count
        guard count > 0 else { continue }
        let rows = count == 1 ? "1 row" : "\(count) rows"
        result.badRows.append(.init(file: name, line: 0, column: nil, rule: "\(rule) (\(rows))"))
      case .violations(let rule):
        let action = dataset?.rules.rowRules.first { $0.name == rule }?.action
        result.rules.append(.init(name: rule, violations: count, isQuarantining: action == .quarantine))
      case .immature(let measure): result.immature[measure] = count
      case nil: throw ResultRow.broken(statement, "has the unknown column `\(field.name)`")
      }
    }
    if result.read == 0, let dataset, !dataset.isRollup {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-rows", "Dataset `\(name)` has no rows", at: dataset.location.place,
          remedy: "Check the name of the table or file, and what was loaded"))
    }
    guard result.closes else { throw ResultRow.broken(statement, "has control totals that do not add up") }
    quality[name] = result
  }

  private func check(
    types row: inout ResultRow, of name: String, _ statement: Statement
  ) throws(DiagnosticError) {
    let dataset = pack.datasets.first { $0.name == name }
    var findings: [Diagnostic] = []
    for field in statement.fields {
      let (column, wanted) = ColumnFamily.parts(ofField: field.name)
      let type = try row.text()
      guard !ColumnFamily(engineType: type).suits(wanted) else { continue }
      findings.append(ColumnFamily.finding(column, type, wanted, in: name, at: dataset?.location.place))
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
  }
}
