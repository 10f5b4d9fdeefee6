/// Statements that share the rows of their datasets through temporary tables, so that a session that runs them one after
/// the other reads each file once.
struct TemporaryTables {
  /// For each statement: what makes the tables that those before it did not, and the query itself; no semicolon at the end.
  let scripts: [String]

  init(_ statements: [Statement], quoting: (String) -> String) {
    var made: Set<String> = []
    scripts = statements.map { statement in
      guard !statement.steps.isEmpty else { return statement.sql }
      var commands: [String] = []
      var pending: [Statement.Step] = []
      for step in statement.steps where !made.contains(step.name) {
        if step.name.hasSuffix(" checked") {
          let before = pending.map { "\(quoting($0.name)) AS (\n  \($0.query.indented(by: 2))\n)" }
          let with = before.isEmpty ? "" : "WITH\n\(before.joined(separator: ",\n"))\n"
          commands.append("CREATE TEMP TABLE \(quoting(step.name)) AS\n\(with)\(step.query)")
          made.formUnion(pending.map(\.name) + [step.name])
          pending = []
        } else if step.name.hasSuffix(" good") {
          commands.append("CREATE TEMP VIEW \(quoting(step.name)) AS\n\(step.query)")
          made.insert(step.name)
        } else {
          pending.append(step)
        }
      }
      return (commands + [statement.query]).joined(separator: ";\n")
    }
  }
}
