import Diagnostics

/// Source text in which each reference and each claim's brackets are hidden from the Markdown parser.
///
/// A hidden piece is a number in private-use characters, which Markdown treats as letters: no emphasis, link or table
/// pipe can break it. The source's own private-use characters are taken out first, and so are numeric entities that
/// would decode to one, so that nobody can forge such a number.
struct Mask {
  /// One hidden piece.
  struct Entry {
    enum Kind {
      case reference
      /// Two opening braces without their counterpart on the same line.
      case unclosedReference
      case claimStart
      /// The braces after the text of a claim or quotation; `start` is the index of its opening bracket's entry.
      case claimEnd(start: Int)
      /// Braces after a closing bracket that nothing opens.
      case strayClaim
      /// A brace after a closing bracket without its counterpart on the same line.
      case unclosedClaim
      /// `[^name]`, and the same with a colon before the footnote's text; `body` is the name.
      case footnote, footnoteText
      /// A numeric entity for a private-use character.
      case forged
    }

    var kind: Kind
    /// The piece as written, to be put back into code.
    var raw: String
    /// What stands between the braces, and the column it starts at.
    var body = ""
    var bodyColumn = 0
    var location: Diagnostic.Location
  }

  /// A stretch of masked text.
  enum Token {
    case text(String)
    case entry(Int)
  }

  static let open: Unicode.Scalar = "\u{E000}"
  static let close: Unicode.Scalar = "\u{E001}"
  /// Put before text that has to be read as a paragraph, whatever it starts with; the parenthesis lets an underscore
  /// after it open emphasis, which it could not after a letter.
  static let paragraphPrefix = "\u{E002}("
  private static let firstDigit: UInt32 = 0xE010

  var text = ""
  var entries: [Entry] = []
  var diagnostics: [Diagnostic] = []

  static func isPrivateUse(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF_0000...0xF_FFFD, 0x10_0000...0x10_FFFD: true
    default: false
    }
  }

  static func placeholder(_ index: Int) -> [Unicode.Scalar] {
    let digits = String(index).utf8.compactMap { Unicode.Scalar(firstDigit + UInt32($0) - 48) }
    return [open] + digits + [close]
  }

  /// Cuts masked text at its placeholders; the parentheses that accompany a claim's brackets are removed.
  func tokens(in masked: String) -> [Token] {
    var result: [Token] = []
    var pending = String.UnicodeScalarView()
    var number: Int?
    var skipsParenthesis = false
    for scalar in masked.unicodeScalars {
      if skipsParenthesis {
        skipsParenthesis = false
        if scalar == "(" { continue }
      }
      if scalar == Mask.open {
        number = 0
      } else if scalar == Mask.close, let index = number {
        number = nil
        guard entries.indices.contains(index) else { continue }
        switch entries[index].kind {
        case .claimStart: skipsParenthesis = true
        case .claimEnd where pending.last == ")": pending.removeLast()
        default: break
        }
        if !pending.isEmpty { result.append(.text(String(pending))) }
        pending = String.UnicodeScalarView()
        result.append(.entry(index))
      } else if let current = number {
        number = current * 10 + Int(scalar.value) - Int(Mask.firstDigit)
      } else {
        pending.append(scalar)
      }
    }
    if !pending.isEmpty { result.append(.text(String(pending))) }
    return result
  }

  /// The text as it was written.
  func restored(_ masked: String) -> String {
    guard masked.unicodeScalars.contains(Mask.open) else { return masked }
    return tokens(in: masked).map { token in
      switch token {
      case .text(let text): text
      case .entry(let index): entries[index].raw
      }
    }
    .joined()
  }
}
