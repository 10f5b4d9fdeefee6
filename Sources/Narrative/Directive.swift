/// A fenced block whose info string names one of the kinds the caller knows; its body is YAML that is not read here.
public struct Directive: Sendable, Hashable {
  /// The info string of the fence.
  public var kind: String
  /// The text between the fences, references and claims in it as written.
  public var body: String
  /// The path as diagnostics print it.
  public var file: String
  /// The line of the opening fence.
  public var line: Int
  /// The line of the body's first line.
  public var bodyLine: Int { line + 1 }

  /// A directive whose opening fence stands on `line`.
  public init(kind: String, body: String, file: String, line: Int) {
    self.kind = kind
    self.body = body
    self.file = file
    self.line = line
  }
}
