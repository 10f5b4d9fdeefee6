public import Diagnostics
import Metrics
import Yams

/// `pack.yaml` with its row expressions and formulas in canonical form; everything else stays byte for byte.
public struct FormattedPack: Sendable {
  /// One expression written otherwise.
  public struct Change: Sendable, Hashable {
    /// Where it stands.
    public var location: Diagnostic.Location
    /// As it was.
    public var before: String
    /// As it is in canonical form.
    public var after: String
  }

  /// The whole file.
  public var text: String
  /// In the order of the file.
  public var changes: [Change]
  /// Why the file was left as it is: an expression that cannot be read, or no YAML.
  public var findings: [Diagnostic]
}

extension Pack {
  /// Formats the `pack.yaml` of a folder, without writing it.
  public static func formatted(folder: String) -> FormattedPack {
    let file = "pack.yaml"
    let files = PackFiles(folder: folder, roots: [])
    guard let bytes = files.contents(file), let text = String(validating: bytes, as: UTF8.self) else {
      return FormattedPack(text: "", changes: [], findings: load(folder: folder).1.filter { $0.location?.file == file })
    }
    let (root, problems) = parseYAML(text: text, file: file)
    guard let root else { return FormattedPack(text: text, changes: [], findings: problems) }
    var decoder = PackDecoder(files: files)
    _ = decoder.pack(root, period: nil)
    let unreadable = decoder.findings.filter { ["expression", "formula"].contains($0.id) }
    guard unreadable.isEmpty else { return FormattedPack(text: text, changes: [], findings: unreadable) }
    var canonical: [SourceText: String] = [:]
    for use in decoder.uses where use.source.file == file {
      canonical[use.source] = (try? RowExpression(parsing: use.source))?.description
    }
    for source in decoder.library.expressions {
      canonical[source] = (try? RowExpression(parsing: source))?.description
    }
    for source in decoder.formulas { canonical[source] = (try? Formula(parsing: source))?.description }
    var formatter = ScalarFormatter(text: text, file: file, canonical: canonical)
    return formatter.formatted(root)
  }
}

/// Replaces scalars of a YAML text where they stand.
private struct ScalarFormatter {
  private struct Edit {
    var range: Range<String.Index>
    var written: String
    var change: FormattedPack.Change
  }

  let text: String
  let file: String
  /// By place, as the decoder saw it.
  private let canonical: [String: (before: String, after: String)]
  private let lines: [Substring]
  private var edits: [Edit] = []

  init(text: String, file: String, canonical: [SourceText: String]) {
    self.text = text
    self.file = file
    self.canonical = Dictionary(
      canonical.map { ("\($0.key.line):\($0.key.column)", ($0.key.text, $0.value)) }
    ) { first, _ in first }
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  mutating func formatted(_ root: ConfigNode) -> FormattedPack {
    guard let node = try? compose(yaml: text, .basic, .default, .utf8) else {
      return FormattedPack(text: text, changes: [], findings: [])
    }
    visit(node, inFlow: false)
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    var result = ""
    var position = text.startIndex
    for edit in edits where position <= edit.range.lowerBound {
      result += text[position..<edit.range.lowerBound] + edit.written
      position = edit.range.upperBound
    }
    result += text[position...]
    let changes = edits.map(\.change)
    guard isSame(root, result, changes) else {
      let finding = Diagnostic(
        .error, "not-formatted", "The file could not be formatted without changing something else",
        at: Diagnostic.Location(file: file, line: changes.first?.location.line), remedy: "Format it by hand")
      return FormattedPack(text: text, changes: [], findings: [finding])
    }
    return FormattedPack(text: result, changes: changes, findings: [])
  }

  private mutating func visit(_ node: Node, inFlow: Bool) {
    switch node {
    case .scalar(let scalar): visit(scalar, inFlow: inFlow)
    case .sequence(let items): for item in items { visit(item, inFlow: inFlow || items.style == .flow) }
    case .mapping(let mapping):
      for (_, value) in mapping { visit(value, inFlow: inFlow || mapping.style == .flow) }
    case .alias: break
    }
  }

  private mutating func visit(_ scalar: Node.Scalar, inFlow: Bool) {
    guard let mark = scalar.mark else { return }
    var place = (line: mark.line - 1, column: mark.column - 1)
    switch scalar.style {
    case .singleQuoted, .doubleQuoted: place.column += 1
    case .literal, .folded:
      place.line += 1
      place.column = lines.indices.contains(place.line) ? lines[place.line].prefix { $0 == " " }.count : 0
    default: break
    }
    guard let known = canonical["\(place.line + 1):\(place.column + 1)"], known.before == scalar.string else { return }
    let before = trimmed(scalar.string)
    guard before != known.after, lines.indices.contains(place.line) else { return }
    var trace = ScalarTrace(lines: lines, line: place.line, column: place.column, style: scalar.style)
    _ = trace.follow(before)
    // An author's lines stay where only the spaces would change.
    guard trace.isComplete, lines.indices.contains(trace.line),
      trace.line == place.line || bare(before) != bare(known.after)
    else { return }
    guard let start = index(place), let end = index((trace.line, trace.column)),
      !edits.contains(where: { $0.range.lowerBound == start })
    else { return }
    edits.append(
      Edit(
        range: start..<end, written: written(known.after, scalar.style, inFlow: inFlow),
        change: FormattedPack.Change(
          location: Diagnostic.Location(file: file, line: place.line + 1, column: place.column + 1), before: before,
          after: known.after)))
  }

  private func index(_ place: (line: Int, column: Int)) -> String.Index? {
    let line = lines[place.line]
    return line.index(line.startIndex, offsetBy: place.column, limitedBy: line.endIndex)
  }

  private func written(_ text: String, _ style: Node.Scalar.Style, inFlow: Bool) -> String {
    switch style {
    case .singleQuoted: return doubled(text)
    case .doubleQuoted: return escaped(text)
    case .literal, .folded: return text
    default:
      if isPlain(text, inFlow: inFlow) { return text }
      return text.contains("'") ? "\"" + escaped(text) + "\"" : "'" + doubled(text) + "'"
    }
  }

  private func doubled(_ text: String) -> String {
    text.reduce(into: "") { out, character in out += character == "'" ? "''" : String(character) }
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { out, character in
      switch character {
      case "\"", "\\": out += "\\" + String(character)
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      default: out.append(character)
      }
    }
  }

  /// Whether YAML reads a text without quotes as it is.
  private func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.first, !"!&*%@`\"'#,[]{}|> ".contains(first), text.last != " ", text.last != ":" else {
      return false
    }
    if "-?:".contains(first), text.dropFirst().first.map({ $0 == " " }) ?? true { return false }
    if inFlow, text.contains(where: { ",[]{}".contains($0) }) { return false }
    return !text.contains(": ") && !text.contains(" #") && !text.contains { $0.isNewline || $0 == "\t" }
      && !text.hasPrefix("---") && !text.hasPrefix("...")
  }

  private func trimmed(_ text: String) -> String {
    var part = Substring(text)
    while part.last?.isWhitespace == true { part.removeLast() }
    while part.first?.isWhitespace == true { part.removeFirst() }
    return String(part)
  }

  /// Without the spaces outside quotes.
  private func bare(_ text: String) -> String {
    var quote: Character?
    return text.filter { character in
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
      return quote != nil || !character.isWhitespace
    }
  }

  /// Whether the new file says the same but for the expressions changed.
  private func isSame(_ root: ConfigNode, _ result: String, _ changes: [FormattedPack.Change]) -> Bool {
    guard let other = parseYAML(text: result, file: file).0 else { return false }
    let (old, new) = (root.texts, other.texts)
    let changed = Dictionary(changes.map { ($0.before, $0.after) }) { first, _ in first }
    return old.count == new.count
      && zip(old, new).allSatisfy { a, b in
        a.path == b.path && (a.text == b.text || changed[trimmed(a.text)] == trimmed(b.text))
      }
  }
}

extension ConfigNode {
  /// All texts with their keys, in order.
  fileprivate var texts: [(path: String, text: String)] {
    switch content {
    case .text(let text): [(path, text)]
    case .list(let items): items.flatMap(\.texts)
    case .mapping(let entries): entries.flatMap(\.value.texts)
    }
  }
}
