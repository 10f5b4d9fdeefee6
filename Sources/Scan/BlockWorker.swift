import Columns
import Diagnostics
import Engines
import Metrics
import Rows
import Tables

/// One thread's share of a pass over a dataset: takes blocks of rows and adds them up. Shares are merged by value.
///
/// Pointers are memory of `arena` and have room for a block.
final class BlockWorker {
  let layout: DatasetLayout
  let evaluator: BlockEvaluator
  let arena = Arena()

  // What a block's rows are: all that are used, and those of them that `as_of` does not cut off.
  let rows: RowMask
  let current: RowMask
  let mask: RowMask
  let other: RowMask
  /// Rows that lack an arm of some cohort.
  let armless: RowMask
  let nothing: RowMask
  /// The raw fields of the rows; nil for those of a roll-up.
  private var block: RowBlock?
  let places: UnsafeMutablePointer<Place>
  let lists: [UnsafeMutablePointer<UInt16>]
  var listCounts: [Int]
  let ownList: UnsafeMutablePointer<UInt16>
  let cellPlaces: UnsafeMutablePointer<UInt32>

  var times: [(values: UnsafePointer<Int64>, known: RowMask)]
  let measures: [MeasureState]
  let arms: [DivisionState]
  let segments: [DivisionState]
  let atoms: [(numbers: UnsafeMutablePointer<Int32>, found: RowMask)]
  /// Per place atom * buckets + bucket.
  let bases: [UnsafeMutablePointer<Int32>]
  let zeros: UnsafeMutablePointer<Int32>
  let buckets: UnsafeMutablePointer<UInt8>
  let found: UnsafeMutablePointer<Int32>
  let registers: [[ColumnRegister]]
  let keySlices: UnsafeMutablePointer<TextSlice>
  var keyBytes: [UnsafeMutablePointer<UInt8>] = []
  /// A mask as numbers, for products with counts.
  let ones: UnsafeMutablePointer<Int64>
  let matrices: [ValueMatrix]
  let stores: [CellStore]
  let durations: [DurationCounts]
  let distinct: DistinctCounter?

  // What is kept beside sums.
  let kept: LookupBuilder?
  let checks: [KeyCheck]
  let rollups: [RollupBuilder]

  // What became of the rows.
  var read = 0
  var accepted = 0
  var outOfPeriod = 0
  var unassigned = 0
  var repeatedTimes = 0
  var latest: Int64?
  var earliest: Int64?
  var violations: [Int]
  var quarantine = Quarantine()
  var overflows: [Place] = []

  init(_ layout: DatasetLayout) {
    self.layout = layout
    let arena = arena
    evaluator = BlockEvaluator(program: layout.program, slots: layout.slotTypes, decoders: layout.decoders)
    rows = arena.mask()
    current = arena.mask()
    mask = arena.mask()
    other = arena.mask()
    armless = arena.mask()
    nothing = arena.mask()
    places = arena.make(Place(file: 0, part: 0, line: 0), count: RowBlock.capacity)
    lists = layout.places.map { _ in arena.make(0, count: RowBlock.capacity) }
    listCounts = layout.places.map { _ in 0 }
    ownList = arena.make(0, count: RowBlock.capacity)
    cellPlaces = arena.make(0, count: RowBlock.capacity)
    let empty = (values: UnsafePointer(arena.integers()), known: arena.mask())
    times = layout.times.map { _ in empty }
    measures = layout.measures.map { MeasureState($0, arena) }
    arms = layout.cohorts.map { DivisionState($0, arena) }
    segments = layout.segments.map { DivisionState($0, arena) }
    atoms = layout.places.map { _ in (arena.numbers(), arena.mask()) }
    bases = layout.places.map { _ in arena.numbers() }
    zeros = arena.numbers()
    buckets = arena.make(0, count: RowBlock.capacity)
    found = arena.numbers()
    registers = layout.lookups.map { $0.columns.map { ColumnRegister(type: $0.type) } }
    keySlices = arena.make(
      TextSlice(start: UnsafePointer(arena.make(0 as UInt8, count: 128)), count: 0), count: RowBlock.capacity)
    ones = arena.integers()
    matrices = layout.matrices.map { ValueMatrix($0, arena) }
    stores = layout.panes.map { pane in
      CellStore(
        layout.matrices[pane.matrix], arms: pane.cohort.map { (layout.cohorts[$0].allowed?.count ?? 0) + 1 } ?? 1,
        atoms: layout.atoms[layout.places[pane.place].atoms].count, isBucketed: pane.isBucketed)
    }
    durations = layout.durations.map { _ in DurationCounts() }
    distinct = layout.distinct.isEmpty ? nil : DistinctCounter(DistinctLayout(layout), arena)
    kept = layout.kept.map { LookupBuilder(types: $0.types) }
    checks = layout.uniqueSlots.map { _ in KeyCheck() }
    rollups = layout.rollups.map { RollupBuilder(layout: $0.layout) }
    violations = layout.rules.map { _ in 0 }
  }

  deinit {
    for piece in keyBytes { piece.deallocate() }
  }

  /// Adds the rows of a block of a file.
  func add(_ block: RowBlock) {
    self.block = block
    evaluator.load(block)
    let (file, part, lines, places) = (block.file, block.part, block.lines, places)
    for row in 0..<block.count { places[row] = Place(file: file, part: part, line: Int(lines[row])) }
    finish(count: block.count)
  }

  /// Adds a block of a roll-up's rows.
  func add(_ table: RollupTable, block number: Int, empty: RowBlock, registers: [ColumnRegister]) {
    let count = table.count(ofBlock: number)
    empty.count = count
    evaluator.load(empty)
    for column in layout.columns.indices {
      evaluator.setSlot(column, table.vector(column, block: number, into: registers[column]))
    }
    places.update(from: table.places(ofBlock: number), count: count)
    finish(count: count)
  }

  private func finish(count: Int) {
    read += count
    repeatedTimes += evaluator.repeatedTimes
    Masks.copy(evaluator.good, to: rows)
    lookUp()
    checkRows()
    evaluateMeasures()
    takeOutRejected()
    keep()
    countLate()
    guard !Masks.isEmpty(current) else { return }
    divide()
    ripen()
    placeRows()
    bucket()
    addSums(count: count)
    addDurations()
  }

  /// Counts and lists the rows that are out, and takes them and those that cannot be computed from the others.
  private func takeOutRejected() {
    for (row, problem) in evaluator.rejected {
      quarantine.add(
        places[row], column: problem.column.map { layout.columns[$0].name }, rule: problem.rule,
        value: problem.column.flatMap { value(row, $0) })
    }
    dropOverflows()
  }

  /// What may be shown of a field; nil where it is empty.
  private func value(_ row: Int, _ column: Int) -> String? {
    guard let block, column < block.width else { return nil }
    let field = block.fields[column * RowBlock.capacity + row]
    guard field.start < field.end else { return nil }
    return layout.masks[column].text(
      UnsafeBufferPointer(start: block.base + Int(field.start), count: Int(field.end - field.start)))
  }

  /// Evaluates a node for rows that are still in; those that cannot be computed are out.
  func evaluate(_ node: Int32, _ mask: RowMask) -> Vector { evaluator.evaluate(node, rows: mask) }

  /// Rows whose numbers leave 64 bits stop the run; they are noted and out.
  func dropOverflows() {
    guard !Masks.isEmpty(evaluator.overflowed) else { return }
    Masks.forEach(evaluator.overflowed) { row in
      guard Masks.contains(rows, row) else { return }
      overflows.append(places[row])
      Masks.remove(row, rows)
      Masks.remove(row, current)
    }
    // Only the first by place are shown.
    guard overflows.count > 1000 else { return }
    overflows.sort()
    overflows.removeLast(overflows.count - 20)
  }

  func reject(_ mask: RowMask, column: Int?, rule: String) {
    Masks.forEach(mask) { row in
      evaluator.reject(row: row, column: column, rule: rule)
      Masks.remove(row, rows)
      Masks.remove(row, current)
    }
  }
}
