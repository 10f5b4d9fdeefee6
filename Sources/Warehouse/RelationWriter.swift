import Diagnostics
import Metrics
import Pack

/// Writes the rows of datasets as common table expressions: read, typed, joined, timed, checked, good.
struct RelationWriter {
  let dialect: Dialect
  let needs: PlanNeeds
  /// Whether statements are only read: zones stand by their names.
  let isForReading: Bool
  private(set) var relations: [String: Relation] = [:]

  private var pack: Pack { needs.pack }

  init(_ dialect: Dialect, _ needs: PlanNeeds, isForReading: Bool = false) throws(DiagnosticError) {
    (self.dialect, self.needs, self.isForReading) = (dialect, needs, isForReading)
    for dataset in try needs.allDatasets() { relations[dataset.name] = try relation(dataset) }
  }

  /// Writes expressions over a row of a relation.
  func writer(_ relation: Relation, row: String) -> ExpressionWriter {
    ExpressionWriter(
      dialect: dialect, zone: pack.calendar.rules,
      columns: relation.columns.mapValues { SQLValue(dialect.column(row, $0.name), $0.type) },
      location: relation.dataset.location.place)
  }

  private func relation(_ dataset: Dataset) throws(DiagnosticError) -> Relation {
    var relation = Relation(dataset: dataset)
    var names = ColumnNames(reserved: [Relation.problem, Relation.time, Relation.cluster])
    var faults: [(condition: String, problem: String)] = []
    if case .rollup(let source, let by, let columns) = dataset.source {
      try rollUp(&relation, &names, source: source, by: by, columns)
    } else {
      faults = try read(&relation, &names)
    }
    try join(&relation, &names)
    try time(&relation)
    try check(&relation, faults)
    return relation
  }

  func select(_ lines: [String], from source: String, where condition: String? = nil) -> String {
    var text = "SELECT\n  " + lines.map { $0.indented(by: 2) }.joined(separator: ",\n  ") + "\nFROM \(source)"
    if let condition { text += "\nWHERE \(condition.indented(by: 2))" }
    return text
  }

  func alias(_ sql: String, _ name: String) -> String { "\(sql) AS \(dialect.name(name))" }

  private func from(_ part: String, _ row: String) -> String { "\(dialect.name(part)) AS \(row)" }

  /// Reads a file or table; returns under what conditions over the row `s` a row is bad.
  private func read(
    _ relation: inout Relation, _ names: inout ColumnNames
  ) throws(DiagnosticError) -> [(condition: String, problem: String)] {
    let dataset = relation.dataset
    let table = SourceTable(dialect: dialect, dataset: dataset)
    let columns = needs.columns(of: dataset)
    relation.source = try table.sql(columns: columns)
    relation.own = columns.map(\.name)
    let reader = ColumnReader(
      dialect: dialect,
      shift: ZoneShift(pack.calendar.rules, asOf: pack.asOf, name: isForReading ? pack.calendar.zone : nil),
      isText: table.isText)
    var (raws, parts, values): ([String], [String], [String]) = ([], [], [])
    var faults: [(condition: String, problem: String)] = []
    for column in columns {
      let name = names.make(column.name)
      relation.columns[column.name] = .init(name: name, type: column.type)
      let raw = names.make("\(name) read")
      let source = dialect.column("r", column.name)
      let reading = reader.read(column, source: source, raw: raw) { "\(name) \($0)" }
      raws.append(alias(reading.raw, raw))
      raws += reading.flags.map { alias($0.sql, $0.name) }
      parts += reading.parts.map { alias($0.sql, $0.name) }
      values.append(alias(reading.value, name))
      if let repeated = reading.isRepeated { relation.repeated.append(repeated) }
      if !table.isText { relation.typed.append((column.name, source, ColumnReader.wanted(column))) }
      faults += ColumnFaults(dialect: dialect, column: column).list(
        raw: dialect.column("s", raw), value: dialect.column("s", name), complaint: reading.complaint)
    }
    if raws.isEmpty { raws = [alias("1", "row")] }
    var last = "\(dataset.name) read"
    relation.parts.append(.init(name: last, query: select(raws, from: "\(relation.source) AS r")))
    if !parts.isEmpty {
      relation.parts.append(
        .init(name: "\(dataset.name) parsed", query: select(["p.*"] + parts, from: from(last, "p"))))
      last = "\(dataset.name) parsed"
    }
    relation.parts.append(.init(name: "\(dataset.name) typed", query: select(["t.*"] + values, from: from(last, "t"))))
    return faults
  }

  /// Adds the columns of other datasets.
  private func join(_ relation: inout Relation, _ names: inout ColumnNames) throws(DiagnosticError) {
    let dataset = relation.dataset
    let used = needs.used[dataset.name] ?? []
    var (lines, joins): ([String], [String]) = (["j.*"], [])
    for (number, lookup) in needs.lookups(of: dataset).enumerated() {
      guard let target = relations[lookup.dataset], let own = relation.columns[lookup.column],
        let keyName = key(of: target.dataset), let key = target.columns[keyName]
      else {
        throw DiagnosticError(
          Diagnostic(
            .error, "no-key", "Dataset `\(lookup.dataset)` is looked up but has no key", at: dataset.location.place,
            remedy: "Add `key:` to the dataset"))
      }
      let row = "l\(number + 1)"
      let wanted = used.filter { $0.hasPrefix(lookup.name + ".") }.sorted().compactMap { name in
        target.columns[String(name.dropFirst(lookup.name.count + 1))].map { (name: name, column: $0) }
      }
      // With several joins ClickHouse renames columns of one name, so there each gets a name of its own.
      var (renamed, source) = ([String: String](), from(target.good, row))
      if dialect == .clickhouse {
        let columns = Set([key.name] + wanted.map(\.column.name)).sorted()
        for name in columns { renamed[name] = names.make("\(row) \(name)") }
        let renamings = columns.map { alias(dialect.column("t", $0), renamed[$0] ?? $0) }
        source = "(\n  \(select(renamings, from: from(target.good, "t")).indented(by: 2))\n) AS \(row)"
      }
      let (mine, theirs) = (
        SQLValue(dialect.column("j", own.name), own.type),
        SQLValue(dialect.column(row, renamed[key.name] ?? key.name), key.type)
      )
      let condition =
        own.type == key.type
        ? "\(theirs.sql) = \(mine.sql)" : "\(theirs.keyText(dialect)) = \(mine.keyText(dialect))"
      joins.append("LEFT JOIN \(source) ON \(condition)")
      for (name, column) in wanted {
        let new = names.make(name)
        relation.columns[name] = .init(name: new, type: column.type)
        let value = dialect.column(row, renamed[column.name] ?? column.name)
        // ClickHouse puts 0 for what is not found, where a column cannot be null.
        lines.append(alias(dialect == .clickhouse ? "if(isNull(\(theirs.sql)), NULL, \(value))" : value, new))
      }
    }
    guard !joins.isEmpty, let last = relation.parts.last?.name else { return }
    let source = ([from(last, "j")] + joins).joined(separator: "\n")
    relation.parts.append(.init(name: "\(dataset.name) joined", query: select(lines, from: source)))
  }

  func key(of dataset: Dataset) -> String? {
    if case .rollup(_, let by, _) = dataset.source { return by }
    return dataset.key
  }

  /// Adds the moments of a row, its cluster key, and whether it keeps the row rules.
  private func time(_ relation: inout Relation) throws(DiagnosticError) {
    let dataset = relation.dataset
    let writer = writer(relation, row: "s")
    var lines = ["s.*"]
    if let time = dataset.time {
      relation.times.append((time, Relation.time))
      lines.append(alias(try writer.write(time).sql, Relation.time))
    }
    for measure in needs.measures(of: dataset.name) {
      guard let at = measure.at ?? dataset.time else {
        throw DiagnosticError(
          Diagnostic(
            .error, "no-time", "Measure `\(measure.name)` has no time: dataset `\(dataset.name)` names none",
            at: measure.location.place, remedy: "Add `time:` to the dataset or `at:` to the measure"))
      }
      guard !relation.times.contains(where: { $0.expression == at }) else { continue }
      let name = "time \(relation.times.count + 1)"
      relation.times.append((at, name))
      lines.append(alias(try writer.write(at).sql, name))
    }
    if let cluster = dataset.cluster {
      lines.append(alias(try writer.write(cluster).keyText(dialect), Relation.cluster))
    }
    for (i, rule) in dataset.rules.rowRules.enumerated() {
      let column = "rule \(i + 1)"
      relation.rules.append((rule.name, column, nil, 0))
      lines.append(alias(try writer.write(rule.condition).sql, column))
    }
    guard let last = relation.parts.last?.name else { return }
    relation.parts.append(.init(name: "\(dataset.name) timed", query: select(lines, from: from(last, "s"))))
  }

  /// Adds the first problem of a row, in the order in which the scan looks for them.
  private func check(
    _ relation: inout Relation, _ faults: [(condition: String, problem: String)]
  ) throws(DiagnosticError) {
    let dataset = relation.dataset
    var cases: [String] = []
    func add(_ condition: String, _ problem: String) {
      relation.problems.append(problem)
      cases.append("WHEN \(condition) THEN \(relation.problems.count)")
    }
    for fault in faults { add(fault.condition, fault.problem) }
    if !dataset.isRollup, let key = dataset.key, let column = relation.columns[key] {
      add("\(dialect.column("s", column.name)) IS NULL", "\(key): no key")
    }
    if relation.hasTime { add("\(dialect.column("s", Relation.time)) IS NULL", "no time") }
    if dataset.cluster != nil { add("\(dialect.column("s", Relation.cluster)) IS NULL", "no cluster key") }
    for (i, rule) in dataset.rules.rowRules.enumerated() {
      relation.rules[i].before = relation.problems.count
      guard rule.action == .quarantine else { continue }
      add("NOT \(dialect.column("s", relation.rules[i].column))", "breaks the rule `\(rule.name)`")
      relation.rules[i].problem = relation.problems.count
    }
    let writer = MeasureWriter(dialect: dialect, pack: pack, relation: relation, writer: writer(relation, row: "s"))
    for measure in needs.measures(of: dataset.name) {
      for fault in try writer.faults(measure) { add(fault.condition, fault.problem) }
    }
    guard let last = relation.parts.last?.name else { return }
    let problem = cases.isEmpty ? "0" : "CASE\n  \(cases.joined(separator: "\n  "))\n  ELSE 0\nEND"
    relation.parts.append(
      .init(name: relation.checked, query: select(["s.*", alias(problem, Relation.problem)], from: from(last, "s"))))
    relation.parts.append(
      .init(
        name: relation.good,
        query: "SELECT *\nFROM \(from(relation.checked, "s"))\nWHERE \(dialect.column("s", Relation.problem)) < 1"))
  }
}
