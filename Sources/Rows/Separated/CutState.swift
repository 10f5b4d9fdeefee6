/// What stands before a byte of separated text: all that the cutting of what follows depends on.
enum CutState: UInt8 {
  /// Nothing, or the end of a row.
  case rowStart = 1
  /// A separator.
  case fieldStart
  /// Some of a field without quotes, or text behind a closing quote: a quote here means nothing.
  case unquoted
  /// Some of a quoted field.
  case quoted
  /// A quote that closed a field, or is the first of a doubled one.
  case afterQuote
  /// A part that could not be read.
  case failed
}

/// A quote where none may be, or something behind a closing quote.
struct QuoteFault {
  /// Row of the index.
  var row: Int
  /// Index of the field's end in the index.
  var end: Int
  /// The rule that is broken.
  var rule: String

  static let inside = "quote inside an unquoted field"
  static let textAfter = "text after the closing quote"
}
