import Metrics

/// A node of a program as it is computed: with constants folded in, so that none is spread over a vector in a hot place.
enum Step {
  case null
  /// Filled once, when the evaluator is made.
  case constantInteger(Int64)
  case constantText([UInt8])
  case boolean(Bool)
  case slot(Int)
  case not(Int32)
  case and(Int32, Int32)
  case or(Int32, Int32)
  /// The same answer for all rows with a value.
  case decided(Int32, Bool)
  case lessThan(Int32, Int64, negated: Bool)
  case equalTo(Int32, Int64, negated: Bool)
  case compareIntegers(Program.Comparison, Int32, Int32)
  case compareScaled(Program.Comparison, Int32, Int32, scale: Int64, scaleOther: Int64)
  case equalToText(Int32, [UInt8], negated: Bool)
  case compareTexts(Program.Comparison, Int32, Int32)
  case compareBooleans(Program.Comparison, Int32, Int32)
  case arithmetic(Program.Arithmetic, Int32, Int32)
  case scaled(Int32, by: Int64)
  case isNull(Int32, negated: Bool)
  case like(Int32, LikePattern)
  case lower(Int32)
  case abs(Int32)
  case coalesce([Int32])
  case extreme([Int32], greatest: Bool)
  case difference(Int32, Int32, divisor: Int64)
  case cases([Int32], values: [Int32], otherwise: Int32)
}

extension Program {
  /// The way each node is computed.
  var steps: [Step] {
    var constants: [Int64?] = []
    return nodes.map { node in
      let value = Self.constant(node, constants)
      constants.append(value)
      return value.map { .constantInteger($0) } ?? step(node, constants)
    }
  }

  /// The value of a node that is the same for all rows; nil as well where computing it overflows.
  private static func constant(_ node: Node, _ constants: [Int64?]) -> Int64? {
    func pair(_ a: Int32, _ b: Int32, _ operation: (Int64, Int64) -> (Int64, Bool)) -> Int64? {
      guard let x = constants[Int(a)], let y = constants[Int(b)] else { return nil }
      let (value, overflow) = operation(x, y)
      return overflow ? nil : value
    }
    switch node {
    case .integer(let value): return value
    case .arithmetic(.plus, let a, let b): return pair(a, b) { $0.addingReportingOverflow($1) }
    case .arithmetic(.minus, let a, let b): return pair(a, b) { $0.subtractingReportingOverflow($1) }
    case .arithmetic(.times, let a, let b): return pair(a, b) { $0.multipliedReportingOverflow(by: $1) }
    case .scaled(let a, let factor): return pair(a, a) { x, _ in x.multipliedReportingOverflow(by: factor) }
    default: return nil
    }
  }

  private func step(_ node: Node, _ constants: [Int64?]) -> Step {
    switch node {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .constantInteger(value)
    case .text(let text): return .constantText(text)
    case .slot(let slot): return .slot(Int(slot))
    case .not(let a): return .not(a)
    case .and(let a, let b): return .and(a, b)
    case .or(let a, let b): return .or(a, b)
    case .compareIntegers(let comparison, let a, let b, let scale, let scaleOther):
      if let y = constants[Int(b)] {
        return Self.compare(comparison, a, scale: scale, limit: Int128(y) * Int128(scaleOther))
      }
      if let x = constants[Int(a)] {
        return Self.compare(comparison.swapped, b, scale: scaleOther, limit: Int128(x) * Int128(scale))
      }
      return scale == 1 && scaleOther == 1
        ? .compareIntegers(comparison, a, b) : .compareScaled(comparison, a, b, scale: scale, scaleOther: scaleOther)
    case .compareTexts(let comparison, let a, let b):
      if comparison == .equal || comparison == .notEqual {
        let negated = comparison == .notEqual
        if case .text(let text) = nodes[Int(b)] { return .equalToText(a, text, negated: negated) }
        if case .text(let text) = nodes[Int(a)] { return .equalToText(b, text, negated: negated) }
      }
      return .compareTexts(comparison, a, b)
    case .compareBooleans(let comparison, let a, let b): return .compareBooleans(comparison, a, b)
    case .arithmetic(let operation, let a, let b): return .arithmetic(operation, a, b)
    case .scaled(let a, let factor): return .scaled(a, by: factor)
    case .isNull(let a, let negated): return .isNull(a, negated: negated)
    case .like(let a, let pattern): return .like(a, LikePattern(pattern))
    case .lower(let a): return .lower(a)
    case .abs(let a): return .abs(a)
    case .coalesce(let children): return .coalesce(children)
    case .extreme(let children, let greatest): return .extreme(children, greatest: greatest)
    case .difference(let a, let b, let divisor): return .difference(a, b, divisor: divisor)
    case .cases(let conditions, let values, let otherwise):
      return .cases(conditions, values: values, otherwise: otherwise)
    }
  }

  /// `x * scale` against `limit` as `x` against a whole number; `scale` is positive.
  private static func compare(_ comparison: Comparison, _ a: Int32, scale: Int64, limit: Int128) -> Step {
    let scale = Int128(scale)
    let floor = limit / scale - (limit % scale < 0 ? 1 : 0)
    let isWhole = limit % scale == 0
    func less(_ bound: Int128, negated: Bool) -> Step {
      if bound > Int128(Int64.max) { return .decided(a, !negated) }
      if bound <= Int128(Int64.min) { return .decided(a, negated) }
      return .lessThan(a, Int64(bound), negated: negated)
    }
    switch comparison {
    case .equal, .notEqual:
      let negated = comparison == .notEqual
      guard isWhole, let value = Int64(exactly: floor) else { return .decided(a, negated) }
      return .equalTo(a, value, negated: negated)
    case .less: return less(isWhole ? floor : floor + 1, negated: false)
    case .greaterOrEqual: return less(isWhole ? floor : floor + 1, negated: true)
    case .lessOrEqual: return less(floor + 1, negated: false)
    case .greater: return less(floor + 1, negated: true)
    }
  }
}

extension Program.Comparison {
  /// The comparison with its sides exchanged.
  var swapped: Self {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
