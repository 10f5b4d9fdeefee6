/// A value to be written as YAML that every reader takes alike: texts that could be something else stand in quotes.
public enum YAMLValue: Sendable, Hashable {
  case text(String)
  /// A number or `true`, `false`: written as it is.
  case plain(String)
  case list([YAMLValue])
  /// In this order.
  case mapping([Entry])

  /// A key and its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public var key: String
    /// Its value.
    public var value: YAMLValue
    /// A key and its value.
    public init(_ key: String, _ value: YAMLValue) {
      self.key = key
      self.value = value
    }
  }

  /// The document, with a line break at its end.
  public var document: String { block(indent: 0) + "\n" }

  /// A scalar that reads back as the text: plain where it is a simple name, else in double quotes with escapes.
  public static func scalar(_ text: String) -> String {
    let isSimple = text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || "./-".utf8.contains($0) }
    if isSimple, let first = text.utf8.first, isLetter(first), !reserved.contains(text.lowercased()) { return text }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case _ where mustEscape(scalar):
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Words that some readers of YAML take for something else than texts.
  private static let reserved: Set<String> = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF0...0xFFFF: true
    default: false
    }
  }

  /// On one line, as within brackets.
  public var flow: String {
    switch self {
    case .text(let text): Self.scalar(text)
    case .plain(let text): text
    case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\(Self.scalar($0.key)): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }

  private func block(indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    switch self {
    case .text, .plain: return flow
    case .list(let items):
      return items.map { "\(space)- \($0.block(indent: indent + 2).drop { $0 == " " })" }.joined(separator: "\n")
    case .mapping(let entries):
      return entries.map { entry in
        let key = space + Self.scalar(entry.key) + ":"
        return switch entry.value {
        case .mapping(let inner) where !inner.isEmpty: "\(key)\n\(entry.value.block(indent: indent + 2))"
        case .list(let items) where items.contains(where: \.isMapping):
          "\(key)\n\(entry.value.block(indent: indent + 2))"
        default: "\(key) \(entry.value.flow)"
        }
      }.joined(separator: "\n")
    }
  }

  private var isMapping: Bool {
    if case .mapping = self { return true }
    return false
  }
}
