import Metrics
import Columns
import Rows

/// What the rows of a block add.
extension BlockWorker {
  /// Sets for which rows and with what value each measure counts; rows that a survival measure finds wrong are out.
  func evaluateMeasures() {
    for (i, measure) in layout.measures.enumerated() {
      let active = measures[i].active
      Masks.copy(current, to: active)
      if let condition = measure.condition {
        guard case .booleans(let yes, _) = evaluate(condition, current) else {
          Masks.clear(active)
          continue
        }
        dropOverflows()
        Masks.and(active, yes, to: active)
      }
      switch measure.kind {
      case .count: break
      case .sum(let node): take(evaluate(node, active), by: 1, measures[i])
      case .quantile(let node, let resolution):
        take(evaluate(node, active), by: resolution, measures[i])
        Masks.copy(active, to: measures[i].closed)
      case .survival(let start, let ends, let resolution):
        measureSurvival(measures[i], layout.measures[i].name, start, ends, resolution)
      }
      dropOverflows()
    }
    // A row that a later measure found wrong counts in none.
    for measure in measures { Masks.and(measure.active, current, to: measure.active) }
  }

  private func take(_ vector: Vector, by resolution: Int64, _ measure: MeasureState) {
    guard case .integers(let from, let known) = vector else { return Masks.clear(measure.active) }
    Masks.and(measure.active, known, to: measure.active)
    let values = measure.values
    if resolution == 1 {
      values.update(from: from, count: RowBlock.capacity)
    } else {
      Masks.forEach(measure.active) { values[$0] = floorDivide(from[$0], resolution) }
    }
  }

  private func measureSurvival(
    _ measure: MeasureState, _ name: String, _ startNode: Int32, _ endNodes: [Int32], _ resolution: Int64
  ) {
    let (active, closed, asOf) = (measure.active, measure.closed, layout.asOf)
    guard case .integers(let start, let known) = evaluate(startNode, active) else { return Masks.clear(active) }
    Masks.and(active, known, to: active)
    Masks.clear(mask)
    Masks.forEach(active) { if start[$0] > asOf { mask[$0 >> 6] |= 1 &<< UInt64($0 & 63) } }
    reject(mask, column: nil, rule: "\(name): starts after as_of")
    Masks.andNot(active, mask, to: active)
    var ends: [(code: Int, values: UnsafeMutablePointer<Int64>, known: RowMask)] = []
    for (index, node) in endNodes.enumerated() {
      if case .integers(let values, let known) = evaluate(node, active) { ends.append((index + 1, values, known)) }
    }
    Masks.clear(mask)
    Masks.clear(closed)
    Masks.forEach(active) { row in
      var last = asOf
      var first: (time: Int64, code: Int)?
      // Of ends at one time, the one named first counts.
      for end in ends where Masks.contains(end.known, row) && end.values[row] < first?.time ?? .max {
        first = (end.values[row], end.code)
      }
      if let first {
        guard first.time >= start[row] else {
          mask[row >> 6] |= 1 &<< UInt64(row & 63)
          return
        }
        // What ended after as_of was not known then.
        if first.time <= asOf { closed[row >> 6] |= 1 &<< UInt64(row & 63) }
        measure.endings?[row] = Int64(first.code)
        last = min(first.time, asOf)
      }
      let (difference, overflow) = last.subtractingReportingOverflow(start[row])
      measure.values[row] = floorDivide(difference, resolution)
      if overflow { evaluator.overflowed[row >> 6] |= 1 &<< UInt64(row & 63) }
    }
    reject(mask, column: nil, rule: "\(name): ends before it starts")
    Masks.andNot(active, mask, to: active)
  }

  /// Numbers of arms and segment values.
  func divide() {
    Masks.clear(armless)
    for (i, cohort) in layout.cohorts.enumerated() {
      let vector = evaluate(cohort.node, current)
      dropOverflows()
      number(vector, cohort, arms[i])
      for w in 0..<maskWords { armless[w] |= current[w] & ~arms[i].named[w] }
    }
    for (i, segment) in layout.segments.enumerated() {
      let vector = evaluate(segment.node, current)
      dropOverflows()
      guard let outer = segment.outer else {
        number(vector, segment, segments[i])
        continue
      }
      guard let cross = segments[i].cross else { continue }
      number(vector, segment, cross.inner)
      let whole = evaluate(outer.node, current)
      dropOverflows()
      number(whole, outer.type, cross.outer)
      cross.number(current, into: segments[i])
    }
  }

  private func number(_ vector: Vector, _ division: DatasetLayout.Division, _ state: DivisionState) {
    number(vector, division.type, state)
  }

  private func number(_ vector: Vector, _ type: ColumnType?, _ state: DivisionState) {
    let (texts, known) = evaluator.keyTexts(vector, type: type, rows: current)
    Masks.and(current, known, to: mask)
    state.names.numbers(of: texts, rows: mask, into: state.numbers, named: state.named)
  }

  /// Takes out of each measure the rows without its time, and counts those whose window has not passed.
  func ripen() {
    for (i, measure) in layout.measures.enumerated() {
      let state = measures[i]
      let time = times[measure.time]
      Masks.and(state.active, current, to: state.active)
      Masks.and(state.active, time.known, to: state.active)
      if let mature = measure.matureSeconds {
        let last = layout.asOf - mature
        Masks.forEach(state.active) { row in
          guard time.values[row] > last else { return }
          Masks.remove(row, state.active)
          state.immature += 1
        }
      }
      if !measure.isCount { state.clean() }
    }
  }

  /// Finds atoms, and counts each row once: it is in no atom, or else lacks an arm, or else is accepted.
  func placeRows() {
    for (i, place) in layout.places.enumerated() {
      let time = times[place.time]
      Masks.and(current, time.known, to: mask)
      layout.atoms[place.atoms].find(time.values, rows: mask, into: atoms[i].numbers, found: atoms[i].found)
      listCounts[i] = Masks.list(atoms[i].found, into: lists[i])
    }
    // Where nothing is read by atoms, no row lies outside them.
    if layout.places.isEmpty { Masks.copy(current, to: mask) } else { Masks.clear(mask) }
    for atom in atoms { Masks.or(mask, atom.found, to: mask) }
    let placed = Masks.count(mask)
    outOfPeriod += Masks.count(current) - placed
    Masks.and(mask, armless, to: mask)
    unassigned += Masks.count(mask)
    accepted += placed - Masks.count(mask)
  }

  /// Fills the matrices and adds their rows to every pane.
  func addSums(count: Int) {
    for matrix in matrices {
      fill(matrix, count: count)
      if matrix.needsFlush(count: count) {
        for (i, pane) in layout.panes.enumerated() where matrices[pane.matrix] === matrix { stores[i].flush() }
        matrix.reset()
      }
      matrix.commit(count: count)
    }
    if layout.needsBucket {
      for i in layout.places.indices {
        let (base, numbers, buckets) = (bases[i], atoms[i].numbers, buckets)
        for row in 0..<count { base[row] = numbers[row] &<< 8 | Int32(buckets[row]) }
      }
    }
    for (i, pane) in layout.panes.enumerated() {
      var (list, listed) = (lists[pane.place], listCounts[pane.place])
      let matrix = matrices[pane.matrix]
      if !pane.isAlways {
        Masks.clear(mask)
        for slot in pane.slots { addActive(matrix.layout, slot.source, pane.place) }
        Masks.and(mask, atoms[pane.place].found, to: mask)
        list = ownList
        listed = Masks.list(mask, into: list)
      }
      guard listed > 0 else { continue }
      let segment = pane.segment.map { segments[$0] }
      stores[i].add(
        rows: list, count: listed, base: pane.isBucketed ? bases[pane.place] : atoms[pane.place].numbers,
        arm: pane.cohort.map { arms[$0].numbers } ?? zeros, segment: segment?.numbers ?? zeros,
        segmentCount: segment?.names.count ?? 1, matrix: matrix.lanes, scratch: cellPlaces)
      if !matrix.large.isEmpty { addLarge(matrix, to: stores[i], list, listed) }
    }
  }

  private func addLarge(_ matrix: ValueMatrix, to store: CellStore, _ list: UnsafePointer<UInt16>, _ count: Int) {
    var order = Array(repeating: -1, count: RowBlock.capacity)
    for k in 0..<count { order[Int(list[k])] = k }
    for entry in matrix.large where order[entry.row] >= 0 {
      store.addWide(place: cellPlaces[order[entry.row]], source: entry.source, entry.value)
    }
  }

  /// Adds to `mask` the rows in which a source counts.
  private func addActive(_ matrix: MatrixLayout, _ source: Int, _ place: Int) {
    guard source > 0 else { return }
    let source =
      source <= matrix.counts.count ? matrix.counts[source - 1] : matrix.sums[source - 1 - matrix.counts.count]
    active(source, into: other)
    Masks.or(mask, other, to: mask)
  }

  private func active(_ source: MatrixLayout.Source, into out: RowMask) {
    Masks.copy(measures[source.first].active, to: out)
    if let second = source.second { Masks.and(out, measures[second].active, to: out) }
    if source.agreeing.count == 2 { agree(source.agreeing, in: out) }
  }

  /// Takes out rows whose atoms in two places differ.
  private func agree(_ places: [Int], in rows: RowMask) {
    let (a, b) = (atoms[places[0]], atoms[places[1]])
    Masks.and(rows, a.found, to: rows)
    Masks.and(rows, b.found, to: rows)
    Masks.forEach(rows) { if a.numbers[$0] != b.numbers[$0] { Masks.remove($0, rows) } }
  }

  private func fill(_ matrix: ValueMatrix, count: Int) {
    matrix.begin()
    let layout = matrix.layout
    var lane = 0
    var source = 0
    while lane < layout.countLanes {
      // Source 0 is every row; an odd number of counts leaves half a lane empty.
      if source > 0 { active(layout.counts[source - 1], into: mask) } else { Masks.copy(current, to: mask) }
      if source < layout.counts.count { active(layout.counts[source], into: other) } else { Masks.clear(other) }
      matrix.fill(lane: lane, mask, other, count: count)
      lane += 1
      source += 2
    }
    for (i, sum) in layout.sums.enumerated() {
      let first = measures[sum.first]
      guard let number = sum.second else {
        matrix.fill(sum: i, first.values, magnitude: first.magnitude, count: count)
        continue
      }
      let second = measures[number]
      if !sum.agreeing.isEmpty { active(sum, into: mask) }
      let (isCount, isOtherCount) = (self.layout.measures[sum.first].isCount, self.layout.measures[number].isCount)
      let (a, b) = (
        isCount ? numbers(first.active) : UnsafePointer(first.values),
        isOtherCount ? numbers(second.active) : UnsafePointer(second.values)
      )
      matrix.fill(
        sum: i, a, b, agreeing: sum.agreeing.isEmpty ? nil : mask,
        magnitudes: (isCount ? 1 : first.magnitude, isOtherCount ? 1 : second.magnitude), count: count)
    }
  }

  /// A mask as numbers.
  private func numbers(_ rows: RowMask) -> UnsafePointer<Int64> {
    let numbers = self.ones
    for row in 0..<RowBlock.capacity {
      numbers[row] = Int64(truncatingIfNeeded: rows[row >> 6] &>> UInt64(row & 63) & 1)
    }
    return UnsafePointer(numbers)
  }

  /// Counts how long rows took.
  func addDurations() {
    for (i, view) in layout.durations.enumerated() {
      let measure = measures[view.measure]
      let atom = atoms[view.place]
      Masks.and(measure.active, atom.found, to: mask)
      durations[i].add(
        rows: mask, values: measure.values, closed: measure.closed, endings: measure.endings, atoms: atom.numbers,
        arm: view.cohort.map { arms[$0].numbers } ?? zeros, segment: view.segment.map { segments[$0].numbers } ?? zeros)
    }
  }
}
