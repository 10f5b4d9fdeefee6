/// The outline of a shape on fewer bytes: steps from point to point where they are shorter than places.
///
/// All numbers are tenths, so steps add up to the same places without an error.
struct CompactPath {
  private(set) var text = ""

  private enum Token { case command(UInt8), number(Int) }

  private var command: UInt8 = 0
  private var endsInPoint = false

  /// What holds other commands than M, L, H, V and Z, or finer numbers, stays as it is.
  init(_ path: String) {
    guard let tokens = Self.tokens(of: path) else {
      text = path
      return
    }
    var at = (x: 0, y: 0)
    var start = at
    var current: UInt8 = 0
    var rest = tokens[...]
    while let token = rest.first {
      if case .command(let name) = token {
        current = name
        rest.removeFirst()
        if name == UInt8(ascii: "Z") {
          add(UInt8(ascii: "z"), "z")
          at = start
        }
        continue
      }
      guard current != UInt8(ascii: "Z"), let to = Self.point(current, from: at, &rest) else {
        text = path
        return
      }
      let isFirst = text.isEmpty
      let (place, step): ([Int], [Int]) =
        switch current {
        case UInt8(ascii: "H"): ([to.x], [to.x - at.x])
        case UInt8(ascii: "V"): ([to.y], [to.y - at.y])
        default: ([to.x, to.y], [to.x - at.x, to.y - at.y])
        }
      let names = (place: current, step: current | 0x20)
      let absolute = said(names.place, place)
      let relative = said(names.step, step)
      if !isFirst, relative.utf8.count <= absolute.utf8.count {
        add(names.step, relative)
      } else {
        add(names.place, absolute)
      }
      at = to
      if current == UInt8(ascii: "M") {
        start = to
        // Further pairs after a move are lines.
        current = UInt8(ascii: "L")
      }
    }
    if text.utf8.count >= path.utf8.count { text = path }
  }

  private static func point(
    _ command: UInt8, from at: (x: Int, y: Int), _ rest: inout ArraySlice<Token>
  ) -> (x: Int, y: Int)? {
    func next() -> Int? {
      guard case .number(let value)? = rest.first else { return nil }
      rest.removeFirst()
      return value
    }
    switch command {
    case UInt8(ascii: "H"): return next().map { ($0, at.y) }
    case UInt8(ascii: "V"): return next().map { (at.x, $0) }
    case UInt8(ascii: "M"), UInt8(ascii: "L"):
      guard let x = next(), let y = next() else { return nil }
      return (x, y)
    default: return nil
    }
  }

  private mutating func add(_ name: UInt8, _ words: String) {
    text += words
    // After a move a pair is a line.
    command = name == UInt8(ascii: "M") ? UInt8(ascii: "L") : name == UInt8(ascii: "m") ? UInt8(ascii: "l") : name
    if let part = words.split(whereSeparator: { !"0123456789.".contains($0) }).last { endsInPoint = part.contains(".") }
  }

  /// A command with its numbers as it would stand next: one that follows itself needs no letter.
  private func said(_ name: UInt8, _ numbers: [Int]) -> String {
    let isSaid = name == command
    var words = isSaid ? "" : String(Character(Unicode.Scalar(name)))
    var endsInPoint = endsInPoint
    for (index, number) in numbers.enumerated() {
      let digits = Self.digits(number)
      let isApart = digits.hasPrefix("-") || (endsInPoint && digits.hasPrefix(".")) || (index == 0 && !isSaid)
      words += isApart ? digits : " " + digits
      endsInPoint = digits.contains(".")
    }
    return words
  }

  /// Tenths as SVG writes them: `-.5`, `12`, `12.5`.
  private static func digits(_ tenths: Int) -> String {
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    let fraction = rest == 0 ? "" : ".\(rest)"
    return (tenths < 0 ? "-" : "") + (whole == 0 && rest != 0 ? "" : String(whole)) + fraction
  }

  private static func tokens(of path: String) -> [Token]? {
    var tokens: [Token] = []
    var bytes = Array(path.utf8)[...]
    while let byte = bytes.first {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: ","): bytes.removeFirst()
      case UInt8(ascii: "M"), UInt8(ascii: "L"), UInt8(ascii: "H"), UInt8(ascii: "V"), UInt8(ascii: "Z"):
        tokens.append(.command(byte))
        bytes.removeFirst()
      default:
        guard let number = number(&bytes) else { return nil }
        tokens.append(.number(number))
      }
    }
    return tokens
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { bytes.removeFirst() }
    func digits() -> ArraySlice<UInt8> {
      let found = bytes.prefix { (0x30...0x39).contains($0) }
      bytes = bytes[found.endIndex...]
      return found
    }
    let whole = digits()
    var fraction: ArraySlice<UInt8> = []
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      fraction = digits()
      guard fraction.count == 1 else { return nil }
    }
    guard !(whole.isEmpty && fraction.isEmpty), whole.count < 8 else { return nil }
    let tenths = (whole + (fraction.isEmpty ? [0x30] : fraction)).reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return isNegative ? -tenths : tenths
  }
}
