/// Cuts separated text one byte at a time, exactly, misplaced quotes included: a quote within an unquoted field, or text
/// behind a closing quote, spoils its row only, and the row ends at its line feed.
struct ByteMachine {
  /// What a byte turned out to be.
  struct Events: OptionSet {
    let rawValue: UInt8
    static let endsField = Events(rawValue: 1)
    static let endsRow = Events(rawValue: 2)
    static let isQuotedLine = Events(rawValue: 4)
    static let isQuoteInside = Events(rawValue: 8)
    static let isTextAfter = Events(rawValue: 16)
  }

  private var state: CutState
  /// Line feeds passed.
  private(set) var lines = 0
  /// Line feeds passed when a quote last opened; nil: none did.
  private(set) var openedAt: Int?

  private let separator: UInt8
  /// Whether a CR followed the closing quote: the row's end if a line feed is next, text if not.
  private var isAfterReturn = false

  init(state: CutState, separator: UInt8) {
    self.state = state
    self.separator = separator
  }

  /// What stands before the next byte.
  var outcome: CutState { isAfterReturn ? .unquoted : state }

  /// Takes the next byte.
  mutating func step(_ byte: UInt8) -> Events {
    switch state {
    case .quoted:
      if byte == Byte.quote { state = .afterQuote }
      guard byte == Byte.lineFeed else { return [] }
      lines += 1
      return .isQuotedLine
    case .rowStart, .fieldStart:
      guard byte == Byte.quote else { return plain(byte) }
      state = .quoted
      openedAt = lines
      return []
    case .unquoted:
      return byte == Byte.quote ? .isQuoteInside : plain(byte)
    case .afterQuote:
      if isAfterReturn {
        isAfterReturn = false
        return byte == Byte.lineFeed ? plain(byte) : plain(byte).union(.isTextAfter)
      }
      if byte == Byte.quote {
        state = .quoted
        return []
      }
      if byte == Byte.carriageReturn {
        isAfterReturn = true
        return []
      }
      return byte == separator || byte == Byte.lineFeed ? plain(byte) : plain(byte).union(.isTextAfter)
    case .failed: return []
    }
  }

  private mutating func plain(_ byte: UInt8) -> Events {
    if byte == separator {
      state = .fieldStart
      return .endsField
    }
    if byte == Byte.lineFeed {
      state = .rowStart
      lines += 1
      return [.endsField, .endsRow]
    }
    state = .unquoted
    return []
  }
}

/// The bytes that have a meaning in separated text.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let lineFeed: UInt8 = 10
  static let carriageReturn: UInt8 = 13
}
