import Metrics

/// Random trees from a fixed seed (SplitMix64, Steele, Lea and Flood 2014).
struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  private mutating func pick<T>(_ items: [T]) -> T { items[next(items.count)] }

  mutating func expression(depth: Int) -> RowExpression {
    guard depth > 0 else { return leaf() }
    let inner = depth - 1
    switch next(13) {
    case 0: return .unary(.not, expression(depth: inner))
    case 1: return .unary(.minus, expression(depth: inner))
    case 2, 3, 4:
      let symbol: RowExpression.BinaryOperator = pick(
        [.or, .and, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus, .minus, .times])
      return .binary(symbol, expression(depth: inner), expression(depth: inner))
    case 5: return .isNull(expression(depth: inner), negated: next(2) == 0)
    case 6: return .isIn(expression(depth: inner), [expression(depth: inner), leaf()], negated: next(2) == 0)
    case 7: return .between(expression(depth: inner), leaf(), expression(depth: inner), negated: next(2) == 0)
    case 8: return .like(expression(depth: inner), pattern: "it's %", negated: next(2) == 0)
    case 9:
      return .cases(
        [(when: expression(depth: inner), then: leaf())], otherwise: next(2) == 0 ? expression(depth: inner) : nil)
    case 10:
      return .call(
        .inPeriod,
        [expression(depth: inner), .text(pick(["2026-Q3", "launch", "2026-04-01..2026-06-29", "it's", ""]))])
    case 11: return .call(pick([.lower, .abs]), [expression(depth: inner)])
    default: return .call(pick([.coalesce, .least, .daysBetween]), [expression(depth: inner), leaf()])
    }
  }

  private mutating func leaf() -> RowExpression {
    switch next(7) {
    case 0: .null
    case 1: .boolean(next(2) == 0)
    case 2: .number(Int64(next(2000) - 1000), scale: next(4))
    case 3: .text(pick(["", "voice", "it's", "\"", "AND"]))
    case 4: .timestamp(pick(["2026-04-01", "2026-04-01 13:45:00"]))
    default:
      .column(pick(["channel", "end", "Order ID", "customer.tier", "customer.end", "a\"b", "date", "größe", "lower"]))
    }
  }

  mutating func formula(depth: Int) -> Formula {
    guard depth > 0 else { return formulaLeaf() }
    let inner = depth - 1
    switch next(13) {
    case 0: return .negate(formula(depth: inner))
    case 1, 2, 3, 4: return .binary(pick([.plus, .minus, .times, .over]), formula(depth: inner), formula(depth: inner))
    case 5: return .call(pick([.contrast, .relative]), [formula(depth: inner), .name("arm")])
    case 6: return .call(.at, [formula(depth: inner), .name(pick(["2026-Q2", "launch", "2026-04-01..2026-06-29"]))])
    case 7: return .call(.within, [.name("velocity"), .number(30, unit: "day")])
    case 8: return .choice(condition(depth: inner), formula(depth: inner), formulaLeaf())
    case 9: return .call(pick([.ytd, .shareOfTotal, .prior, .perYear]), [formula(depth: inner)])
    case 10: return .call(.rolling, [formula(depth: inner), .number(3, unit: nil)])
    case 11:
      let function: FormulaFunction = pick([.index, .convert, .as])
      let label = function == .index ? "2026-Q1" : function == .convert ? "USD" : "order"
      return .call(function, [formula(depth: inner), .name(label)])
    default:
      return .call(pick([.least, .greatest, .npv]), [formula(depth: inner), formulaLeaf(), formula(depth: inner)])
    }
  }

  private mutating func condition(depth: Int) -> FormulaCondition<Formula> {
    switch depth > 0 ? next(6) : 3 {
    case 0: return .and(condition(depth: depth - 1), condition(depth: depth - 1))
    case 1: return .or(condition(depth: depth - 1), condition(depth: depth - 1))
    case 2: return .not(condition(depth: depth - 1))
    default: return .compare(pick(FormulaComparison.allCases), formula(depth: depth - 1), formula(depth: depth - 1))
    }
  }

  private mutating func formulaLeaf() -> Formula {
    next(2) == 0
      ? .name(pick(["sessions", "orders", "purchase.engaged.rate"]))
      : .number(pick([0, 1, 0.1, 2080, 1e21, 1.25e-9, 3.3333333333333335]), unit: pick([nil, "h/fte/year", "pp"]))
  }
}
