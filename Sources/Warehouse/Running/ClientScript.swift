import Pack

/// What a client is told: flags after the author's command, and a script on its standard input that prints the rows of
/// each statement as lines of fields between tabs, then a line that says it is done.
struct ClientScript {
  let warehouse: Warehouse

  /// The line after the rows of so many statements; 0 comes before the first, and what precedes it is chatter.
  static func mark(_ count: Int) -> String { "#\(count)" }

  /// The author's command and the flags that make the client quiet, plain and read-only.
  var arguments: [String] {
    let command = warehouse.command
    switch warehouse.dialect {
    // No start-up file, no question for a password that nobody would see.
    case .postgresql: return command + ["-X", "-q", "-w"]
    case .duckdb:
      let ownStart = command.contains("-init") || command.contains("-no-init")
      return command + (ownStart ? [] : ["-init", "/dev/null"]) + (opensFile ? ["-readonly"] : []) + [
        "-batch", "-bail",
      ]
    case .clickhouse: return command + ["--multiquery"]
    case .spark: return command + ["-S", "-f", "/dev/stdin"]
    }
  }

  /// DuckDB can be told to open a file read-only, but not a database in memory, in which there is nothing to write to.
  private var opensFile: Bool {
    let program = warehouse.command.firstIndex { $0.split(separator: "/").last?.hasPrefix("duckdb") == true } ?? 0
    var takesValue = false
    for argument in warehouse.command.dropFirst(program + 1) {
      if takesValue {
        takesValue = false
      } else if argument.hasPrefix("-") {
        takesValue = ["-init", "-cmd", "-storage-version", "-newline", "-nullvalue", "-separator"].contains(argument)
      } else {
        return argument != ":memory:"
      }
    }
    return false
  }

  /// All statements in one session, so that where the engine has transactions all figures are of one moment.
  func text(_ statements: [String]) -> String {
    var text = opening + query("SELECT '\(Self.mark(0))'")
    for (index, statement) in statements.enumerated() {
      text += query(statement) + query("SELECT '\(Self.mark(index + 1))'")
    }
    return text + closing
  }

  private func query(_ sql: String) -> String {
    warehouse.dialect == .clickhouse ? sql + "\nFORMAT TabSeparated;\n" : sql + ";\n"
  }

  private var opening: String {
    switch warehouse.dialect {
    case .postgresql:
      // Terse, because the long form of an error quotes the statement. The server stops a query that takes too long itself.
      // It cannot know how many rows a checked table keeps, takes it for one and joins in nested loops, unless it is told
      // that all these joins are large; compiling long expressions takes longer than running them over a few rows.
      """
      \\set ON_ERROR_STOP on
      \\set VERBOSITY terse
      \\set SHOW_CONTEXT never
      \\pset format unaligned
      \\pset fieldsep '\\t'
      \\pset tuples_only on
      \\pset null '-'
      \\pset pager off
      \\encoding UTF8
      SET statement_timeout = '\(warehouse.timeout)s';
      SET standard_conforming_strings = on;
      SET TimeZone = 'UTC';
      SET enable_nestloop = off;
      SET jit = off;
      BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;

      """
    case .duckdb:
      """
      .mode list
      .headers off
      .separator "\\t"
      .nullvalue -
      SET autoinstall_known_extensions = false;
      SET TimeZone = 'UTC';
      BEGIN TRANSACTION READ ONLY;

      """
    case .clickhouse:
      """
      SET max_execution_time = \(warehouse.timeout);
      SET readonly = 2;

      """
    case .spark:
      // What follows for a column from each of its conditions is worked out for all pairs of them, which takes minutes
      // for the long expressions of checked columns and wins nothing here.
      """
      SET spark.sql.variable.substitute = false;
      SET spark.sql.ansi.enabled = true;
      SET spark.sql.session.timeZone = UTC;
      SET spark.sql.constraintPropagation.enabled = false;

      """
    }
  }

  private var closing: String {
    switch warehouse.dialect {
    case .postgresql, .duckdb: "COMMIT;\n"
    case .clickhouse, .spark: ""
    }
  }
}
