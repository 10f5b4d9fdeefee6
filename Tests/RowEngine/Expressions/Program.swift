/// Row expressions compiled to nodes without references: columns are slots, decimals have common scales.
struct Program: Sendable {
  enum Comparison: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }
  enum Arithmetic: Sendable { case plus, minus, times }

  /// Numbers are indices into `nodes`, or runs in `children`.
  enum Node: Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case text(start: Int, length: Int32)
    case slot(Int32)
    case not(Int32)
    case and(Int32, Int32)
    case or(Int32, Int32)
    case compareIntegers(Comparison, Int32, Int32, scale: Int64, scaleOther: Int64)
    case compareTexts(Comparison, Int32, Int32)
    case compareBooleans(Comparison, Int32, Int32)
    case arithmetic(Arithmetic, Int32, Int32)
    case scaled(Int32, by: Int64)
    case isNull(Int32, negated: Bool)
    case like(Int32, pattern: Int32)
    case lower(Int32)
    case abs(Int32)
    case coalesce(first: Int32, count: Int32)
    /// Nulls are passed over, as PostgreSQL, DuckDB and Spark do.
    case extreme(first: Int32, count: Int32, greatest: Bool)
    /// floor((second - first) / divisor)
    case difference(Int32, Int32, divisor: Int64)
    /// Pairs of condition and value.
    case cases(first: Int32, count: Int32, otherwise: Int32)
  }

  /// An integer result beyond 64 bits: never wrapped, never rounded.
  struct Overflow: Error {}

  var nodes: [Node] = []
  var children: [Int32] = []
  var patterns: [[UInt8]] = []
  /// The text literals, one after the other.
  var constants: [UInt8] = []

  func evaluate(_ index: Int32, _ cells: [Cell], _ pools: inout TextPools) throws(Overflow) -> Cell {
    switch nodes[Int(index)] {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .integer(value)
    case .text(let start, let length):
      return .text(TextRef(pool: TextPools.constants, length: length, start: start))
    case .slot(let slot): return cells[Int(slot)]
    case .not(let a):
      guard case .boolean(let value) = try evaluate(a, cells, &pools) else { return .null }
      return .boolean(!value)
    case .and(let a, let b): return try connective(a, b, cells, &pools, decisive: false)
    case .or(let a, let b): return try connective(a, b, cells, &pools, decisive: true)
    case .compareIntegers(let comparison, let a, let b, let scale, let scaleOther):
      guard case .integer(let x) = try evaluate(a, cells, &pools),
        case .integer(let y) = try evaluate(b, cells, &pools)
      else { return .null }
      let left = Int128(x) * Int128(scale)
      let right = Int128(y) * Int128(scaleOther)
      return .boolean(Self.holds(comparison, left < right ? -1 : left > right ? 1 : 0))
    case .compareTexts(let comparison, let a, let b):
      guard case .text(let x) = try evaluate(a, cells, &pools), case .text(let y) = try evaluate(b, cells, &pools)
      else { return .null }
      return .boolean(Self.holds(comparison, pools.compare(x, y)))
    case .compareBooleans(let comparison, let a, let b):
      guard case .boolean(let x) = try evaluate(a, cells, &pools),
        case .boolean(let y) = try evaluate(b, cells, &pools)
      else { return .null }
      return .boolean(Self.holds(comparison, (x ? 1 : 0) - (y ? 1 : 0)))
    case .arithmetic(let operation, let a, let b):
      guard case .integer(let x) = try evaluate(a, cells, &pools),
        case .integer(let y) = try evaluate(b, cells, &pools)
      else { return .null }
      let (result, overflow) =
        switch operation {
        case .plus: x.addingReportingOverflow(y)
        case .minus: x.subtractingReportingOverflow(y)
        case .times: x.multipliedReportingOverflow(by: y)
        }
      if overflow { throw Overflow() }
      return .integer(result)
    case .scaled(let a, let factor):
      guard case .integer(let value) = try evaluate(a, cells, &pools) else { return .null }
      let (result, overflow) = value.multipliedReportingOverflow(by: factor)
      if overflow { throw Overflow() }
      return .integer(result)
    case .isNull(let a, let negated):
      if case .null = try evaluate(a, cells, &pools) { return .boolean(!negated) }
      return .boolean(negated)
    case .like(let a, let pattern):
      guard case .text(let text) = try evaluate(a, cells, &pools) else { return .null }
      return .boolean(LikePattern.matches(pools.bytes(text), patterns[Int(pattern)]))
    case .lower(let a):
      guard case .text(let text) = try evaluate(a, cells, &pools) else { return .null }
      let bytes = pools.bytes(text)
      if bytes.allSatisfy({ $0 < 0x80 }) { return .text(pools.scratch(bytes.map(lowerASCII))) }
      return .text(pools.scratch(Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)))
    case .abs(let a):
      guard case .integer(let value) = try evaluate(a, cells, &pools) else { return .null }
      if value == .min { throw Overflow() }
      return .integer(Swift.abs(value))
    case .coalesce(let first, let count):
      for i in first..<first + count {
        let value = try evaluate(children[Int(i)], cells, &pools)
        if case .null = value { continue }
        return value
      }
      return .null
    case .extreme(let first, let count, let greatest):
      return try extreme(children[Int(first)..<Int(first + count)], greatest, cells, &pools)
    case .difference(let a, let b, let divisor):
      guard case .integer(let x) = try evaluate(a, cells, &pools),
        case .integer(let y) = try evaluate(b, cells, &pools)
      else { return .null }
      let (result, overflow) = y.subtractingReportingOverflow(x)
      if overflow { throw Overflow() }
      return .integer(floorDivide(result, divisor))
    case .cases(let first, let count, let otherwise):
      for i in stride(from: Int(first), to: Int(first + count * 2), by: 2) {
        if case .boolean(true) = try evaluate(children[i], cells, &pools) {
          return try evaluate(children[i + 1], cells, &pools)
        }
      }
      return try evaluate(otherwise, cells, &pools)
    }
  }

  /// AND is decided by one false, OR by one true; otherwise a null makes it null.
  private func connective(
    _ a: Int32, _ b: Int32, _ cells: [Cell], _ pools: inout TextPools, decisive: Bool
  ) throws(Overflow) -> Cell {
    let left = try evaluate(a, cells, &pools)
    if case .boolean(let value) = left, value == decisive { return left }
    let right = try evaluate(b, cells, &pools)
    if case .boolean(let value) = right, value == decisive { return right }
    if case .null = left { return .null }
    return right
  }

  private func extreme(
    _ list: ArraySlice<Int32>, _ greatest: Bool, _ cells: [Cell], _ pools: inout TextPools
  ) throws(Overflow) -> Cell {
    var best = Cell.null
    for child in list {
      let value = try evaluate(child, cells, &pools)
      switch (best, value) {
      case (_, .null): continue
      case (.null, _): best = value
      case (.integer(let x), .integer(let y)): if greatest ? y > x : y < x { best = value }
      case (.text(let x), .text(let y)):
        let order = pools.compare(y, x)
        if greatest ? order > 0 : order < 0 { best = value }
      case (.boolean(let x), .boolean(let y)): if x != y, y == greatest { best = value }
      default: continue
      }
    }
    return best
  }

  private static func holds(_ comparison: Comparison, _ order: Int) -> Bool {
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
