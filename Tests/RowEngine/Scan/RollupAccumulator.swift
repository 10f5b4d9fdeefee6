import Metrics
import Pack

/// What a roll-up computes, compiled over the columns of its source.
struct RollupLayout: Sendable {
  struct Column: Sendable {
    var name: String
    var function: Dataset.RollupColumn.Function
    var node: Int32
    var type: ColumnType
  }
  var dataset: String
  var by: String
  var bySlot: Int
  var byType: ColumnType
  var columns: [Column]

  var names: [String] { [by] + columns.map(\.name) }
  var types: [ColumnType] { [byType] + columns.map(\.type) }
}

/// Groups rows of one dataset by a column. Null arguments are passed over, as SQL's aggregates do; `first` and `last`
/// take the least value among those of one time, so that the order of rows and files does not matter.
struct RollupAccumulator: Sendable {
  private enum Value: Sendable {
    case boolean(Bool), integer(Int64), text([UInt8])

    static func < (a: Value, b: Value) -> Bool {
      switch (a, b) {
      case (.integer(let x), .integer(let y)): x < y
      case (.text(let x), .text(let y)): x.lexicographicallyPrecedes(y)
      case (.boolean(let x), .boolean(let y)): !x && y
      default: false
      }
    }
  }

  private struct State: Sendable {
    var time: Int64 = 0
    var value: Value?
    var total: Int128 = 0
    var hasTotal = false
  }

  let layout: RollupLayout
  private var keys = ByteDictionary()
  private var groupCells: [Value] = []
  private var states: [State] = []
  private var places: [Table.Place] = []
  private(set) var ungrouped: [Table.Place] = []

  init(layout: RollupLayout) { self.layout = layout }

  mutating func add(
    _ cells: [Cell], program: Program, pools: inout TextPools, time: Int64, place: Table.Place
  ) throws(Program.Overflow) {
    let by = cells[layout.bySlot]
    guard let value = Self.value(by, pools), let key = pools.keyText(by, layout.byType) else {
      ungrouped.append(place)
      return
    }
    let group = group(key, value, place)
    for (i, column) in layout.columns.enumerated() {
      let at = group * layout.columns.count + i
      if column.function == .count {
        states[at].total += 1
        continue
      }
      guard let value = Self.value(try program.evaluate(column.node, cells, &pools), pools) else { continue }
      states[at] = Self.merged(states[at], Self.state(column.function, value, time), column.function)
    }
  }

  mutating func merge(_ other: RollupAccumulator) {
    for theirs in 0..<other.keys.count {
      let ours = group(other.keys[theirs], other.groupCells[theirs], other.places[theirs])
      for (i, column) in layout.columns.enumerated() {
        let (to, from) = (ours * layout.columns.count + i, theirs * layout.columns.count + i)
        states[to] = Self.merged(states[to], other.states[from], column.function)
      }
    }
    ungrouped += other.ungrouped
  }

  /// One row per group, in byte order of the group's text.
  func table() throws(Program.Overflow) -> Table {
    var table = Table(columns: layout.names, types: layout.types)
    var pools = TextPools(constants: [], tables: [])
    let order = (0..<keys.count).sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }
    for group in order {
      pools.stores[Int(TextPools.scratch)].removeAll(keepingCapacity: true)
      var row = [Self.cell(groupCells[group], &pools)]
      for (i, column) in layout.columns.enumerated() {
        let state = states[group * layout.columns.count + i]
        switch column.function {
        case .first, .last: row.append(state.value.map { Self.cell($0, &pools) } ?? .null)
        case .count: row.append(.integer(Int64(clamping: state.total)))
        case .sum:
          guard let total = Int64(exactly: state.total) else { throw Program.Overflow() }
          row.append(state.hasTotal ? .integer(total) : .null)
        }
      }
      table.append(row, pools: pools, key: keys[group], place: places[group])
    }
    return table
  }

  private mutating func group(_ key: ArraySlice<UInt8>, _ value: Value, _ place: Table.Place) -> Int {
    let id = keys.intern(key)
    if id == groupCells.count {
      groupCells.append(value)
      places.append(place)
      states.append(contentsOf: repeatElement(State(), count: layout.columns.count))
    } else if place < places[id] {
      places[id] = place
    }
    return id
  }

  private static func state(_ function: Dataset.RollupColumn.Function, _ value: Value, _ time: Int64) -> State {
    if function == .sum, case .integer(let number) = value {
      return State(total: Int128(number), hasTotal: true)
    }
    return State(time: time, value: value)
  }

  private static func merged(_ a: State, _ b: State, _ function: Dataset.RollupColumn.Function) -> State {
    switch function {
    case .count, .sum:
      return State(total: a.total + b.total, hasTotal: a.hasTotal || b.hasTotal)
    case .first, .last:
      guard let x = a.value else { return b }
      guard let y = b.value else { return a }
      if a.time == b.time { return y < x ? b : a }
      return (function == .first) == (a.time < b.time) ? a : b
    }
  }

  private static func value(_ cell: Cell, _ pools: TextPools) -> Value? {
    switch cell {
    case .null: nil
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .text(let text): .text(Array(pools.bytes(text)))
    }
  }

  private static func cell(_ value: Value, _ pools: inout TextPools) -> Cell {
    switch value {
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .text(let text): .text(pools.scratch(text))
    }
  }
}
