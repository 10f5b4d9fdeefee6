public import Diagnostics

/// Why a client program did not do its work.
public enum ClientFailure: Error, Sendable, Hashable {
  /// No such program is on the search path.
  case missing(program: String)
  /// The system did not start it; its words.
  case notStarted(program: String, reason: String)
  /// Nothing came for so many seconds, and it was stopped.
  case timedOut(seconds: Int)
  /// It ended with a code other than 0 and these words, shortened; a negative code is the signal that ended it.
  case ended(code: Int32, words: String)

  /// The failure as a finding: `summary` says what was wanted, such as "The control totals of `sessions` failed".
  public func diagnostic(_ summary: String, at location: Diagnostic.Location?) -> Diagnostic {
    switch self {
    case .missing(let program):
      let hint = Self.installHints.first { program.hasSuffix($0.program) }?.hint
      return Diagnostic(
        .error, "missing-client", "The program `\(excerpt(program))` is not installed", at: location,
        explanation: "It reads the rows that the pack names",
        remedy: hint.map { "Install it: \($0)" } ?? "Install it, or correct `command`")
    case .notStarted(let program, let reason):
      return Diagnostic(
        .error, "client-not-started", "The program `\(excerpt(program))` cannot be started: \(reason)", at: location,
        remedy: "Correct `command`")
    case .timedOut(let seconds):
      return Diagnostic(
        .error, "client-timeout", "\(summary): stopped after \(seconds) s without a result", at: location,
        remedy: "Give it more time with `timeout: \(max(1, seconds / 30)) min`, or see why the database is slow")
    case .ended(let code, let words):
      let how = code < 0 ? "was ended by signal \(-code)" : "ended with code \(code)"
      let trouble = ClientTrouble(words: words)
      let isKilled = trouble == nil && code == -9
      return Diagnostic(
        .error, trouble?.rawValue ?? "client-failed", summary, at: location,
        explanation: words.isEmpty ? "The client \(how) and said nothing" : words,
        remedy: trouble?.remedy
          ?? (isKilled
            ? "See whether the machine ran out of memory; give the client more, or have a server add up"
            : "Run the client by hand to see whether it connects and may read the tables"))
    }
  }

  private static let installHints: [(program: String, hint: String)] = [
    ("psql", "`apt install postgresql-client` or `brew install libpq`"),
    ("duckdb", "see https://duckdb.org/docs/installation, or `pip install duckdb-cli`"),
    ("clickhouse-client", "see https://clickhouse.com/docs/install"),
    ("clickhouse", "see https://clickhouse.com/docs/install"),
    ("spark-sql", "see https://spark.apache.org/downloads.html, or `pip install pyspark`"),
    ("sqlite3", "`apt install sqlite3` or `brew install sqlite`"),
  ]
}
