import Diagnostics

extension Dialect {
  /// The client that speaks it, where the pack names none.
  var usualCommand: [String] {
    switch self {
    case .postgresql: ["psql"]
    case .duckdb: ["duckdb"]
    case .clickhouse: ["clickhouse-client"]
    case .spark: ["spark-sql"]
    }
  }
}

extension PackDecoder {
  mutating func warehouse(_ node: ConfigNode?, at path: String) -> Warehouse? {
    guard let node else { return nil }
    let keys = PackSchema.mapping(node, at: path, &findings)
    guard let dialect = keys["dialect"]?.choice(of: Dialect.self, &findings) else { return nil }
    let command = keys["command"]?.list(&findings).compactMap { $0.text(&findings) } ?? dialect.usualCommand
    if let bad = command.first(where: { $0.utf8.contains(0) }) {
      findings.append(node.error("wrong-value", "`\(bad.prefix(20))` holds a NUL character", remedy: "Take it out"))
      return nil
    }
    return Warehouse(dialect: dialect, command: command, timeout: timeout(keys["timeout"]))
  }

  private mutating func timeout(_ node: ConfigNode?) -> Int {
    guard let node, let text = node.text(&findings) else { return Warehouse.defaultTimeout }
    let length = TimeLength(parsing: text)
    let seconds = length.flatMap { length in length.unit.seconds.map { Int($0) * length.count } }
    if let seconds, (1...604_800).contains(seconds) { return seconds }
    findings.append(node.wrongType("a duration of at most a week", remedy: "Write `30 s`, `10 min` or `2 hours`"))
    return Warehouse.defaultTimeout
  }
}

extension PackDecoder {
  /// The table a dataset names: of the warehouse, or of an SQLite file.
  mutating func tableSource(_ node: ConfigNode, _ keys: ConfigMapping) -> Dataset.Source? {
    guard let table = node.text(&findings) else { return nil }
    guard !table.utf8.contains(0) else {
      findings.append(node.error("wrong-value", "The name of the table holds a NUL character", remedy: "Take it out"))
      return nil
    }
    guard let sqlite = keys["sqlite"] else { return .table(table) }
    refuse(["warehouse"], in: keys, because: "does not belong to an SQLite file")
    let paths = files.dataFiles(sqlite, &findings)
    guard paths.count == 1, let path = paths.first, path != PackFiles.standardInput else {
      if !paths.isEmpty {
        findings.append(sqlite.wrongType("one SQLite file", remedy: "Name one file; make a dataset of each"))
      }
      return nil
    }
    return .sqlite(file: path, table: table)
  }

  mutating func tableWarehouse(_ node: ConfigNode, _ keys: ConfigMapping) -> Warehouse? {
    if let own = keys["warehouse"] { return warehouse(own, at: "datasets.*.warehouse") }
    if warehouse == nil {
      findings.append(
        node.error(
          "no-warehouse", "No warehouse is named in which the table `\(node.plainText ?? "")` lies",
          remedy: "Add `warehouse: {dialect: postgresql, command: [psql, \"service=dwh\"]}` to the pack"))
    }
    return warehouse
  }

  /// Files are read here, unless the dataset asks for DuckDB or they are Parquet, which only DuckDB reads.
  mutating func fileWarehouse(of paths: [String], _ keys: ConfigMapping, _ node: ConfigNode) -> Warehouse? {
    let isParquet = paths.contains { $0.lowercased().hasSuffix(".parquet") }
    let chosen =
      keys["warehouse"].map { warehouse($0, at: "datasets.*.warehouse") } ?? (isParquet ? warehouse : nil)
    if let chosen, chosen.dialect != .duckdb {
      findings.append(
        node.error(
          "file-warehouse", "Files are read here or by DuckDB, not by \(chosen.dialect.rawValue)",
          remedy: "Write `warehouse: {dialect: duckdb}` in the dataset, or load the files into a `table`"))
      return nil
    }
    if chosen == nil, isParquet, keys["warehouse"] == nil {
      findings.append(
        node.error(
          "parquet", "Parquet files are read by DuckDB, and none is named",
          remedy: "Add `warehouse: {dialect: duckdb}` to the dataset, and install DuckDB's client `duckdb`"))
    }
    return chosen
  }
}

extension PackDecoder {
  /// Once all datasets are read: rows that lie in two engines cannot be joined.
  mutating func checkHomes(_ dataset: Dataset, _ entry: ConfigEntry?) {
    func value(_ name: String, in node: ConfigNode?) -> ConfigNode? {
      guard case .mapping(let entries)? = node?.content else { return nil }
      return entries.first { $0.name == name }?.value
    }
    let lookups = value("lookup", in: entry?.value)
    findings += datasets.farLookups(of: dataset) { name in
      let lookup = value(name, in: lookups)
      return (value("to", in: lookup) ?? lookup)?.location
    }
  }
}
