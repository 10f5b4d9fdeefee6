import Diagnostics
import Engines
import Metrics
import Pack

extension StatementWriter {
  /// What is asked of a dataset before its sums.
  func checks(_ dataset: Dataset) throws(DiagnosticError) -> [Statement] {
    let relation = try relation(dataset.name)
    var result: [Statement] = []
    if !relation.typed.isEmpty, columns(dataset) == nil { result.append(columnTypes(relation)) }
    if !dataset.isRollup {
      for column in needs.columns(of: dataset) where column.rules.unique || column.name == dataset.key {
        result.append(try uniqueKey(column, relation))
      }
    }
    result.append(try quality(relation))
    for segment in needs.segments(of: dataset.name) { result.append(try values(of: segment, relation)) }
    return result
  }

  private func columnTypes(_ relation: Relation) -> Statement {
    let names = relation.typed.map { dialect.hex(dialect.typeName($0.source)) }
    let fields = relation.typed.map { textField(ColumnFamily.fieldName($0.column, $0.wanted)) }
    // An empty table has types as well: they are asked of a row that need not exist.
    let row = "(SELECT t.*, 1 AS \(dialect.name("row one")) FROM \(relation.source) AS t LIMIT 1) AS r"
    let source = "(SELECT 1 AS one) AS o\nLEFT JOIN \(row) ON o.one = \(dialect.column("r", "row one"))"
    return Statement(
      purpose: .columnTypes(dataset: relation.dataset.name), dataset: relation.dataset.name,
      sql: relations.select(names, from: source), fields: fields)
  }

  private func uniqueKey(_ column: Column, _ relation: Relation) throws(DiagnosticError) -> Statement {
    let name = relation.columns[column.name]?.name ?? column.name
    let value = dialect.column("s", name)
    let example = SQLValue("k.value", column.type).keyText(dialect)
    let query = """
      SELECT COUNT(*), COALESCE(MIN(\(dialect.hex(example))), '')
      FROM (
        SELECT \(value) AS value
        FROM \(dialect.name(relation.good)) AS s
        WHERE \(value) IS NOT NULL
        GROUP BY \(value)
        HAVING COUNT(*) > 1
      ) AS k
      """
    return try statement(
      .uniqueKey(dataset: relation.dataset.name, column: column.name), relation.dataset.name, query,
      [integerField("values"), textField("first")])
  }

  private func values(of segment: Segment, _ relation: Relation) throws(DiagnosticError) -> Statement {
    let value = try self.segment(segment.name, relation)
    let rows = relations.select(
      [relations.alias(value, "segment")], from: "\(dialect.name(relation.good)) AS s", where: current(relation))
    let query = """
      SELECT \(dialect.hex("v.segment")), COUNT(*)
      FROM (
        \(rows.indented(by: 2))
      ) AS v
      WHERE v.segment <> ''
      GROUP BY v.segment
      """
    return try statement(
      .segment(dataset: relation.dataset.name, name: segment.name), relation.dataset.name, query,
      [textField("value"), integerField("rows")])
  }

  /// Rows read, accepted, bad by rule, out of period, unassigned.
  private func quality(_ relation: Relation) throws(DiagnosticError) -> Statement {
    let name = relation.dataset.name
    let problem = dialect.column("s", Relation.problem)
    let isCurrent = [Optional("\(problem) = 0"), current(relation)].compactMap { $0 }.joined(separator: " AND ")
    let (placed, armed) = (try placed(relation), try armed(relation))
    func count(_ conditions: String...) -> String {
      "COALESCE(SUM(CASE WHEN \(conditions.filter { !$0.isEmpty }.joined(separator: " AND ")) THEN 1 ELSE 0 END), 0)"
    }
    var columns: [(String, String)] = []
    columns.append(("read", relation.ungrouped.map { "COUNT(*) + (\($0))" } ?? "COUNT(*)"))
    columns.append(("accepted", count(isCurrent, placed, armed)))
    let current = count(isCurrent, placed)
    columns.append(("out of period", "\(count("\(problem) = 0")) - \(current)"))
    columns.append(("unassigned", armed.isEmpty ? "0" : "\(current) - \(count(isCurrent, placed, armed))"))
    for (field, function) in [("latest", "MAX"), ("earliest", "MIN")] {
      let time = dialect.column("s", Relation.time)
      columns.append(
        (field, relation.hasTime ? dialect.optional("\(function)(CASE WHEN \(isCurrent) THEN \(time) END)") : "'-'"))
    }
    let faults =
      relation.problems.firstIndex { !$0.contains(": ") || $0.hasSuffix(": no key") } ?? relation.problems.count
    let repeated = relation.repeated.map { count("(\(problem) = 0 OR \(problem) > \(faults))", $0) }
    columns.append(("repeated times", repeated.isEmpty ? "0" : repeated.joined(separator: " + ")))
    for (i, text) in relation.problems.enumerated() {
      columns.append((QualityField.bad(rule: text).name, count("\(problem) = \(i + 1)")))
    }
    if let ungrouped = relation.ungrouped {
      columns.append((QualityField.bad(rule: "no value to group by").name, "(\(ungrouped))"))
    }
    for rule in relation.rules {
      let reached = "(\(problem) = 0 OR \(problem) > \(rule.before))"
      let broken = "NOT \(dialect.column("s", rule.column))"
      columns.append((QualityField.violations(rule: rule.name).name, count(reached, broken)))
    }
    let writer = measureWriter(relation)
    for measure in needs.measures(of: name) where measure.matureDays != nil {
      let isImmature = try writer.isImmature(measure)
      columns.append((QualityField.immature(measure: measure.name).name, count(isCurrent, isImmature)))
    }
    let lines = columns.enumerated().map { i, column in
      // What a column counts stands beside it: as a name it could be longer than engines allow.
      "\(column.1) AS \(dialect.name("count \(i + 1)")) /* \(Self.comment(column.0)) */"
    }
    let query = relations.select(lines, from: "\(dialect.name(relation.checked)) AS s")
    return try statement(.quality(dataset: name), name, query, columns.map { integerField($0.0) })
  }

  /// Text that cannot end a comment, and is no command of a client.
  private static func comment(_ text: String) -> String {
    let safe = text.unicodeScalars.map {
      $0.isASCII && $0.value >= 32 && !"*/\\;'\"`${}:".unicodeScalars.contains($0) ? $0 : " "
    }
    return String(String.UnicodeScalarView(safe))
  }

  /// Whether a row lies in some atom by some of the times that views and distributions are read at; empty: always.
  private func placed(_ relation: Relation) throws(DiagnosticError) -> String {
    var places: [String] = []
    func add(_ atoms: Int, _ name: String) throws(DiagnosticError) {
      let boundaries = needs.plan.atoms[atoms].boundaries
      let time = dialect.column("s", relation.time(try measure(name)))
      guard let first = boundaries.first, let last = boundaries.last else { return }
      let place = "\(time) >= \(first) AND \(time) < \(last)"
      if !places.contains(place) { places.append(place) }
    }
    for view in needs.plan.views where view.dataset == relation.dataset.name {
      for slot in view.slots {
        try add(view.atoms, slot.measures[0]); if slot.measures.count > 1 { try add(view.atoms, slot.measures[1]) }
      }
    }
    for view in needs.plan.durations where try measure(view.measure).dataset == relation.dataset.name {
      try add(view.atoms, view.measure)
    }
    return places.isEmpty ? "" : "(\(places.joined(separator: " OR ")))"
  }

  /// Whether a row has an arm of every cohort that divides its dataset; empty: always.
  private func armed(_ relation: Relation) throws(DiagnosticError) -> String {
    var parts: [String] = []
    for cohort in pack.cohorts {
      guard let source = cohort.sources[relation.dataset.name] else { continue }
      let text = try relations.writer(relation, row: "s").write(source).keyText(dialect)
      let names = cohort.arms.map { dialect.literal($0.name) }.joined(separator: ", ")
      parts.append(names.isEmpty ? "FALSE" : "\(text) IN (\(names))")
    }
    return parts.joined(separator: " AND ")
  }
}
