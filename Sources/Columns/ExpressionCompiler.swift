public import Diagnostics
public import Metrics
public import Pack

/// Compiles row expressions over the columns of one dataset.
public struct ExpressionCompiler {
  /// Where the values of a column are found.
  public struct Column: Sendable, Hashable {
    /// Index among the evaluator's slots.
    public var slot: Int
    /// Type of its values.
    public var type: ColumnType
    /// A slot and its type.
    public init(slot: Int, type: ColumnType) {
      self.slot = slot
      self.type = type
    }
  }
  /// A compiled expression: its node and type; no type for a bare NULL.
  public struct Compiled: Sendable, Hashable {
    /// Index into the program's nodes.
    public var node: Int32
    /// Type of its values.
    public var type: ColumnType?
  }

  private let columns: [String: Column]
  private let rules: ZoneRules
  /// What findings point at.
  public var location: Diagnostic.Location
  /// All that was compiled so far; equal parts are one node.
  public private(set) var program = Program()
  private var known: [Program.Node: Int32] = [:]

  /// A compiler over columns by name; `rules` place timestamp literals without a zone.
  public init(columns: [String: Column], rules: ZoneRules, location: Diagnostic.Location) {
    self.columns = columns
    self.rules = rules
    self.location = location
  }

  /// Adds an expression to the program. Throws a `DiagnosticError` for unknown columns and mixed types.
  public mutating func compile(_ expression: RowExpression) throws -> Compiled {
    switch expression {
    case .null: return Compiled(node: add(.null), type: nil)
    case .boolean(let value): return Compiled(node: add(.boolean(value)), type: .boolean)
    case .number(let digits, let scale): return Compiled(node: add(.integer(digits)), type: .number(scale: scale))
    case .text(let text):
      return Compiled(node: add(.text(Array(text.utf8))), type: .text)
    case .timestamp(let text):
      guard let seconds = TimestampFormat.parseISO(text, rules: rules) else {
        throw mistake("`\(excerpt(text))` is not a timestamp", "Write it as 2026-04-01 or 2026-04-01 12:00:00")
      }
      return Compiled(node: add(.integer(seconds)), type: .timestamp)
    case .column(let name):
      guard let column = columns[name] else {
        let nearest = nearestName(to: name, among: columns.keys.sorted()).map { "Did you mean `\($0)`?" }
        throw mistake("There is no column `\(name)`", nearest)
      }
      return Compiled(node: add(.slot(Int32(column.slot))), type: column.type)
    case .unary(.not, let operand):
      return Compiled(node: add(.not(try expect(operand, .boolean).node)), type: .boolean)
    case .unary(.minus, let operand):
      let value = try number(operand)
      return Compiled(node: add(.arithmetic(.minus, add(.integer(0)), value.node)), type: .number(scale: value.scale))
    case .binary(let operation, let a, let b): return try binary(operation, a, b)
    case .isNull(let operand, let negated):
      return Compiled(node: add(.isNull(try compile(operand).node, negated: negated)), type: .boolean)
    case .isIn(let operand, let list, let negated):
      let value = try compile(operand)
      var any: Int32?
      for item in list {
        let match = try compare(.equal, value, try compile(item))
        any = any.map { add(.or($0, match)) } ?? match
      }
      return negate(any ?? add(.boolean(false)), negated)
    case .between(let operand, let low, let high, let negated):
      let value = try compile(operand)
      let above = try compare(.greaterOrEqual, value, try compile(low))
      let below = try compare(.lessOrEqual, value, try compile(high))
      return negate(add(.and(above, below)), negated)
    case .like(let operand, let pattern, let negated):
      let text = try expect(operand, .text)
      return negate(add(.like(text.node, pattern: Array(pattern.utf8))), negated)
    case .call(let function, let arguments): return try call(function, arguments)
    case .cases(let branches, let otherwise): return try cases(branches, otherwise)
    }
  }

  private mutating func add(_ node: Program.Node) -> Int32 {
    if let index = known[node] { return index }
    let index = Int32(program.nodes.count)
    program.nodes.append(node)
    known[node] = index
    return index
  }

  private mutating func negate(_ node: Int32, _ negated: Bool) -> Compiled {
    Compiled(node: negated ? add(.not(node)) : node, type: .boolean)
  }

  private func mistake(_ what: String, _ remedy: String? = nil) -> DiagnosticError {
    DiagnosticError(Diagnostic(.error, "expression-type", what, at: location, remedy: remedy))
  }

  private mutating func expect(_ expression: RowExpression, _ type: ColumnType) throws -> Compiled {
    let value = try compile(expression)
    guard value.type == nil || value.type == type else {
      throw mistake("`\(expression)` is \(name(value.type)), not \(name(type))")
    }
    return value
  }

  private mutating func number(_ expression: RowExpression) throws -> (node: Int32, scale: Int) {
    let value = try compile(expression)
    switch value.type {
    case nil: return (value.node, 0)
    case .number(let scale): return (value.node, scale)
    default: throw mistake("`\(expression)` is \(name(value.type)), not a number")
    }
  }

  private func name(_ type: ColumnType?) -> String {
    switch type {
    case nil: "null"
    case .text: "text"
    case .boolean: "true or false"
    case .number: "a number"
    case .timestamp: "a timestamp"
    }
  }

  private mutating func binary(
    _ operation: RowExpression.BinaryOperator, _ a: RowExpression, _ b: RowExpression
  ) throws -> Compiled {
    switch operation {
    case .and:
      return Compiled(node: add(.and(try expect(a, .boolean).node, try expect(b, .boolean).node)), type: .boolean)
    case .or:
      return Compiled(node: add(.or(try expect(a, .boolean).node, try expect(b, .boolean).node)), type: .boolean)
    case .equal: return try comparison(.equal, a, b)
    case .notEqual: return try comparison(.notEqual, a, b)
    case .less: return try comparison(.less, a, b)
    case .lessOrEqual: return try comparison(.lessOrEqual, a, b)
    case .greater: return try comparison(.greater, a, b)
    case .greaterOrEqual: return try comparison(.greaterOrEqual, a, b)
    case .plus, .minus:
      let (x, y) = (try number(a), try number(b))
      let scale = max(x.scale, y.scale)
      let left = try rescale(x.node, from: x.scale, to: scale)
      let right = try rescale(y.node, from: y.scale, to: scale)
      return Compiled(
        node: add(.arithmetic(operation == .plus ? .plus : .minus, left, right)), type: .number(scale: scale))
    case .times:
      let (x, y) = (try number(a), try number(b))
      return Compiled(node: add(.arithmetic(.times, x.node, y.node)), type: .number(scale: x.scale + y.scale))
    }
  }

  private mutating func comparison(
    _ comparison: Program.Comparison, _ a: RowExpression, _ b: RowExpression
  ) throws -> Compiled {
    Compiled(node: try compare(comparison, try compile(a), try compile(b)), type: .boolean)
  }

  private mutating func compare(_ comparison: Program.Comparison, _ a: Compiled, _ b: Compiled) throws -> Int32 {
    switch (a.type, b.type) {
    case (nil, _), (_, nil): return add(.null)
    case (.text, .text): return add(.compareTexts(comparison, a.node, b.node))
    case (.boolean, .boolean): return add(.compareBooleans(comparison, a.node, b.node))
    case (.timestamp, .timestamp):
      return add(.compareIntegers(comparison, a.node, b.node, scale: 1, scaleOther: 1))
    case (.number(let x), .number(let y)):
      let scale = max(x, y)
      return add(
        .compareIntegers(
          comparison, a.node, b.node, scale: try power(scale - x), scaleOther: try power(scale - y)))
    default: throw mistake("\(name(a.type)) cannot be compared with \(name(b.type))")
    }
  }

  private func power(_ exponent: Int) throws -> Int64 {
    guard exponent <= 18 else { throw mistake("A number has more than 18 digits after the point") }
    return (0..<exponent).reduce(1) { value, _ in value * 10 }
  }

  private mutating func rescale(_ node: Int32, from: Int, to: Int) throws -> Int32 {
    from == to ? node : add(.scaled(node, by: try power(to - from)))
  }

  /// Brings values to one type, numbers to the finest scale.
  private mutating func unify(_ values: [Compiled]) throws -> (nodes: [Int32], type: ColumnType?) {
    var type: ColumnType?
    for value in values {
      switch (type, value.type) {
      case (_, nil): continue
      case (nil, _): type = value.type
      case (.number(let x), .number(let y)): type = .number(scale: max(x, y))
      default:
        guard type == value.type else { throw mistake("\(name(type)) and \(name(value.type)) cannot be one value") }
      }
    }
    let nodes = try values.map { value in
      if case .number(let target) = type, case .number(let scale) = value.type {
        return try rescale(value.node, from: scale, to: target)
      }
      return value.node
    }
    return (nodes, type)
  }

  private mutating func call(_ function: RowExpression.RowFunction, _ arguments: [RowExpression]) throws -> Compiled {
    func count(_ wanted: Int) throws {
      guard arguments.count == wanted else { throw mistake("\(function.rawValue) takes \(wanted) values") }
    }
    switch function {
    case .coalesce, .least, .greatest:
      let (nodes, type) = try unify(try arguments.map { try compile($0) })
      let node: Program.Node =
        function == .coalesce ? .coalesce(nodes) : .extreme(nodes, greatest: function == .greatest)
      return Compiled(node: add(node), type: type)
    case .lower:
      try count(1)
      return Compiled(node: add(.lower(try expect(arguments[0], .text).node)), type: .text)
    case .abs:
      try count(1)
      let value = try number(arguments[0])
      return Compiled(node: add(.abs(value.node)), type: .number(scale: value.scale))
    case .daysBetween, .secondsBetween:
      try count(2)
      let first = try expect(arguments[0], .timestamp)
      let second = try expect(arguments[1], .timestamp)
      let divisor: Int64 = function == .daysBetween ? 86_400 : 1
      return Compiled(node: add(.difference(first.node, second.node, divisor: divisor)), type: .number(scale: 0))
    case .inPeriod: throw mistake("in_period is given by its boundaries where rows are read")
    }
  }

  private mutating func cases(
    _ branches: [(when: RowExpression, then: RowExpression)], _ otherwise: RowExpression?
  ) throws -> Compiled {
    let conditions = try branches.map { try expect($0.when, .boolean).node }
    let values = try branches.map { try compile($0.then) } + [try compile(otherwise ?? .null)]
    let (nodes, type) = try unify(values)
    return Compiled(
      node: add(.cases(conditions, values: Array(nodes.dropLast()), otherwise: nodes[branches.count])), type: type)
  }
}
