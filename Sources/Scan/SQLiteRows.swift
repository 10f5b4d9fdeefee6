import Rows

/// The rows of a table of an SQLite file, printed as CSV by SQLite's own client while they are read.
///
/// No value and an empty text are the same here, as in files. Floating point is printed with 15 digits. What CSV cannot
/// hold, bytes and texts with a NUL in them, comes as `x'…'` in hexadecimal, as SQL writes it.
struct SQLiteRows {
  let table: String
  let columns: [String]

  /// One column alone would leave blank lines, which are no rows.
  private var isPadded: Bool { columns.count < 2 }

  /// How the client writes them: no header, so that a table without rows is one without rows.
  var format: RowFormat {
    RowFormat(kind: .separated(by: UInt8(ascii: ",")), names: columns + (isPadded ? ["(row)"] : []))
  }

  func rows(of file: RowFile) -> RowFile {
    // Its path is no file's: the bytes of a database say nothing about whether its rows are the same.
    var rows = RowFile(name: "\(file.name):\(table)", path: "sqlite:" + file.path, size: 0)
    // No start-up file, no way to another file or program, nothing written.
    rows.program = [
      "sqlite3", "-batch", "-init", "/dev/null", "-safe", "-readonly", "-bail", "-csv", "-noheader", "-nullvalue", "",
      file.path,
    ]
    rows.programInput = sql
    return rows
  }

  var sql: String {
    // A bare name in double quotes that is no column would be taken for a text; one with its table is an error.
    let values = columns.map { "r." + Self.quoted($0) }.map { column in
      """
      CASE WHEN typeof(\(column)) = 'blob' OR (typeof(\(column)) = 'text' AND instr(CAST(\(column) AS BLOB), x'00'))
          THEN 'x''' || hex(\(column)) || '''' ELSE \(column) END
      """
    }
    let list = (values + (isPadded ? ["1"] : [])).joined(separator: ",\n  ")
    // In the order they were stored, which is the order of rows in a file.
    return "SELECT\n  \(list)\nFROM \(Self.quoted(table)) AS r NOT INDEXED;\n"
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
