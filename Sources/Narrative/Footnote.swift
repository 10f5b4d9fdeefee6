public import Diagnostics

/// The mark of a footnote: `[^name]`.
public struct Footnote: Sendable, Hashable {
  /// The name between the brackets.
  public var name: String
  /// Where the opening bracket stands.
  public var location: Diagnostic.Location
  /// Whether the footnote's text follows: `[^name]: …`; only inside the reader.
  var isText = false
}

/// The name of words that stand in several places of a pack.
public struct Sentence: Sendable, Hashable {
  /// The name after `#`.
  public var name: String
  /// Whether the words are repeated here, not named.
  public var isRepeated: Bool
  /// Where it stands.
  public var location: Diagnostic.Location
}

/// The text of a footnote.
public struct FootnoteText: Sendable, Hashable {
  /// The name between the brackets.
  public var name: String
  /// What the footnote says.
  public var inlines: [Inline]
  /// The line it starts on.
  public var line: Int
}
