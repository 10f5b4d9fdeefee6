import Diagnostics
import Formats
import Metrics
import Pack

/// An explanation for a terminal: aligned columns, no colours, nothing that a pipe would break.
struct ExplanationText {
  /// Values of a segment that are listed one by one; the others are added up.
  private static let movers = 6

  private let explanation: Explanation
  /// Characters of a line of running text.
  private let length: Int

  init(_ explanation: Explanation, length: Int = 100) {
    self.explanation = explanation
    self.length = length
  }

  var text: String {
    var lines = ["\(explanation.label)  (\(explanation.metric))"]
    lines += [explanation.definition].compactMap { $0 }.flatMap { [""] + wrapped($0) }
    lines += ["", "FIGURE, \(explanation.figure.period)"] + table(figureRows)
    lines += ["", "FORMULA"] + formulaLines
    if !explanation.pitfalls.isEmpty {
      lines += ["", "PITFALLS"] + explanation.pitfalls.flatMap { wrapped($0, indent: "  - ", rest: "    ") }
    }
    for change in explanation.changes { lines += [""] + changeLines(change) }
    for statement in explanation.statements {
      lines += ["", "SQL: \(statement.purpose)"] + statement.sql.split(separator: "\n").map { "  \($0)" }
    }
    return lines.map { Self.trimmed(terminalText($0, keepsLines: false)) }.joined(separator: "\n") + "\n"
  }

  private var figureRows: [[String]] {
    let figure = explanation.figure
    var value = figure.text
    if let interval = figure.interval { value += "   95%: \(interval)" }
    var rows = [["Value", value]]
    if let why = figure.why { rows.append(["Note", why]) }
    rows.append(["Method", figure.method])
    if let n = figure.n {
      let clusters = figure.clusters.map { " from \(ValueFormat.count.string(Double($0))) customers" } ?? ""
      rows.append(["n", ValueFormat.count.string(Double(n)) + clusters])
    }
    if let grade = figure.grade { rows.append(["Evidence", grade]) }
    if let target = figure.target {
      rows.append(["Target", target + (figure.status.map { ", \($0)" } ?? "")])
    }
    let unit = explanation.unit == "1" ? "a pure number" : explanation.unit
    rows.append([
      "Unit",
      [unit, explanation.better.flatMap { Polarity(rawValue: $0)?.phrase }].compactMap(\.self).joined(separator: ", "),
    ])
    if let owner = explanation.owner { rows.append(["Owner", owner]) }
    return rows
  }

  private var formulaLines: [String] {
    var lines = ["  \(explanation.formula ?? "an input")"]
    if let compiled = explanation.compiled {
      lines += ["  with conversions: \(compiled)"] + explanation.conversions.map { "  \($0)" }
    }
    lines += explanation.formulas.sorted { $0.key < $1.key }.flatMap {
      wrapped("where \($0.key) = \($0.value)", indent: "  ", rest: "    ")
    }
    return lines + readingLines
  }

  /// Sums and inputs with their values; what they mean beside them, or below where the line is too short for that.
  private var readingLines: [String] {
    let figures = table(explanation.readings.map { [$0.name, $0.text] }, numbers: [1])
    let width = (figures.map(\.count).max() ?? 0) + 2
    return zip(figures, explanation.readings).flatMap { figure, reading -> [String] in
      guard let meaning = reading.meaning else { return [figure] }
      guard width + 40 <= length else { return [figure] + wrapped(meaning, indent: "      ", rest: "      ") }
      return wrapped(meaning, indent: figure + "  ", rest: String(repeating: " ", count: width))
    }
  }

  private func wrapped(_ text: String, indent: String = "", rest: String? = nil) -> [String] {
    WrappedText.lines(text, length: length, indent: indent, rest: rest)
  }

  private func changeLines(_ change: Explanation.Change) -> [String] {
    guard change.value != nil else {
      return ["CHANGE on \(change.period) (\(change.name))"]
        + wrapped("n/a: \(change.why ?? change.verdict)", indent: "  ")
    }
    var head = change.text
    if let interval = change.interval { head += "   95%: \(interval)" }
    var lines = ["CHANGE on \(change.period) (\(change.name))", "  \(head)"]
    lines += wrapped(change.verdict, indent: "  ")
    if let before = change.before { lines.append("  from \(before) to \(explanation.figure.text)") }
    if let why = change.why { return lines + wrapped("no split: \(why)", indent: "  ") }
    if !change.parts.isEmpty {
      lines += ["", "  What contributed, \(change.method ?? "")"]
      lines += table(
        [["", "before", "after", "contribution"]]
          + change.parts.map { [$0.name, $0.beforeText, $0.afterText, $0.contributionText] }
          + [["together", "", "", change.togetherText]], numbers: [1, 2, 3])
    }
    for mix in change.mix { lines += [""] + mixLines(mix) }
    return lines
  }

  private func mixLines(_ mix: Explanation.Mix) -> [String] {
    var lines = [
      "  By \(mix.segment): \(mix.rateText) from changes within, \(mix.mixText) from another mix (Kitagawa)"
    ]
    let shown = mix.groups.count > Self.movers + 1 ? Self.movers : mix.groups.count
    var rows = [["", "before", "after", "weight", "within", "mix"]]
    rows += mix.groups.prefix(shown).map {
      [$0.value, $0.beforeText, $0.afterText, $0.weightText, $0.rateText, $0.mixText]
    }
    if shown < mix.groups.count { rows.append(["\(mix.groups.count - shown) smaller movers", "", "", "", "", ""]) }
    lines += table(rows, numbers: [1, 2, 3, 4, 5])
    if mix.isReversal {
      lines.append("  Every value moved one way and the whole the other: the mix decides.")
    }
    return lines
  }

  /// Columns two spaces apart, indented; numbers stand right.
  private func table(_ rows: [[String]], numbers: Set<Int> = []) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return numbers.contains(column) ? space + cell : cell + space
      }.joined(separator: "  ")
    }.map { "  " + $0 }
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
