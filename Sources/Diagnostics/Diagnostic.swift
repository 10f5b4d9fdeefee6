/// One finding about a pack, its data or its narrative, in words for its author.
public struct Diagnostic: Sendable, Hashable {
  /// How much a finding weighs: an error stops the build, a warning does not (except under `--strict`).
  public enum Severity: String, Sendable, Hashable, CaseIterable {
    case error, warning, note
  }

  /// A place in a file of the pack. Lines and columns count from 1.
  public struct Location: Sendable, Hashable, Comparable {
    /// Relative to the pack's folder.
    public var file: String
    /// From 1; nil where the file as a whole is meant.
    public var line: Int?
    /// From 1; nil where the line as a whole is meant.
    public var column: Int?

    /// A place in a file.
    public init(file: String, line: Int? = nil, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }

    /// By file, line and column.
    public static func < (a: Location, b: Location) -> Bool {
      (a.file, a.line ?? 0, a.column ?? 0) < (b.file, b.line ?? 0, b.column ?? 0)
    }
  }

  /// How much it weighs.
  public var severity: Severity
  /// A stable identifier in kebab case, for example `unknown-metric`.
  public var id: String
  /// What happened, in one sentence without a full stop.
  public var summary: String
  /// Where it was met, if in a file.
  public var location: Location?
  /// Columns of the line that are meant, from the place on; nil where it is not known.
  public var length: Int?
  /// Why it is a problem.
  public var explanation: String?
  /// What to do about it.
  public var remedy: String?

  /// A finding of the given severity and identifier.
  public init(
    _ severity: Severity, _ id: String, _ summary: String, at location: Location? = nil, explanation: String? = nil,
    remedy: String? = nil, length: Int? = nil
  ) {
    self.length = length
    self.severity = severity
    self.id = id
    self.summary = summary
    self.location = location
    self.explanation = explanation
    self.remedy = remedy
  }
}

/// Thrown where work cannot go on; carries everything that was found up to then.
public struct DiagnosticError: Error, Sendable {
  /// All findings, in the order in which they were met.
  public let diagnostics: [Diagnostic]

  /// Stops with several findings.
  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// Stops with one finding.
  public init(_ diagnostic: Diagnostic) {
    self.diagnostics = [diagnostic]
  }
}

extension [Diagnostic] {
  /// Whether any finding stops the build.
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
