public import Diagnostics
import Metrics
import Yams

/// Reads one YAML document as nodes with places; nil when it is no YAML, with a finding that says where and what to do.
///
/// `firstLine` is the line of the text's first line within the file. An empty text gives an empty node.
public func parseYAML(text: String, file: String, firstLine: Int = 1) -> (ConfigNode?, [Diagnostic]) {
  let reader = YAMLReader(
    lines: lines(of: text), file: file, firstLine: firstLine)
  do {
    guard let root = try compose(yaml: text, .basic, .default, .utf8) else {
      return (ConfigNode(content: .text(""), path: "", file: file, line: firstLine, column: 1), [])
    }
    var findings: [Diagnostic] = []
    var budget = 200_000
    let node = reader.node(root, path: "", &budget, &findings)
    return (findings.hasErrors ? nil : node, findings)
  } catch {
    return (nil, [reader.finding(for: error)])
  }
}

/// The lines of a text; cut at bytes where line feeds are the only breaks it has.
private func lines(of text: String) -> [Substring] {
  var before: (UInt8, UInt8) = (0, 0)
  let isPlain = text.utf8.allSatisfy { byte in
    defer { before = (before.1, byte) }
    // CR, VT and FF, NEL, and the separators of lines and paragraphs.
    return byte != 13 && byte != 11 && byte != 12 && !(before.1 == 0xC2 && byte == 0x85)
      && !(before == (0xE2, 0x80) && (byte == 0xA8 || byte == 0xA9))
  }
  guard isPlain else { return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) }
  return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
}

/// Line and column within the text, from 1.
private struct Place {
  var line: Int
  var column: Int
  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
  init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}

private struct YAMLReader {
  let lines: [Substring]
  let file: String
  let firstLine: Int

  /// Aliases may stand for nodes many times over; `budget` bounds what they unfold to.
  func node(_ node: Node, path: String, _ budget: inout Int, _ findings: inout [Diagnostic]) -> ConfigNode {
    let mark = node.mark.map(Place.init) ?? Place(line: 1, column: 1)
    var result = ConfigNode(
      content: .text(""), path: path, file: file, line: mark.line + firstLine - 1, column: mark.column)
    budget -= 1
    guard budget > 0 else {
      if !findings.contains(where: { $0.id == "yaml-size" }) {
        findings.append(
          result.error("yaml-size", "The file holds too many values", remedy: "Take the aliases (`*name`) out"))
      }
      return result
    }
    switch node {
    case .scalar(let scalar):
      result.content = .text(scalar.string)
      switch scalar.style {
      case .singleQuoted, .doubleQuoted: result.column += 1
      case .literal, .folded:
        // The text starts on the line below the bar, at its indentation.
        result.line += 1
        result.column = mark.line < lines.count ? lines[mark.line].prefix { $0 == " " }.count + 1 : 1
      default: break
      }
      let start = (line: result.line - firstLine, column: result.column - 1)
      result.jumps = ScalarTrace(lines: lines, line: start.line, column: start.column, style: scalar.style)
        .jumps(of: scalar.string).map {
          SourceText.Jump(offset: $0.offset, line: $0.line + firstLine, column: $0.column + 1)
        }
    case .sequence(let items):
      var number = 0
      result.content = .list(
        items.map { item in
          number += 1
          return self.node(item, path: "\(path)[\(number)]", &budget, &findings)
        })
    case .mapping(let mapping):
      var entries: [ConfigEntry] = []
      for (key, value) in mapping {
        guard case .scalar(let scalar) = key else {
          let place = self.node(key, path: path, &budget, &findings)
          findings.append(
            place.error(
              "yaml-key", "A key must be a text, and this is a list or a mapping",
              remedy: "A text that starts with `{` or `[` must stand in quotes"))
          continue
        }
        let name = scalar.string
        let inner = path.isEmpty ? name : path + "." + name
        entries.append(
          ConfigEntry(
            name: name, key: self.node(key, path: inner, &budget, &findings),
            value: self.node(value, path: inner, &budget, &findings)))
      }
      result.content = .mapping(entries)
    case .alias: break
    }
    return result
  }

  func finding(for error: any Error) -> Diagnostic {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return syntax(problem, Place(mark))
    case .composer(_, let problem, let mark, _):
      let remedy = problem.contains("document") ? "Remove the line `---` that starts a second document" : nil
      return diagnostic("yaml-syntax", "This is no YAML: \(problem)", Place(mark), remedy: remedy)
    case .duplicatedKeysInMapping(let names, let context):
      let name = names.first ?? ""
      let first = Place(context.mark)
      let second = secondPlace(of: name, after: first)
      return diagnostic(
        "duplicate-key", "The key `\(name)` stands twice in one mapping", second ?? first,
        explanation: second.map { _ in "It stands first in line \(first.line + firstLine - 1)" },
        remedy: "Keep one of the two, or rename one")
    case .reader(_, let offset, _, let yaml):
      let before = yaml.utf8.prefix(offset ?? 0)
      let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
      return diagnostic(
        "yaml-syntax", "The file holds a control character or is not UTF-8", Place(line: line, column: 1),
        remedy: "Save the file as UTF-8 and remove the character")
    default:
      return diagnostic("yaml-syntax", "This is no YAML", Place(line: 1, column: 1))
    }
  }

  private func syntax(_ problem: String, _ mark: Place) -> Diagnostic {
    if let tab = tabInIndentation(upTo: mark.line) {
      return diagnostic(
        "yaml-tab", "A tab stands in the indentation", tab, explanation: "YAML indents by spaces only",
        remedy: "Replace the tab by spaces")
    }
    let line = lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : ""
    let character = line.dropFirst(mark.column - 1).first
    let remedy: String
    let summary: String
    switch problem {
    case _ where line.contains(": {{"):
      summary = "A text that starts with `{{` stands without quotes"
      remedy = "Put the whole text in quotes: `\"{{ … }} …\"`"
    case _ where line.contains(": “") || line.contains(": ‘"):
      summary = "Curly quotes stand around a value, and YAML knows straight ones only"
      remedy = "Write `\"` in their place"
    case _ where problem.contains("cannot start any token"):
      summary = character.map { "A value cannot start with `\($0)`" } ?? "A value cannot start so"
      remedy = "Put the value in quotes"
    case _ where problem.contains("mapping values are not allowed"):
      summary = "A second `: ` stands in this line, or the line is indented too far"
      remedy = "Put a text that holds `: ` in quotes, or align the line with its neighbours"
    case _ where problem.contains("expected ','"):
      summary = "A list or mapping in brackets does not go on with a comma or end here"
      remedy =
        "Close the bracket; a text that starts with `{` or `[`, or holds `, ` inside brackets, must stand in quotes"
    case _ where problem.contains("expected key"), _ where problem.contains("block"):
      summary = "This line does not fit the lines above it"
      remedy = "Give all keys of one mapping the same indentation; close quotes and brackets above"
    case _ where problem.contains("expected ':'"):
      summary = "A key without `: ` stands here"
      remedy = "Write `key: value` with a space after the colon"
    case _ where problem.contains("end of stream"):
      summary = "A quote or bracket is never closed"
      remedy = "Close it"
    default:
      summary = "This is no YAML: \(problem)"
      remedy = "Check quotes, brackets and indentation near here"
    }
    return diagnostic("yaml-syntax", summary, mark, remedy: remedy)
  }

  private func diagnostic(
    _ id: String, _ summary: String, _ mark: Place, explanation: String? = nil, remedy: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .error, id, summary,
      at: Diagnostic.Location(file: file, line: mark.line + firstLine - 1, column: mark.column),
      explanation: explanation, remedy: remedy)
  }

  private func tabInIndentation(upTo line: Int) -> Place? {
    for (index, text) in lines.prefix(line).enumerated() {
      let indentation = text.prefix { $0 == " " || $0 == "\t" }
      guard indentation.count < text.count, let tab = indentation.firstIndex(of: "\t") else { continue }
      return Place(line: index + 1, column: text.distance(from: text.startIndex, to: tab) + 1)
    }
    return nil
  }

  /// The second key of a block mapping stands in the same column as the first.
  private func secondPlace(of name: String, after first: Place) -> Place? {
    for index in lines.indices.dropFirst(first.line) {
      let indentation = lines[index].prefix { $0 == " " }.count
      let rest = lines[index].dropFirst(indentation)
      if indentation + 1 == first.column, rest.hasPrefix(name + ":") || rest.hasPrefix("\"\(name)\":") {
        return Place(line: index + 1, column: first.column)
      }
      // A line further out ends the mapping.
      if indentation + 1 < first.column, !rest.isEmpty, !rest.hasPrefix("#") { return nil }
    }
    return nil
  }
}
