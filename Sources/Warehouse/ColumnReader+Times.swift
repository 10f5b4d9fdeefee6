import Metrics
import Pack

extension ColumnReader {
  /// A column of times of a warehouse: an instant, or a wall clock in the calendar's zone; parts of a second do not count.
  func nativeTime(_ source: String, t: String, raw: String, part: (String) -> String) -> ColumnReading {
    let (seconds, isWall): (String, String)
    switch dialect {
    case .postgresql:
      seconds = "floor(extract(epoch FROM \(source)))"
      isWall = "pg_typeof(\(source)) <> CAST('timestamptz' AS regtype)"
    case .duckdb:
      seconds = "CAST(floor(epoch(\(source))) AS BIGINT)"
      isWall = "typeof(\(source)) <> 'TIMESTAMP WITH TIME ZONE'"
    case .clickhouse:
      let epoch = "toDateTime64('1970-01-01 00:00:00', 0, 'UTC')"
      seconds =
        "if(toTypeName(\(source)) LIKE '%DateTime%', dateDiff('second', \(epoch), \(source), 'UTC'), "
        + "toInt64(toDate32(\(source))) * 86400)"
      isWall = "toTypeName(\(source)) NOT LIKE '%DateTime%'"
    case .spark:
      let clock = "hour(\(source)) * 3600 + minute(\(source)) * 60 + second(\(source))"
      seconds =
        "CASE WHEN typeof(\(source)) = 'timestamp' THEN unix_seconds(CAST(\(source) AS TIMESTAMP)) "
        + "ELSE CAST(unix_date(CAST(\(source) AS DATE)) AS BIGINT) * 86400 + \(clock) END"
      isWall = "typeof(\(source)) <> 'timestamp'"
    }
    // PostgreSQL has infinite times, which are no whole numbers.
    func finite(_ t: String) -> String {
      dialect == .postgresql
        ? "CASE WHEN \(t) BETWEEN -1000000000000 AND 1000000000000 THEN CAST(\(t) AS bigint) END" : t
    }
    let complaint = dialect == .postgresql ? "not a timestamp" : nil
    guard !shift.isNone else { return ColumnReading(raw: seconds, value: finite(t), complaint: complaint) }
    // The kind of time is known of the source only, so the flag stands beside the value.
    let flag = part("is local")
    let (local, isLocal) = (dialect.column("t", flag), dialect.column("s", flag))
    let east = dialect == .postgresql ? shift.arraySQL(finite(t)) : shift.sql(t)
    let s = dialect.column("s", raw)
    let isTwice = dialect == .postgresql ? shift.isRepeatedByArray(finite(s)) : shift.isRepeated(s)
    var reading = ColumnReading(
      raw: seconds, value: "\(finite(t)) - CASE WHEN \(local) THEN \(east) ELSE 0 END", complaint: complaint,
      isRepeated: "(\(isLocal) AND \(isTwice))")
    reading.flags = [(flag, isWall)]
    return reading
  }

  /// A time of a file, by the column's format.
  func textTime(
    _ column: Column, _ source: String, p: String, t: String, raw: String, part: (String) -> String
  ) -> ColumnReading {
    let form = TimeForm(column.format)
    let (wall, offset) = (part("wall clock"), part("offset"))
    let day = "TRY_CAST(\(form.date(p)) AS DATE)"
    let seconds = "date_diff('day', DATE '1970-01-01', \(day)) * 86400 + \(form.timeOfDay(p))"
    var parts = [(name: wall, sql: "CASE WHEN \(dialect.matches(p, form.expression)) THEN \(seconds) END")]
    let wallClock = dialect.column("t", wall)
    let local = shift.isNone ? wallClock : "\(wallClock) - \(shift.sql(wallClock))"
    guard let east = form.offset(p) else {
      return ColumnReading(
        raw: text(source, column), parts: parts, value: local, complaint: "not a timestamp",
        isRepeated: shift.isNone ? nil : shift.isRepeated(dialect.column("s", wall)))
    }
    parts.append((offset, east))
    let given = dialect.column("t", offset)
    let value = "CASE WHEN \(given) IS NOT NULL THEN \(wallClock) - \(given) ELSE \(local) END"
    let isLocal = "\(dialect.column("s", offset)) IS NULL"
    return ColumnReading(
      raw: text(source, column), parts: parts, value: value, complaint: "not a timestamp",
      isRepeated: shift.isNone ? nil : "(\(isLocal) AND \(shift.isRepeated(dialect.column("s", wall))))")
  }
}
