import Pack

extension StatementWriter {
  /// Asks what columns a dataset's table or files have; nil where the engine has no query for that, or is told what they
  /// are, and for roll-ups.
  func columns(_ dataset: Dataset) -> Statement? {
    guard let relation = relations.relations[dataset.name], let query = columnQuery(dataset, relation.source) else {
      return nil
    }
    return Statement(
      purpose: .columns(dataset: dataset.name), dataset: dataset.name, sql: query,
      fields: [textField("column"), textField("type")])
  }

  private func columnQuery(_ dataset: Dataset, _ source: String) -> String? {
    switch (dialect, dataset.source) {
    case (_, .rollup), (.spark, _): return nil
    case (.duckdb, _):
      // JSON lines are read by the names that the pack gives, as are files without a header.
      guard !source.hasPrefix("read_json("), !source.contains("header = false") else { return nil }
      return """
        SELECT \(dialect.hex("c.column_name")), \(dialect.hex("c.column_type"))
        FROM (DESCRIBE SELECT * FROM \(source) AS r) AS c
        """
    case (.postgresql, _):
      return """
        SELECT \(dialect.hex("CAST(a.attname AS text)")), \(dialect.hex("format_type(a.atttypid, NULL)"))
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = CAST(\(dialect.literal(source)) AS regclass) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum
        """
    case (.clickhouse, .table(let path)):
      let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard let table = parts.last, parts.count < 3 else { return nil }
      let database = parts.count == 2 ? dialect.literal(parts[0]) : "currentDatabase()"
      return """
        SELECT \(dialect.hex("c.name")), \(dialect.hex("c.type"))
        FROM system.columns AS c
        WHERE c.database = \(database) AND c.table = \(dialect.literal(table))
        ORDER BY c.position
        """
    case (.clickhouse, _): return nil
    }
  }
}
