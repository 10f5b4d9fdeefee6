import Diagnostics

/// The fields of one line of a result, read from left to right.
struct ResultRow {
  private let statement: Statement
  private let values: [Substring.UTF8View]
  private var next = 0

  init(_ statement: Statement, _ values: [Substring.UTF8View]) { (self.statement, self.values) = (statement, values) }

  static func values(of line: some StringProtocol, in statement: Statement) throws(DiagnosticError)
    -> [Substring.UTF8View]
  {
    let bytes = Substring(line).utf8
    let values = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { Substring($0).utf8 }
    guard values.count == statement.fields.count else {
      throw broken(
        statement, "has a row of \(values.count) fields, not \(statement.fields.count): \(excerpt(String(line)))")
    }
    return values
  }

  static func broken(_ statement: Statement, _ what: String) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .error, "broken-result", "The result for \(statement.purpose.words) \(what)",
        explanation: "A result is lines of whole numbers and hexadecimal digits between tabs",
        remedy: "Check that the command prints nothing but the result"))
  }

  static func overflow(_ statement: Statement) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(.error, "number-overflow", "A sum of \(statement.purpose.words) does not fit 128 bits"))
  }

  private mutating func field() -> (name: String, value: Substring.UTF8View) {
    defer { next += 1 }
    return (statement.fields[next].name, values[next])
  }

  mutating func wide() throws(DiagnosticError) -> Int128 {
    let (name, value) = field()
    guard let number = Int128(Substring(value)) else {
      throw Self.broken(
        statement, "has `\(excerpt(String(Substring(value))))` in the column `\(name)` of whole numbers")
    }
    return number
  }

  mutating func int() throws(DiagnosticError) -> Int {
    guard let number = Int(exactly: try wide()) else { throw Self.overflow(statement) }
    return number
  }

  /// The number of an atom, a period or a bucket: one that the plan does not have would end in another's place.
  mutating func index(in known: Range<Int>) throws(DiagnosticError) -> Int {
    let name = statement.fields[next].name
    let number = try int()
    guard known.contains(number) else {
      throw Self.broken(
        statement,
        "has \(number) in the column `\(name)`, which goes from \(known.lowerBound) to \(known.upperBound - 1)")
    }
    return number
  }

  mutating func optionalInt() throws(DiagnosticError) -> Int64? {
    guard !values[next].elementsEqual("-".utf8) else {
      next += 1
      return nil
    }
    return Int64(try int())
  }

  mutating func bytes() throws(DiagnosticError) -> [UInt8] {
    let (name, value) = field()
    var bytes: [UInt8] = []
    var high: UInt8?
    for byte in value {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw Self.broken(
          statement, "has `\(excerpt(String(Substring(value))))` in the column `\(name)`, which is no hexadecimal text")
      }
      if let upper = high {
        bytes.append(upper << 4 | UInt8(digit))
        high = nil
      } else {
        high = UInt8(digit)
      }
    }
    guard high == nil else { throw Self.broken(statement, "has half a byte in the column `\(name)`") }
    return bytes
  }

  mutating func text() throws(DiagnosticError) -> String { String(decoding: try bytes(), as: UTF8.self) }
}
