/// What a client's words say went wrong, where the remedy depends on it.
///
/// The words are those of psql, duckdb, clickhouse-client, spark-sql and sqlite3; whatever none of them says is no trouble
/// known here.
enum ClientTrouble: String, CaseIterable {
  /// Who asks is not let in.
  case login = "client-login"
  /// There is no server to talk to.
  case unreachable = "client-unreachable"
  /// It was there, and went away in the middle.
  case lost = "client-lost"
  /// The server stopped the statement at its limit.
  case timeout = "client-timeout"
  /// The table is there, and not for this user.
  case permission = "client-permission"
  /// Another program holds the database file.
  case locked = "client-locked"
  /// There is no table of that name, or it is not shown to this user.
  case table = "missing-table"

  /// The first whose words stand in the text.
  init?(words: String) {
    let text = words.lowercased()
    guard let known = Self.allCases.first(where: { trouble in trouble.signs.contains { text.contains($0) } }) else {
      return nil
    }
    self = known
  }

  private var signs: [String] {
    switch self {
    case .login:
      [
        "password authentication failed", "no password supplied", "authentication failed", "required_password",
        "authentication_failed", "no pg_hba.conf entry", "gss failed", "peer authentication",
        "failed: fatal: role",
      ]
    case .unreachable:
      [
        "connection refused", "could not translate host name", "is the server running", "no route to host",
        "connection timed out", "definition of service", "not found address of host",
        "cannot open database", "unable to open database", "fatal: database",
        "the database system is starting up",
      ]
    case .lost:
      [
        "server closed the connection", "terminating connection", "connection to server was lost",
        "the database system is shutting down", "attempt to read after eof", "connection reset by peer",
        "sparkcontext was shut down",
      ]
    case .timeout: ["statement timeout", "timeout exceeded", "timeout_exceeded"]
    case .permission: ["permission denied", "not enough privileges", "access_denied", "insufficient_permissions"]
    case .locked: ["could not set lock", "conflicting lock", "database is locked"]
    case .table:
      [
        "relation \"", "table with name", "unknown table", "unknown_table", "table_or_view_not_found", "no such table",
      ]
    }
  }

  /// What to do about it.
  var remedy: String {
    switch self {
    case .login:
      "Give the client the user and password where it looks for them, such as ~/.pgpass for psql; `command` names who"
    case .unreachable: "Check the address, database or file that `command` names, and that the server is up"
    case .lost: "See the server's log for why it ended the connection, and run this again"
    case .timeout: "Give it more time with a longer `timeout` of the warehouse, or see why the database is slow"
    case .permission: "Have the table's owner grant reading to the user that `command` names: GRANT SELECT ON … TO …"
    case .locked: "Close the program that has the database open for writing, and run this again"
    case .table: "Correct `table`, with its schema; capital and small letters may count"
    }
  }
}
