public import Diagnostics

/// One page file of a pack: its front matter and its blocks.
public struct Page: Sendable, Hashable {
  /// The path as diagnostics print it.
  public var file: String
  /// In the order written; keys are unique.
  public var frontMatter: [FrontMatterEntry]
  /// The first heading of level 1, which is taken out of `blocks`; nil where the page has none.
  public var message: [Inline]?
  /// The line of the message; 1 where the page has none.
  public var messageLine: Int
  /// Everything but front matter and message.
  public var blocks: [Block]
  /// The texts of its footnotes, in the order written; names are unique.
  public var footnotes: [FootnoteText] = []

  /// A page of the given parts.
  public init(
    file: String, frontMatter: [FrontMatterEntry] = [], message: [Inline]? = nil, messageLine: Int = 1,
    blocks: [Block] = []
  ) {
    self.file = file
    self.frontMatter = frontMatter
    self.message = message
    self.messageLine = messageLine
    self.blocks = blocks
  }

  /// The front matter's entry of that key.
  public subscript(key: String) -> FrontMatterEntry? {
    frontMatter.first { $0.key == key }
  }
}

/// One `key: value` line of a page's front matter; the value is text, never guessed to be anything else.
public struct FrontMatterEntry: Sendable, Hashable {
  /// The name before the colon.
  public var key: String
  /// The text after the colon, without quotes and comment.
  public var value: String
  /// The line of the key.
  public var line: Int
  /// The line and column the value starts at.
  public var valueLocation: Diagnostic.Location

  /// An entry whose key stands on `line`.
  public init(key: String, value: String, line: Int, valueLocation: Diagnostic.Location) {
    self.key = key
    self.value = value
    self.line = line
    self.valueLocation = valueLocation
  }
}
