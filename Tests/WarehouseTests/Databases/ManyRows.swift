import Foundation
import Pack
import Testing

/// Rows that a database makes by itself in the table `t` of twins, and writes to their CSV file.
struct ManyRows {
  let count: Int
  let database: Database

  func make(in twins: Twins) throws {
    let command = try #require(twins.tables.datasets[0].warehouse).command
    let flags: [String] =
      switch database.dialect {
      case .postgresql: ["-X", "-q"]
      case .duckdb, nil: ["-batch", "-bail"]
      case .clickhouse: []
      case .spark: ["-S", "-f", "/dev/stdin"]
      }
    try Tool.run(command + flags, input: script(twins.folder), folder: twins.folder.path)
    // Spark writes a folder of files, here of one.
    let parts = twins.folder.appendingPathComponent("parts")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parts.path)) ?? []
    guard let part = names.first(where: { $0.hasSuffix(".csv") }) else { return }
    let file = twins.folder.appendingPathComponent("t.csv")
    try FileManager.default.removeItem(at: file)
    try FileManager.default.moveItem(at: parts.appendingPathComponent(part), to: file)
  }

  private func script(_ folder: URL) -> String {
    let numbers = "i * 7919 % 1000003"
    switch database.dialect {
    case .clickhouse:
      return """
        INSERT INTO t SELECT toDateTime64('2026-07-01 00:00:00', 3, 'UTC') + toIntervalSecond(i % 7000000),
          'k' || toString(\(numbers)), toInt64(i % 1000) - 300
        FROM (SELECT toInt64(number) + 1 AS i FROM numbers(\(count)));
        INSERT INTO FUNCTION file('\(folder.path)/t.csv', 'CSVWithNames')
        SELECT * FROM t SETTINGS engine_file_truncate_on_insert = 1;

        """
    case .spark:
      return """
        INSERT INTO t SELECT TIMESTAMP_NTZ'2026-07-01 00:00:00' + make_dt_interval(0, 0, 0, id % 7000000),
          'k' || CAST(id * 7919 % 1000003 AS STRING), id % 1000 - 300
        FROM range(1, \(count + 1));
        INSERT OVERWRITE DIRECTORY '\(folder.path)/parts' USING csv OPTIONS (header 'true')
        SELECT /*+ COALESCE(1) */ * FROM t;

        """
    case .postgresql, .duckdb, nil:
      let isPostgres = database.dialect == .postgresql
      return """
        INSERT INTO t SELECT TIMESTAMP '2026-07-01' + i % 7000000 * INTERVAL '1 second', 'k' || \(numbers), i % 1000 - 300
        FROM \(isPostgres ? "generate_series(1, \(count)) AS r(i)" : "range(\(count)) AS r(i)");
        \(isPostgres ? "\\copy t TO 't.csv' CSV HEADER" : "COPY t TO 't.csv' (HEADER);")

        """
    }
  }
}
