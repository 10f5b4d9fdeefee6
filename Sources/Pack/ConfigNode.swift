public import Diagnostics
public import Metrics

/// A piece of YAML with its place: a text, a list or a mapping. YAML never decides the type of a text.
///
/// The readers (`text`, `number`, `list` …) collect what they find instead of stopping, so that all mistakes of a file
/// are reported together.
///
///     let (node, problems) = parseYAML(text: body, file: "index.md", firstLine: 12)
///     let chart = node?.mapping(known: ["metric", "grain"], &problems)
///     let metric = chart?.required("metric", &problems)?.text(&problems)
public struct ConfigNode: Sendable, Hashable {
  /// What the node holds.
  public enum Content: Sendable, Hashable {
    /// As written, without quotes; empty for a key without a value.
    case text(String)
    /// The items in order.
    case list([ConfigNode])
    /// The entries in order, keys unique.
    case mapping([ConfigEntry])
  }

  /// What the node holds.
  public var content: Content
  /// The keys that lead here, joined by points: `datasets.sessions.key`; empty at the root.
  public var path: String
  /// The file the node was read from.
  public var file: String
  /// From 1, of the first character after an opening quote.
  public var line: Int
  /// From 1, of the first character after an opening quote.
  public var column: Int
  /// Where a text of several lines, or one with escapes, goes on; see `SourceText`.
  var jumps: [SourceText.Jump] = []

  /// A node read from elsewhere than YAML.
  public init(content: Content, path: String, file: String, line: Int, column: Int) {
    self.content = content
    self.path = path
    self.file = file
    self.line = line
    self.column = column
  }

  /// Where the node stands, for findings.
  public var location: Diagnostic.Location { Diagnostic.Location(file: file, line: line, column: column) }

  /// The node's text with its place; empty for lists and mappings.
  public var source: SourceText {
    SourceText(plainText ?? "", file: file, line: line, column: column, jumps: jumps)
  }

  /// The text, or nil for lists and mappings.
  public var plainText: String? {
    if case .text(let text) = content { return text }
    return nil
  }

  /// Whether the node is a key without a value.
  public var isEmpty: Bool { content == .text("") }

  /// An error at this node.
  public func error(_ id: String, _ summary: String, explanation: String? = nil, remedy: String? = nil) -> Diagnostic {
    Diagnostic(.error, id, summary, at: location, explanation: explanation, remedy: remedy)
  }

  /// How messages call the node.
  var title: String { path.isEmpty ? "The file" : "`\(path)`" }
}

/// A key and its value.
public struct ConfigEntry: Sendable, Hashable {
  /// The key's text.
  public var name: String
  /// The key, for its place.
  public var key: ConfigNode
  /// The value.
  public var value: ConfigNode

  /// An entry made from parts.
  public init(name: String, key: ConfigNode, value: ConfigNode) {
    self.name = name
    self.key = key
    self.value = value
  }
}

/// A mapping whose keys are known ones.
public struct ConfigMapping: Sendable {
  /// The mapping itself, for its place.
  public var node: ConfigNode
  /// The known entries with a value, in order.
  public var entries: [ConfigEntry]
  /// Known keys that an unknown one seems to mean; the finding about that one speaks for them.
  var misspelt: Set<String> = []

  /// The value of a key, or nil where it is absent or empty.
  public subscript(_ name: String) -> ConfigNode? { entries.first { $0.name == name }?.value }

  /// The value of a key that must be there.
  public func required(_ name: String, _ findings: inout [Diagnostic], remedy: String? = nil) -> ConfigNode? {
    if let value = self[name] { return value }
    if misspelt.contains(name) { return nil }
    let place = node.path.isEmpty ? "The file" : "`\(node.path)`"
    findings.append(
      node.error("missing-key", "\(place) lacks `\(name)`", remedy: remedy ?? "Add `\(name):`"))
    return nil
  }
}
