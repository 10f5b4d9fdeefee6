import Clients
import Rows

/// Which columns a table of an SQLite file has, asked of SQLite's client before any rows are read.
struct SQLiteColumns {
  let table: String

  /// Names that every table answers to.
  private static let rowNumbers = ["rowid", "oid", "_rowid_"]
  private static let seconds = 60

  /// Of the wanted columns those that are not there, and all that are. Nothing where there is no such program, file or
  /// table, which is reported where the rows are read.
  func missing(_ wanted: [String], in file: RowFile) -> (missing: [String], columns: [String]) {
    guard let columns = try? names(file), !columns.isEmpty else { return ([], []) }
    let known = Set((columns + Self.rowNumbers).map { $0.lowercased() })
    return (wanted.filter { !known.contains($0.lowercased()) }, columns)
  }

  private func names(_ file: RowFile) throws(ClientFailure) -> [String] {
    let quoted = "'" + table.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    let process = try ClientProcess(
      ["sqlite3", "-batch", "-init", "/dev/null", "-safe", "-readonly", "-bail", "-list", "-noheader", file.path],
      input: "SELECT hex(name) FROM pragma_table_xinfo(\(quoted)) ORDER BY cid;\n", folder: "/")
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      var count = 0
      var failure: ClientFailure?
      piece.withUnsafeMutableBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        do throws(ClientFailure) {
          count = try process.read(into: base, capacity: bytes.count, within: Self.seconds)
        } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      guard count > 0 else { break }
      output += piece[..<count]
    }
    try process.finish()
    return output.split { $0 == 10 || $0 == 13 }.map(Self.text)
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    let pairs = stride(from: digits.startIndex, to: digits.endIndex - 1, by: 2)
    return String(
      decoding: pairs.compactMap { UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) },
      as: UTF8.self)
  }
}
