@testable import Columns

/// Row expressions computed one row at a time, as plainly as the standard words them: what blocks must agree with.
struct Oracle {
  struct Overflow: Error {}

  let program: Program

  func evaluate(_ index: Int32, _ cells: [Cell]) throws(Overflow) -> Cell {
    switch program.nodes[Int(index)] {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .text(let text): return .text(text)
    case .slot(let slot): return cells[Int(slot)]
    case .not(let a):
      guard case .boolean(let value) = try evaluate(a, cells) else { return .null }
      return .boolean(!value)
    case .and(let a, let b): return try connective(a, b, cells, decisive: false)
    case .or(let a, let b): return try connective(a, b, cells, decisive: true)
    case .compareIntegers(let comparison, let a, let b, let scale, let scaleOther):
      guard case .integer(let x) = try evaluate(a, cells), case .integer(let y) = try evaluate(b, cells)
      else { return .null }
      let left = Int128(x) * Int128(scale)
      let right = Int128(y) * Int128(scaleOther)
      return .boolean(holds(comparison, left < right ? -1 : left > right ? 1 : 0))
    case .compareTexts(let comparison, let a, let b):
      guard case .text(let x) = try evaluate(a, cells), case .text(let y) = try evaluate(b, cells)
      else { return .null }
      return .boolean(holds(comparison, order(x, y)))
    case .compareBooleans(let comparison, let a, let b):
      guard case .boolean(let x) = try evaluate(a, cells), case .boolean(let y) = try evaluate(b, cells)
      else { return .null }
      return .boolean(holds(comparison, (x ? 1 : 0) - (y ? 1 : 0)))
    case .arithmetic(let operation, let a, let b):
      guard case .integer(let x) = try evaluate(a, cells), case .integer(let y) = try evaluate(b, cells)
      else { return .null }
      switch operation {
      case .plus: return try whole(Int128(x) + Int128(y))
      case .minus: return try whole(Int128(x) - Int128(y))
      case .times: return try whole(Int128(x) * Int128(y))
      }
    case .scaled(let a, let factor):
      guard case .integer(let value) = try evaluate(a, cells) else { return .null }
      return try whole(Int128(value) * Int128(factor))
    case .isNull(let a, let negated): return .boolean((try evaluate(a, cells) == .null) != negated)
    case .like(let a, let pattern):
      guard case .text(let text) = try evaluate(a, cells) else { return .null }
      return .boolean(like(Array(String(decoding: text, as: UTF8.self).unicodeScalars)[...], pattern: pattern))
    case .lower(let a):
      guard case .text(let text) = try evaluate(a, cells) else { return .null }
      return .text(Array(String(decoding: text, as: UTF8.self).lowercased().utf8))
    case .abs(let a):
      guard case .integer(let value) = try evaluate(a, cells) else { return .null }
      return try whole(Swift.abs(Int128(value)))
    case .coalesce(let children):
      for child in children {
        let value = try evaluate(child, cells)
        if value != .null { return value }
      }
      return .null
    case .extreme(let children, let greatest): return try extreme(children, greatest, cells)
    case .difference(let a, let b, let divisor):
      guard case .integer(let x) = try evaluate(a, cells), case .integer(let y) = try evaluate(b, cells)
      else { return .null }
      guard case .integer(let value) = try whole(Int128(y) - Int128(x)) else { return .null }
      return .integer(value / divisor - (value % divisor < 0 ? 1 : 0))
    case .cases(let conditions, let values, let otherwise):
      for (condition, value) in zip(conditions, values) where try evaluate(condition, cells) == .boolean(true) {
        return try evaluate(value, cells)
      }
      return try evaluate(otherwise, cells)
    }
  }

  private func whole(_ value: Int128) throws(Overflow) -> Cell {
    guard let value = Int64(exactly: value) else { throw Overflow() }
    return .integer(value)
  }

  /// AND is decided by one false, OR by one true; otherwise a null makes it null.
  private func connective(_ a: Int32, _ b: Int32, _ cells: [Cell], decisive: Bool) throws(Overflow) -> Cell {
    let left = try evaluate(a, cells)
    if left == .boolean(decisive) { return left }
    let right = try evaluate(b, cells)
    if right == .boolean(decisive) { return right }
    return left == .null ? left : right
  }

  private func extreme(_ children: [Int32], _ greatest: Bool, _ cells: [Cell]) throws(Overflow) -> Cell {
    var best = Cell.null
    for child in children {
      let value = try evaluate(child, cells)
      let order: Int
      switch (best, value) {
      case (_, .null): continue
      case (.null, _):
        best = value
        continue
      case (.integer(let x), .integer(let y)): order = x < y ? -1 : x > y ? 1 : 0
      case (.text(let x), .text(let y)): order = self.order(x, y)
      case (.boolean(let x), .boolean(let y)): order = (x ? 1 : 0) - (y ? 1 : 0)
      default: continue
      }
      if greatest ? order < 0 : order > 0 { best = value }
    }
    return best
  }

  private func order(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.elementsEqual(b) ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
  }

  private func like(_ text: ArraySlice<Unicode.Scalar>, pattern: [UInt8]) -> Bool {
    like(text, Array(String(decoding: pattern, as: UTF8.self).unicodeScalars)[...])
  }

  private func like(_ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "%" {
      return (text.startIndex...text.endIndex).contains { like(text[$0...], pattern.dropFirst()) }
    }
    guard let head = text.first, first == "_" || first == head else { return false }
    return like(text.dropFirst(), pattern.dropFirst())
  }

  private func holds(_ comparison: Program.Comparison, _ order: Int) -> Bool {
    switch comparison {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }
}
