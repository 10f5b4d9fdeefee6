/// How the rows of files are written.
public struct RowFormat: Sendable, Hashable {
  /// The ways of writing rows.
  public enum Kind: Sendable, Hashable {
    /// RFC 4180 with any one-byte separator, LF or CRLF.
    case separated(by: UInt8)
    /// Fields between runs of spaces and tabs, no quoting; spaces at either end of a line mean nothing.
    case spaced
    /// One JSON object per line (RFC 8259); nested values by dotted path.
    case jsonLines
  }
  /// The way rows are written.
  public var kind: Kind
  /// Names of all fields in order, for files without a header; nil: the first row names them.
  public var names: [String]?
  /// Whether a header may lack declared columns that are not wanted, and have others.
  public var allowsOthers: Bool
  /// All columns that the contract declares, wanted or not; used for findings about the header.
  public var known: [String]
  /// All parts given.
  public init(kind: Kind, names: [String]? = nil, allowsOthers: Bool = true, known: [String] = []) {
    self.kind = kind
    self.names = names
    self.allowsOthers = allowsOthers
    self.known = known
  }
}
