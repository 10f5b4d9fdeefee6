import Diagnostics
import Engines
import Metrics
import Pack

/// Writes the statements of a plan over the rows that `RelationWriter` gives.
struct StatementWriter {
  let dialect: Dialect
  let needs: PlanNeeds
  let relations: RelationWriter

  var pack: Pack { needs.pack }

  /// Atoms of time a statement tells apart.
  static let atomLimit = 200

  /// Steps whose columns are computed rather than passed on.
  private static let keptSteps = [" read", " typed", " timed", " checked"]

  func relation(_ name: String) throws(DiagnosticError) -> Relation {
    guard let relation = relations.relations[name] else {
      throw DiagnosticError(Diagnostic(.error, "unknown-dataset", "There is no dataset `\(name)`"))
    }
    return relation
  }

  func measure(_ name: String) throws(DiagnosticError) -> Measure {
    guard let measure = needs.measure(name) else {
      throw DiagnosticError(Diagnostic(.error, "unknown-measure", "There is no measure `\(name)`"))
    }
    return measure
  }

  func measureWriter(_ relation: Relation) -> MeasureWriter {
    MeasureWriter(
      dialect: dialect, pack: pack, relation: relation, writer: relations.writer(relation, row: "s"))
  }

  /// A query with the rows of a dataset, and of those it needs, before it.
  func statement(
    _ purpose: Statement.Purpose, _ dataset: String, _ query: String, _ fields: [Statement.Field]
  ) throws(DiagnosticError) -> Statement {
    var parts: [String] = []
    for dataset in try needs.order(dataset) {
      for part in try relation(dataset.name).parts {
        // PostgreSQL would merge the steps and compute a value again wherever it is named, unless they end so. It still
        // leaves out columns that nobody asks for, which it does not where a step is MATERIALIZED.
        let isKept = dialect == .postgresql && Self.keptSteps.contains { part.name.hasSuffix($0) }
        let query = isKept ? part.query + "\nOFFSET 0" : part.query
        parts.append("\(dialect.name(part.name)) AS (\n  \(query.indented(by: 2))\n)")
      }
    }
    var statement = Statement(
      purpose: purpose, dataset: dataset, sql: "WITH\n\(parts.joined(separator: ",\n"))\n\(query)", fields: fields)
    for dataset in try needs.order(dataset) {
      statement.steps += try relation(dataset.name).parts.map { .init(name: $0.name, query: $0.query) }
    }
    statement.query = query
    return statement
  }

  /// The arm of a row, or the empty text.
  func arm(_ cohort: String?, _ relation: Relation) throws(DiagnosticError) -> String {
    guard let cohort = pack.cohorts.first(where: { $0.name == cohort }),
      let source = cohort.sources[relation.dataset.name]
    else { return "''" }
    let text = try relations.writer(relation, row: "s").write(source).keyText(dialect)
    let names = cohort.arms.map { dialect.literal($0.name) }.joined(separator: ", ")
    return names.isEmpty ? "''" : "CASE WHEN \(text) IN (\(names)) THEN \(text) ELSE '' END"
  }

  /// The value of a segment of a row, or the empty text.
  func segment(_ name: String?, _ relation: Relation) throws(DiagnosticError) -> String {
    guard let segment = pack.segments.first(where: { $0.name == name }),
      let source = segment.sources[relation.dataset.name]
    else { return "''" }
    let value = "COALESCE(\(try relations.writer(relation, row: "s").write(source).keyText(dialect)), '')"
    guard let outerSources = segment.outerSources else { return value }
    guard let outer = outerSources[relation.dataset.name] else { return "''" }
    let whole = "COALESCE(\(try relations.writer(relation, row: "s").write(outer).keyText(dialect)), '')"
    return "(\(whole) || \(dialect.separator) || \(value))"
  }

  /// The text by which independent units are told apart; where the row itself is the unit: its key, or else all values.
  func clusterKey(_ relation: Relation) -> String {
    let dataset = relation.dataset
    if dataset.cluster != nil { return dialect.column("s", Relation.cluster) }
    if let key = relations.key(of: dataset), let column = relation.columns[key] {
      return SQLValue(dialect.column("s", column.name), column.type).keyText(dialect)
    }
    let values = relation.own.compactMap { name in
      relation.columns[name].map { column in
        "COALESCE(\(SQLValue(dialect.column("s", column.name), column.type).plainText(dialect)), '')"
      }
    }
    return values.isEmpty ? "''" : "(\(values.joined(separator: " || \(dialect.separator) || ")))"
  }

  /// Rows that `as_of` does not cut off.
  func current(_ relation: Relation) -> String? {
    relation.hasTime ? "\(dialect.column("s", Relation.time)) < \(pack.asOf)" : nil
  }

  /// The atom of a moment that lies in one of `atoms`.
  func atom(_ time: String, _ boundaries: [Int64], _ atoms: Range<Int>) -> String {
    guard atoms.count > 1 else { return "\(atoms.lowerBound)" }
    let lines = atoms.dropLast().map { atom in
      let day = pack.calendar.day(atUTC: boundaries[atom])
      return "  WHEN \(time) < \(boundaries[atom + 1]) THEN \(atom) /* from \(day) */"
    }
    return "CASE\n\(lines.joined(separator: "\n"))\n  ELSE \(atoms.upperBound - 1)\nEND"
  }

  func integerField(_ name: String) -> Statement.Field { .init(name: name, kind: .integer) }
  func textField(_ name: String) -> Statement.Field { .init(name: name, kind: .hexText) }
}
