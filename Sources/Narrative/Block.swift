/// A block of a page, with the line of the file it starts on.
public indirect enum Block: Sendable, Hashable {
  case heading(level: Int, [Inline], line: Int)
  case paragraph([Inline], line: Int)
  case list(List)
  case quote([Block], line: Int)
  case code(info: String, literal: String, line: Int)
  case rule(line: Int)
  case table(Table)
  case directive(Directive)

  /// The line of the file the block starts on, from 1.
  public var line: Int {
    switch self {
    case .heading(_, _, let line), .paragraph(_, let line), .quote(_, let line), .code(_, _, let line), .rule(let line):
      line
    case .list(let list): list.line
    case .table(let table): table.line
    case .directive(let directive): directive.line
    }
  }
}

extension Block {
  /// A bulleted or numbered list.
  public struct List: Sendable, Hashable {
    /// Whether the items are numbered.
    public var ordered: Bool
    /// The first number of an ordered list; 1 for a bulleted one.
    public var start: Int
    /// Whether the items stand without blank lines between them, so that their text needs no paragraphs.
    public var tight: Bool
    /// The blocks of each item.
    public var items: [[Block]]
    /// The line of the first item.
    public var line: Int

    /// A list starting on `line`.
    public init(ordered: Bool, start: Int = 1, tight: Bool, items: [[Block]], line: Int) {
      self.ordered = ordered
      self.start = start
      self.tight = tight
      self.items = items
      self.line = line
    }
  }

  /// A pipe table; every row has as many cells as the header.
  public struct Table: Sendable, Hashable {
    /// How a column's cells are set.
    public enum Alignment: Sendable, Hashable {
      case none, left, center, right
    }

    /// The cells of the head.
    public var header: [[Inline]]
    /// One for each cell of the header.
    public var alignments: [Alignment]
    /// The cells of the rows below the head.
    public var rows: [[[Inline]]]
    /// The words above it, from a paragraph `Table: …` right below it; empty where there is none.
    public var caption: [Inline] = []
    /// The line of the header; row `i` stands on `line + 2 + i`.
    public var line: Int

    /// A table whose header stands on `line`.
    public init(header: [[Inline]], alignments: [Alignment], rows: [[[Inline]]], line: Int) {
      self.header = header
      self.alignments = alignments
      self.rows = rows
      self.line = line
    }
  }
}
