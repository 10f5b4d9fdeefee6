import Pack

/// Questions on the terminal.
enum NewQuestions {
  /// Whether the answer is yes; an empty line is yes, the end of input no.
  static func ask(_ question: String) -> Bool {
    Console.error("\(question) [Y/n] ")
    guard let line = readLine() else { return false }
    let answer = line.lowercased().filter { !$0.isWhitespace }
    return answer.isEmpty || answer == "y" || answer == "yes"
  }
}

/// What was matched, for the terminal.
enum NewSummary {
  static func text(_ pack: NewPack) -> String {
    var out = ""
    for dataset in pack.datasets {
      guard let role = dataset.role else { continue }
      let mark = role.isTaken ? "plays" : "may play"
      out += "\(dataset.name) \(mark) the library's \(role.contract.name): \(role.reason)\n"
      for mapping in role.mappings where role.isTaken {
        out += "  \(mapping.isTaken ? "" : "? ")\(mapping.library.name) = \(mapping.expression): \(mapping.reason)\n"
      }
    }
    if pack.template.usesLibrary {
      out +=
        pack.kpis.isEmpty ? "no KPI of the library has all it needs\n" : "KPIs: \(pack.kpis.joined(separator: ", "))\n"
    }
    return out
  }
}
