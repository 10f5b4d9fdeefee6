import CKernels

/// How many quotes and line feeds there are in a stretch of bytes: enough to tell where quotes are open, without an index.
public struct QuoteCount: Sendable, Hashable {
  /// All quotes.
  public var quotes: Int
  /// All line feeds, those inside quotes too.
  public var lines: Int

  /// Counts; `StructuralIndex.slack` bytes after the end are read, too. Traps where this machine does not have the
  /// instruction set.
  public init(_ bytes: UnsafePointer<UInt8>, count: Int, set: InstructionSet = .best) {
    var counts: (quotes: UInt64, lines: UInt64) = (0, 0)
    let isDone = bp_csv_count(bytes, count, &counts.quotes, &counts.lines, set.level)
    precondition(isDone, "this machine does not have \(set)")
    quotes = Int(counts.quotes)
    lines = Int(counts.lines)
  }
}
