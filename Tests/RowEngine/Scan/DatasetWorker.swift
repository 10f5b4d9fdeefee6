import Engines
import Kernels
import Diagnostics
import Metrics

/// One thread's share of a pass: decodes rows and adds them up. Shares are merged by value.
struct DatasetWorker: Sendable {
  /// Of an equal number of the smallest places whatever the thread.
  static let listedRows = 10_000

  let layout: DatasetLayout
  private var cells: [Cell]
  private(set) var pools: TextPools
  private var active: [Bool]
  private var values: [Int64]
  private var endings: [Ending]
  private var times: [Int64?]
  private var atomOfPlace: [Int32]
  private var armOf: [Int32]
  private var segmentOf: [Int32]

  /// The row's key as written, for a key that stands for no value.
  private var keyValue: String?

  private(set) var read = 0
  private(set) var accepted = 0
  private(set) var quarantined = 0
  private(set) var outOfPeriod = 0
  private(set) var unassigned = 0
  private(set) var immature: [Int]
  private(set) var latest: Int64?
  private(set) var earliest: Int64?
  private(set) var violations: [Int]
  private(set) var repeatedTimes = 0
  private(set) var badRows: [DatasetQuality.BadRow] = []
  private(set) var fatal: [Diagnostic] = []
  private(set) var sums: [Sums]
  private(set) var durations: [[DurationKey: Int64]]
  private(set) var distinct: [Set<DistinctKey>]
  private(set) var armNames: [ByteDictionary]
  private(set) var segmentNames: [ByteDictionary]
  private(set) var clusters = ByteDictionary()
  private(set) var table: Table?
  private(set) var rollups: [RollupAccumulator]

  init(layout: DatasetLayout) {
    self.layout = layout
    cells = Array(repeating: .null, count: layout.slotCount)
    pools = layout.pools
    active = layout.measures.map { _ in false }
    values = layout.measures.map { _ in 0 }
    endings = active.map { _ in .open }
    times = layout.times.map { _ in nil }
    atomOfPlace = layout.places.map { _ in -1 }
    immature = layout.measures.map { _ in 0 }
    violations = layout.rules.map { _ in 0 }
    sums = layout.views.map { _ in Sums() }
    durations = layout.durations.map { _ in [:] }
    distinct = layout.distinct.map { _ in [] }
    // Number 0 is the empty name: no arm, no value.
    var none = ByteDictionary()
    _ = none.intern([])
    armOf = layout.cohorts.map { _ in 0 }
    segmentOf = layout.segments.map { _ in 0 }
    armNames = layout.cohorts.map { _ in none }
    segmentNames = layout.segments.map { _ in none }
    table = layout.kept.map { Table(columns: $0.names, types: $0.types) }
    rollups = layout.rollups.map { RollupAccumulator(layout: $0) }
  }

  /// Adds the rows of a batch.
  mutating func add(_ batch: RowBatch, file: String) {
    pools.stores[Int(TextPools.row)] = batch.bytes
    for row in 0..<batch.count {
      let place = Table.Place(file: file, line: batch.lines[row])
      read += 1
      if let problem = batch.problems[row] {
        reject(place, problem.column, problem.rule)
      } else if decode(batch, row, place) {
        finish(place)
      }
    }
  }

  /// Adds rows of a roll-up's table, whose text stands in the row pool.
  mutating func add(_ table: Table, rows: Range<Int>) {
    pools.stores[Int(TextPools.row)] = table.text
    for row in rows {
      for column in layout.columns.indices { cells[column] = table.cell(row, column, pool: TextPools.row) }
      read += 1
      finish(table.places[row])
    }
  }

  /// Counts a row that a roll-up could not group.
  mutating func addUngrouped(_ place: Table.Place, column: String) {
    read += 1
    reject(place, column, "no value to group by")
  }

  private mutating func reject(_ place: Table.Place, _ column: String?, _ rule: String, value: String? = nil) {
    quarantined += 1
    badRows.append(.init(file: place.file, line: place.line, column: column, rule: rule, value: value))
    if badRows.count >= 2 * Self.listedRows { badRows = Array(badRows.sorted(by: precedes).prefix(Self.listedRows)) }
  }

  private mutating func fail(_ place: Table.Place) {
    fatal.append(
      Diagnostic(
        .error, "number-overflow", "A computed number does not fit 64 bits",
        at: .init(file: place.file, line: place.line),
        explanation: "Dataset `\(layout.dataset)`: the expressions over this row leave the range of whole numbers",
        remedy: "Check the values of the row, or declare fewer digits after the point"))
    fatal.sort { ($0.location ?? .init(file: "")) < ($1.location ?? .init(file: "")) }
    if fatal.count > 20 { fatal.removeLast() }
  }

  private mutating func decode(_ batch: RowBatch, _ row: Int, _ place: Table.Place) -> Bool {
    var repeated = 0
    for column in layout.decoders.indices {
      let at = (row * batch.width + column) * 2
      let outcome = layout.decoders[column].decode(
        pools.stores[Int(TextPools.row)], Int(batch.ranges[at]), Int(batch.ranges[at + 1]), repeated: &repeated)
      switch outcome {
      case .cell(let cell): cells[column] = cell
      case .bad(let rule):
        let (bytes, field) = (pools.stores[Int(TextPools.row)], Int(batch.ranges[at])..<Int(batch.ranges[at + 1]))
        let mask = ValueMask(layout.decoders[column].classification, secret: layout.secret)
        reject(place, layout.decoders[column].name, rule, value: field.isEmpty ? nil : mask.text(bytes[field]))
        return false
      }
    }
    repeatedTimes += repeated
    keyValue = layout.key.flatMap { key in
      let at = (row * batch.width + key.slot) * 2
      let field = Int(batch.ranges[at])..<Int(batch.ranges[at + 1])
      let mask = ValueMask(layout.decoders[key.slot].classification, secret: layout.secret)
      return field.isEmpty ? nil : mask.text(pools.stores[Int(TextPools.row)][field])
    }
    return true
  }

  private mutating func finish(_ place: Table.Place) {
    pools.stores[Int(TextPools.scratch)].removeAll(keepingCapacity: true)
    do throws(Program.Overflow) {
      lookUp()
      guard try checkRow(place) else { return }
      try keep(place)
      guard !isAfterAsOf else {
        outOfPeriod += 1
        return
      }
      if layout.hasTime, let time = times[0] {
        latest = max(latest ?? time, time)
        earliest = min(earliest ?? time, time)
        for i in rollups.indices {
          try rollups[i].add(cells, program: layout.program, pools: &pools, time: time, place: place)
        }
      }
      try accumulate(place)
    } catch {
      fail(place)
    }
  }

  private mutating func lookUp() {
    for lookup in layout.lookups {
      let row = pools.keyText(cells[lookup.keySlot], lookup.keyType).flatMap { lookup.table.row(forKey: $0) }
      for (slot, column) in lookup.columns {
        cells[slot] = row.map { lookup.table.cell($0, column, pool: lookup.pool) } ?? .null
      }
    }
  }

  private var isAfterAsOf: Bool {
    // `asOf` is the midnight that ends the day: it belongs to the next one.
    layout.hasTime && (times[0] ?? .min) >= layout.asOf
  }

  private mutating func checkRow(_ place: Table.Place) throws(Program.Overflow) -> Bool {
    if let key = layout.key, case .null = cells[key.slot] {
      reject(place, layout.columns[key.slot], "no key", value: keyValue)
      return false
    }
    for i in layout.times.indices {
      guard case .integer(let time) = try layout.program.evaluate(layout.times[i], cells, &pools) else {
        times[i] = nil
        if i == 0, layout.hasTime {
          reject(place, nil, "no time")
          return false
        }
        continue
      }
      times[i] = time
    }
    if let cluster = layout.cluster, case .null = try layout.program.evaluate(cluster.node, cells, &pools) {
      reject(place, nil, "no cluster key")
      return false
    }
    for (i, rule) in layout.rules.enumerated() {
      guard case .boolean(false) = try layout.program.evaluate(rule.node, cells, &pools) else { continue }
      violations[i] += 1
      guard rule.isQuarantining else { continue }
      reject(place, nil, "breaks the rule `\(rule.name)`")
      return false
    }
    guard !isAfterAsOf else { return true }
    for i in layout.measures.indices {
      if let rule = try evaluate(i) {
        reject(place, nil, "\(layout.measures[i].name): \(rule)")
        return false
      }
    }
    return true
  }

  /// Sets whether and with what value the row counts for a measure; returns why the row is bad.
  private mutating func evaluate(_ i: Int) throws(Program.Overflow) -> String? {
    let measure = layout.measures[i]
    active[i] = false
    if let condition = measure.condition {
      guard case .boolean(true) = try layout.program.evaluate(condition, cells, &pools) else { return nil }
    }
    switch measure.kind {
    case .count: values[i] = 1
    case .sum(let node):
      guard case .integer(let value) = try layout.program.evaluate(node, cells, &pools) else { return nil }
      values[i] = value
    case .quantile(let node, let resolution):
      guard case .integer(let value) = try layout.program.evaluate(node, cells, &pools) else { return nil }
      values[i] = floorDivide(value, resolution)
      endings[i] = .closed
    case .survival(let startNode, let endNodes, let resolution):
      guard case .integer(let start) = try layout.program.evaluate(startNode, cells, &pools) else { return nil }
      if start > layout.asOf { return "starts after as_of" }
      var end = layout.asOf
      endings[i] = .open
      var ends: [(time: Int64, index: Int)] = []
      for (index, node) in endNodes.enumerated() {
        if case .integer(let value) = try layout.program.evaluate(node, cells, &pools) { ends.append((value, index)) }
      }
      if let first = ends.min(by: { $0 < $1 }) {
        if first.time < start { return "ends before it starts" }
        // What ended after as_of was not known then.
        if first.time <= layout.asOf { endings[i] = first.index == 0 ? .closed : .competing(first.index - 1) }
        end = min(first.time, layout.asOf)
      }
      values[i] = floorDivide(end - start, resolution)
    }
    active[i] = true
    return nil
  }

  private mutating func keep(_ place: Table.Place) throws(Program.Overflow) {
    guard table != nil, let kept = layout.kept, let key = layout.key else { return }
    table?.append(
      kept.slots.map { cells[$0] }, pools: pools, key: pools.keyText(cells[key.slot], key.type), place: place)
  }

  private mutating func accumulate(_ place: Table.Place) throws(Program.Overflow) {
    let hasAllArms = try divide()
    for (i, measure) in layout.measures.enumerated() where active[i] {
      guard let time = times[measure.time] else {
        active[i] = false
        continue
      }
      if let mature = measure.matureSeconds, time > layout.asOf - mature {
        active[i] = false
        immature[i] += 1
      }
    }
    for (i, entry) in layout.places.enumerated() {
      atomOfPlace[i] = times[entry.time].map { atom($0, layout.atoms[entry.atoms]) } ?? -1
    }
    if !atomOfPlace.isEmpty, atomOfPlace.allSatisfy({ $0 < 0 }) {
      outOfPeriod += 1
    } else if hasAllArms {
      accepted += 1
    } else {
      unassigned += 1
    }
    guard layout.needsBucket || !layout.distinct.isEmpty else {
      try addSums(bucket: nil)
      addDurations()
      return
    }
    let key = try clusterKey()
    try addSums(bucket: layout.needsBucket ? MD5.bucket(key) : nil)
    addDurations()
    addDistinct(key)
  }

  /// Sets arms and segment values; whether the row has an arm of every cohort.
  private mutating func divide() throws(Program.Overflow) -> Bool {
    var hasAllArms = true
    for (i, cohort) in layout.cohorts.enumerated() {
      let cell = try layout.program.evaluate(cohort.node, cells, &pools)
      if let name = pools.keyText(cell, cohort.type), cohort.allowed?.contains(Array(name)) ?? true {
        armOf[i] = Int32(armNames[i].intern(name))
      } else {
        armOf[i] = 0
        hasAllArms = false
      }
    }
    for (i, segment) in layout.segments.enumerated() {
      let cell = try layout.program.evaluate(segment.node, cells, &pools)
      segmentOf[i] = pools.keyText(cell, segment.type).map { Int32(segmentNames[i].intern($0)) } ?? 0
    }
    return hasAllArms
  }

  private func atom(_ time: Int64, _ boundaries: [Int64]) -> Int32 {
    var low = 0
    var high = boundaries.count
    while low < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low == boundaries.count ? -1 : Int32(low - 1)
  }

  /// The text the bucket is made of; where the row itself is the unit: its key, or else all its values.
  private mutating func clusterKey() throws(Program.Overflow) -> ArraySlice<UInt8> {
    if let cluster = layout.cluster {
      return pools.keyText(try layout.program.evaluate(cluster.node, cells, &pools), cluster.type) ?? []
    }
    if let key = layout.key { return pools.keyText(cells[key.slot], key.type) ?? [] }
    let columns = layout.columns.indices.map { cells[$0] }
    return Array(columns.map { pools.keyText($0, nil) ?? [] }.joined(separator: [31]))[...]
  }

  private mutating func addSums(bucket: UInt8?) throws(Program.Overflow) {
    for (i, view) in layout.views.enumerated() {
      for group in view.groups where atomOfPlace[group.place] >= 0 {
        var base = -1
        for slot in group.slots where active[slot.first] {
          var value = Int128(values[slot.first])
          if let second = slot.second {
            guard active[second], atomOfPlace[slot.secondPlace] == atomOfPlace[group.place] else { continue }
            value *= Int128(values[second])
          }
          if base < 0 {
            let key = Packed(
              atom: atomOfPlace[group.place], arm: view.cohort.map { armOf[$0] } ?? 0,
              segment: view.segment.map { segmentOf[$0] } ?? 0, bucket: view.isBucketed ? bucket : nil)
            let id = sums[i].keys.intern(key.bits)
            base = id * view.width
            if base == sums[i].values.count {
              sums[i].values.append(contentsOf: repeatElement(0, count: view.width))
            }
          }
          let (sum, overflow) = sums[i].values[base + slot.index].addingReportingOverflow(value)
          if overflow { throw Program.Overflow() }
          sums[i].values[base + slot.index] = sum
        }
      }
    }
  }

  private mutating func addDurations() {
    for (i, view) in layout.durations.enumerated() where active[view.measure] && atomOfPlace[view.place] >= 0 {
      let key = DurationKey(
        atom: atomOfPlace[view.place], arm: view.cohort.map { armOf[$0] } ?? 0,
        segment: view.segment.map { segmentOf[$0] } ?? 0, value: values[view.measure], ending: endings[view.measure])
      durations[i][key, default: 0] += 1
    }
  }

  private mutating func addDistinct(_ cluster: ArraySlice<UInt8>) {
    for (i, view) in layout.distinct.enumerated() where active[view.measure] {
      guard let time = times[layout.measures[view.measure].time] else { continue }
      for (period, range) in view.periods.enumerated() where range.contains(time) {
        distinct[i].insert(
          DistinctKey(
            period: Int32(period), arm: view.cohort.map { armOf[$0] } ?? 0,
            segment: view.segment.map { segmentOf[$0] } ?? 0, cluster: Int32(clusters.intern(cluster))))
      }
    }
  }
}
