import Diagnostics
import Metrics
import Pack

extension RelationWriter {
  /// One row per value of a column of another dataset. Nulls are passed over, as aggregates do; `first` and `last` take
  /// the least value among those of one time, so that the order of rows does not matter.
  func rollUp(
    _ relation: inout Relation, _ names: inout ColumnNames, source: String, by: String,
    _ columns: [Dataset.RollupColumn]
  ) throws(DiagnosticError) {
    guard let origin = relations[source], let byColumn = origin.columns[by] else {
      throw DiagnosticError(
        Diagnostic(.error, "unknown-column", "There is no column `\(by)`", at: relation.dataset.location.place))
    }
    let writer = writer(origin, row: "s")
    let key = dialect.column("s", byColumn.name)
    let time = dialect.column("s", Relation.time)
    let byName = names.make(by)
    relation.columns[by] = .init(name: byName, type: byColumn.type)
    relation.own = [by] + columns.map(\.name)
    var inner = [alias(key, byName)]
    var outer = [dialect.column("g", byName)]
    for column in columns {
      let name = names.make(column.name)
      let type: ColumnType
      if let argument = column.argument, column.function != .count {
        let value = try writer.write(argument)
        type = value.type ?? .text
        inner.append(alias(value.sql, name))
        let own = dialect.column("g", name)
        if column.function == .sum {
          outer.append(alias(dialect.integer("SUM(\(dialect.wide(own)))"), name))
        } else {
          let place = names.make("\(name) place")
          let isMissing = "CASE WHEN \(value.sql) IS NULL THEN 1 ELSE 0 END"
          let order = column.function == .first ? "ASC" : "DESC"
          inner.append(
            alias(
              "ROW_NUMBER() OVER (PARTITION BY \(key) ORDER BY \(isMissing), \(time) \(order), \(value.sql))", place))
          let chosen = "CASE WHEN \(dialect.column("g", place)) = 1 THEN \(own) END"
          let any = type == .boolean && dialect != .clickhouse ? "bool_or" : "MAX"
          outer.append(alias("\(any)(\(chosen))", name))
        }
      } else {
        type = .number(scale: 0)
        outer.append(alias("COUNT(*)", name))
      }
      relation.columns[column.name] = .init(name: name, type: type)
    }
    let current = origin.hasTime ? "\(time) < \(needs.pack.asOf)" : "FALSE"
    let rows = select(inner, from: "\(dialect.name(origin.good)) AS s", where: "\(current) AND \(key) IS NOT NULL")
    let query =
      select(outer, from: "(\n  \(rows.indented(by: 2))\n) AS g") + "\nGROUP BY \(dialect.column("g", byName))"
    relation.parts.append(.init(name: "\(relation.dataset.name) read", query: query))
    relation.ungrouped =
      "SELECT COUNT(*) FROM \(dialect.name(origin.good)) AS s WHERE \(current) AND \(key) IS NULL"
  }
}
