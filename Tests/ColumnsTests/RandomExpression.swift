import Columns
import Metrics

/// Well-typed expressions over the columns of `RandomBlock`, with extremes, nulls and overflows in them.
struct RandomExpression {
  typealias E = RowExpression

  static let columns: [(name: String, type: ColumnType)] = [
    ("b0", .boolean), ("b1", .boolean), ("n0", .number(scale: 0)), ("n1", .number(scale: 0)),
    ("n2", .number(scale: 2)), ("n9", .number(scale: 9)), ("t0", .text), ("t1", .text), ("d0", .timestamp),
    ("d1", .timestamp), ("x0", .text), ("x1", .number(scale: 0)),
  ]
  static let texts = [
    "a", "bc", "WEB", "web", "wet", "voice", "VOICE", "chat", "Zoë", "ZOË", "ÀB%_", "straße", "e-mail", "12345678",
    "123456789", "İstanbul", "a_c",
    String(repeating: "Ab", count: 20),
  ]

  var random: SplitMix64

  mutating func boolean(_ depth: Int) -> E {
    if depth == 0 { return random.chance(6) ? .boolean(random.chance(2)) : .column(random.pick(["b0", "b1"])) }
    let d = depth - 1
    switch random.below(12) {
    case 0: return .unary(.not, boolean(d))
    case 1, 2: return .binary(.and, boolean(d), boolean(d))
    case 3, 4: return .binary(.or, boolean(d), boolean(d))
    case 5: return .binary(comparison(), number(d), number(d))
    case 6:
      return random.chance(2)
        ? .binary(comparison(), text(d), text(d)) : .binary(comparison(), timestamp(d), timestamp(d))
    case 7: return .binary(comparison(), boolean(d), boolean(d))
    case 8:
      return .isNull(random.chance(2) ? number(d) : random.chance(2) ? text(d) : boolean(d), negated: random.chance(2))
    case 9:
      return random.chance(2)
        ? .isIn(text(d), (0..<random.below(4) + 1).map { _ in text(0) }, negated: random.chance(2))
        : .between(number(d), number(0), number(0), negated: random.chance(2))
    case 10:
      let pattern = random.pick([
        "voice", "v%", "%e", "%i%", "_oice", "Zo_", "%", "", "%_%", "a\u{300}%", "%ß%", "%Ab%Ab", "%%", "Z%ë", "%oi%e",
      ])
      return .like(text(d), pattern: pattern, negated: random.chance(2))
    default: return choice(d) { $0.boolean($1) }
    }
  }

  mutating func number(_ depth: Int) -> E {
    if depth == 0 {
      if random.chance(3) {
        return .number(random.pick([0, 1, -1, 5, 1250, 99_999, .max, .min]), scale: random.pick([0, 0, 1, 2, 9]))
      }
      return .column(random.pick(["n0", "n1", "n2", "n9", "x1"]))
    }
    let d = depth - 1
    switch random.below(8) {
    case 0: return .binary(.plus, number(d), number(d))
    case 1: return .binary(.minus, number(d), number(d))
    case 2: return .binary(.times, number(d), number(0))
    case 3: return .unary(.minus, number(d))
    case 4: return .call(.abs, [number(d)])
    case 5: return .call(random.pick([.daysBetween, .secondsBetween]), [timestamp(d), timestamp(d)])
    default: return choice(d) { $0.number($1) }
    }
  }

  mutating func text(_ depth: Int) -> E {
    if depth == 0 {
      return random.chance(2) ? .text(random.pick(Self.texts + [""])) : .column(random.pick(["t0", "t1", "x0"]))
    }
    return random.chance(3) ? .call(.lower, [text(depth - 1)]) : choice(depth - 1) { $0.text($1) }
  }

  mutating func timestamp(_ depth: Int) -> E {
    if depth == 0 {
      return random.chance(4)
        ? .timestamp(random.pick(["2026-04-01", "1970-01-01 00:00:00"])) : .column(random.pick(["d0", "d1"]))
    }
    return choice(depth - 1) { $0.timestamp($1) }
  }

  private mutating func choice(_ depth: Int, _ part: (inout Self, Int) -> E) -> E {
    func some(_ this: inout Self) -> E { this.random.chance(8) ? .null : part(&this, depth) }
    switch random.below(4) {
    case 0: return .call(.coalesce, (0..<random.below(3) + 1).map { _ in some(&self) })
    case 1:
      let function: E.RowFunction = random.pick([.least, .greatest])
      return .call(function, (0..<random.below(3) + 1).map { _ in some(&self) })
    case 2:
      let branches = (0..<random.below(3) + 1).map { _ in (when: boolean(depth), then: some(&self)) }
      return .cases(branches, otherwise: random.chance(2) ? some(&self) : nil)
    default: return part(&self, depth)
    }
  }

  private mutating func comparison() -> E.BinaryOperator {
    random.pick([.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual])
  }
}
