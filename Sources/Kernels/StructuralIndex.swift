import CKernels

/// Where the fields and rows of CSV bytes end.
///
/// A separator or line feed outside quotes ends a field; quotes toggle, so that a doubled quote closes and opens again. That is
/// RFC 4180 as long as `hasStrayQuotes` is false. The index owns its memory, which grows and is used again.
public struct StructuralIndex: ~Copyable {
  // Invariant: both arrays have room for `capacity` entries, of which those below the state's counts are written; before each
  // call of the kernel `capacity` is at least the counts plus the bytes to come plus the kernel's slack of 64.
  private var endStorage: UnsafeMutablePointer<UInt32>
  private var rowStorage: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  private var state = bp_csv_start(false)
  private let set: InstructionSet

  /// Bytes after the end of the input that must be readable.
  public static let slack = 64

  /// An empty index; traps where this machine does not have the instruction set.
  public init(_ set: InstructionSet = .best, capacity: Int = 0) {
    precondition(set.isSupported, "this machine does not have \(set)")
    self.set = set
    self.capacity = capacity + Self.slack
    endStorage = .allocate(capacity: self.capacity)
    rowStorage = .allocate(capacity: self.capacity)
  }

  deinit {
    endStorage.deallocate()
    rowStorage.deallocate()
  }

  /// Positions of separators and line feeds outside quotes, ascending; valid until the next change.
  public var ends: UnsafePointer<UInt32> { UnsafePointer(endStorage) }
  /// Entries of `ends`.
  public var endCount: Int { Int(state.end_count) }
  /// For every line feed outside quotes its index in `ends`; valid until the next change.
  public var rowEnds: UnsafePointer<UInt32> { UnsafePointer(rowStorage) }
  /// Entries of `rowEnds`.
  public var rowCount: Int { Int(state.row_count) }
  /// All line feeds, those inside quotes too.
  public var lineCount: Int { Int(state.line_count) }
  /// Whether the byte after the last is inside quotes.
  public var endsInsideQuotes: Bool { state.inside }
  /// Whether there was a quote.
  public var hasQuotes: Bool { state.has_quote }
  /// Whether a quote opened in the middle of a field, or closed and was not followed by a separator, LF, CR LF, a quote or the
  /// end: then the ends are not those of RFC 4180 from there on.
  public var hasStrayQuotes: Bool { state.has_stray }
  /// Whether all bytes were below 0x80.
  public var isASCII: Bool { !state.has_high }

  /// Indexes `count` bytes anew. Positions count from `bytes`; `slack` bytes after the end are read, too.
  ///
  /// `separator` is any byte but quote, CR and LF; at most 4 GB.
  public mutating func index(
    _ bytes: UnsafePointer<UInt8>, count: Int, startsInsideQuotes: Bool = false, separator: UInt8
  ) {
    state = bp_csv_start(startsInsideQuotes)
    extend(bytes, from: 0, to: count, separator: separator)
  }

  /// Goes on with the bytes from `from`, where the last call ended; `bytes` may have moved.
  public mutating func extend(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int, separator: UInt8) {
    reserve(endCount + to - from + Self.slack)
    _ = bp_csv_index(
      &state, bytes, UInt32(from), UInt32(to), separator, endStorage, rowStorage, set.level)
  }

  private mutating func reserve(_ wanted: Int) {
    guard wanted > capacity else { return }
    let (ends, rows) = (endStorage, rowStorage)
    endStorage = .allocate(capacity: wanted)
    rowStorage = .allocate(capacity: wanted)
    endStorage.update(from: ends, count: endCount)
    rowStorage.update(from: rows, count: rowCount)
    capacity = wanted
    ends.deallocate()
    rows.deallocate()
  }
}
