import Diagnostics
import Testing

@testable import Clients

/// Words of psql 15, DuckDB 1.5, SQLite 3.40 as they print them; of clickhouse-client and spark-sql as in their manuals.
struct ClientTroubleTests {
  @Test(
    "What a client says becomes a finding of its own, with what to do",
    arguments: [
      (
        "psql: error: connection to server on socket \"/run/.s.PGSQL.5432\" failed: FATAL: password authentication failed "
          + "for user \"me\"", "client-login", "~/.pgpass"
      ),
      ("psql: error: connection to server failed: fe_sendauth: no password supplied", "client-login", "~/.pgpass"),
      ("psql: error: connection to server failed: FATAL: role \"nobody\" does not exist", "client-login", "command"),
      (
        "Code: 516. DB::Exception: default: Authentication failed: password is incorrect, or there is no user with such "
          + "name. (AUTHENTICATION_FAILED)", "client-login", "password"
      ),
      ("Code: 194. DB::Exception: Password required for user. (REQUIRED_PASSWORD)", "client-login", "password"),
      (
        "psql: error: connection to server at \"127.0.0.1\", port 5432 failed: Connection refused",
        "client-unreachable",
        "address"
      ),
      (
        "psql: error: could not translate host name \"db\" to address: Name or service not known", "client-unreachable",
        "address"
      ),
      ("psql: error: definition of service \"dwh\" not found", "client-unreachable", "command"),
      ("psql: error: connection failed: FATAL: database \"dwh\" does not exist", "client-unreachable", "database"),
      (
        "IO Error: Cannot open database \"a.duckdb\" in read-only mode: database does not exist", "client-unreachable",
        "database"
      ),
      ("Code: 210. DB::NetException: Connection refused (ch:9000). (NETWORK_ERROR)", "client-unreachable", "server"),
      (
        "FATAL: terminating connection due to administrator command\nserver closed the connection unexpectedly",
        "client-lost", "log"
      ),
      ("Code: 32. DB::Exception: Attempt to read after eof", "client-lost", "log"),
      ("ERROR: canceling statement due to statement timeout", "client-timeout", "`timeout`"),
      (
        "Code: 159. DB::Exception: Timeout exceeded: elapsed 1.1 seconds, maximum: 1. (TIMEOUT_EXCEEDED)",
        "client-timeout", "`timeout`"
      ),
      ("ERROR: permission denied for table sessions", "client-permission", "GRANT SELECT"),
      ("Code: 497. DB::Exception: me: Not enough privileges. (ACCESS_DENIED)", "client-permission", "GRANT SELECT"),
      (
        "IO Error: Could not set lock on file \"a.duckdb\": Conflicting lock is held", "client-locked",
        "open for writing"
      ),
      ("Runtime error near line 1: database is locked (5)", "client-locked", "open for writing"),
      ("ERROR: relation \"nosuch\" does not exist", "missing-table", "`table`"),
      ("Catalog Error: Table with name nosuch does not exist!", "missing-table", "`table`"),
      ("Code: 60. DB::Exception: Unknown table expression identifier 'nosuch'.", "missing-table", "`table`"),
      ("[TABLE_OR_VIEW_NOT_FOUND] The table or view `nosuch` cannot be found.", "missing-table", "`table`"),
      ("Error: in prepare, no such table: nosuch", "missing-table", "`table`"),
      ("ERROR: column \"nosuch\" does not exist", "client-failed", "by hand"),
      ("", "client-failed", "by hand"),
    ])
  func words(said: String, id: String, remedy: String) {
    let finding = ClientFailure.ended(code: 2, words: said).diagnostic("It failed", at: nil)
    #expect(finding.id == id && finding.severity == .error && finding.summary == "It failed")
    #expect(finding.remedy?.contains(remedy) == true, "\(finding.remedy ?? "")")
    #expect(said.isEmpty || finding.explanation == said)
  }

  @Test("A client that the system ended may have had too little memory")
  func killed() {
    let finding = ClientFailure.ended(code: -9, words: "").diagnostic("It failed", at: nil)
    #expect(finding.id == "client-failed" && finding.explanation?.contains("signal 9") == true)
    #expect(finding.remedy?.contains("memory") == true)
  }
}
