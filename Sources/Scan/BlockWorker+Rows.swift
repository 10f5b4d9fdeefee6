import Columns
import Kernels
import Metrics
import Pack
import Rows
import Tables

/// Which rows of a block are used.
extension BlockWorker {
  /// Gives looked-up columns their values.
  func lookUp() {
    for (i, lookup) in layout.lookups.enumerated() {
      let (texts, known) = evaluator.keyTexts(evaluator.slot(lookup.keySlot), type: lookup.keyType, rows: rows)
      lookup.table.find(texts, known: known, rows: rows, into: found)
      for (j, column) in lookup.columns.enumerated() {
        evaluator.setSlot(
          column.slot, lookup.table.gather(column.column, found, rows: rows, into: registers[i][j]))
      }
    }
  }

  /// Rejects rows without key, time or cluster key, and those that break a rule.
  func checkRows() {
    if let key = layout.key {
      rejectUnknown(evaluator.slot(key.slot), column: layout.decoders.isEmpty ? nil : key.slot, rule: "no key")
    }
    for i in layout.times.indices {
      let vector = evaluate(layout.times[i], rows)
      dropOverflows()
      if case .integers(let values, let known) = vector {
        times[i] = (UnsafePointer(values), known)
      } else {
        times[i].known = nothing
      }
      if i == 0, layout.hasTime { rejectUnknown(vector, column: nil, rule: "no time") }
    }
    if let cluster = layout.cluster {
      let vector = evaluate(cluster.node, rows)
      dropOverflows()
      rejectUnknown(vector, column: nil, rule: "no cluster key")
    }
    for (i, rule) in layout.rules.enumerated() {
      guard case .booleans(_, let no) = evaluate(rule.node, rows) else { continue }
      dropOverflows()
      Masks.and(rows, no, to: mask)
      violations[i] += Masks.count(mask)
      if rule.rule.action == .quarantine { reject(mask, column: nil, rule: Self.rule(rule.name)) }
    }
    Masks.copy(rows, to: current)
    guard layout.hasTime else { return }
    // `asOf` is the midnight that ends the day: it belongs to the next one.
    let (time, asOf) = (times[0].values, layout.asOf)
    for w in 0..<maskWords {
      var (bits, late): (UInt64, UInt64) = (rows[w], 0)
      while bits != 0 {
        let place = bits.trailingZeroBitCount
        bits &= bits &- 1
        if time[w << 6 | place] >= asOf { late |= 1 &<< UInt64(place) }
      }
      current[w] &= ~late
    }
  }

  /// The rule of a bad row that breaks a row rule.
  static func rule(_ name: String) -> String { "breaks the rule `\(name)`" }

  /// Counts rows that a roll-up could not group.
  func addUngrouped(_ places: [Place], count: Int, column: String) {
    read += count
    quarantine.add(places, total: count, column: column, rule: "no value to group by")
  }

  private func rejectUnknown(_ vector: Vector, column: Int?, rule: String) {
    vector.known(into: mask)
    Masks.andNot(rows, mask, to: mask)
    if !Masks.isEmpty(mask) { reject(mask, column: column, rule: rule) }
  }

  /// Keeps what later passes look up or roll up, and what tells keys apart.
  func keep() {
    if let kept = layout.kept, let key = layout.key {
      let (texts, _) = evaluator.keyTexts(evaluator.slot(key.slot), type: key.type, rows: rows)
      self.kept?.add(kept.slots.map { evaluator.slot($0) }, keys: texts, places: places, rows: rows)
    }
    for (i, slot) in layout.uniqueSlots.enumerated() {
      let (texts, known) = evaluator.keyTexts(evaluator.slot(slot), type: layout.columns[slot].type, rows: rows)
      Masks.and(rows, known, to: mask)
      checks[i].add(texts, places: places, rows: mask)
    }
  }

  /// Counts rows after `as_of`, notes the latest time of the others, and rolls those up.
  func countLate() {
    outOfPeriod += Masks.count(rows) - Masks.count(current)
    guard layout.hasTime else { return }
    let time = times[0].values
    var (least, greatest) = (Int64.max, Int64.min)
    for w in 0..<maskWords {
      var bits = current[w]
      while bits != 0 {
        let value = time[w << 6 | bits.trailingZeroBitCount]
        bits &= bits &- 1
        least = min(least, value)
        greatest = max(greatest, value)
      }
    }
    guard least <= greatest else { return }
    latest = max(latest ?? greatest, greatest)
    earliest = min(earliest ?? least, least)
    for (i, rollup) in layout.rollups.enumerated() {
      let arguments = rollup.arguments.map { $0.map { evaluate($0, current) } ?? .null }
      dropOverflows()
      let by = evaluator.slot(rollup.bySlot)
      let (texts, known) = evaluator.keyTexts(by, type: rollup.layout.byType, rows: current)
      rollups[i].add(
        keys: texts, known: known, by: by, times: time, arguments: arguments, places: places, rows: current)
    }
  }

  /// The bucket of each row's cluster key, where views have buckets; distinct keys are counted on the way.
  func bucket() {
    guard layout.needsBucket || distinct != nil else { return }
    let (texts, known) = clusterKeys()
    for w in 0..<maskWords { mask[w] = current[w] & known[w] }
    if layout.needsBucket {
      let keys = readable(texts, mask)
      var last = maskWords
      while last > 0, mask[last - 1] == 0 { last -= 1 }
      MD5.buckets(UnsafeRawPointer(keys), count: last * 64, chosen: mask, into: buckets)
    }
    distinct?.add(texts, rows: mask, of: self)
  }

  /// The text the bucket is made of; where the row itself is the unit: its key, or else all its values.
  private func clusterKeys() -> (UnsafeMutablePointer<TextSlice>, known: RowMask) {
    if let cluster = layout.cluster {
      return evaluator.keyTexts(evaluate(cluster.node, current), type: cluster.type, rows: current)
    }
    if let key = layout.key { return evaluator.keyTexts(evaluator.slot(key.slot), type: key.type, rows: current) }
    for piece in keyBytes { piece.deallocate() }
    keyBytes = []
    let columns = layout.columns.indices.map { evaluator.keyTexts(evaluator.slot($0), type: nil, rows: current) }
    Masks.forEach(current) { row in
      var text: [UInt8] = []
      for (i, column) in columns.enumerated() {
        if i > 0 { text.append(31) }
        guard Masks.contains(column.known, row) else { continue }
        text += UnsafeBufferPointer(start: column.0[row].start, count: column.0[row].count)
      }
      let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + StructuralIndex.slack)
      piece.initialize(repeating: 0, count: text.count + StructuralIndex.slack)
      for (i, byte) in text.enumerated() { piece[i] = byte }
      keyBytes.append(piece)
      keySlices[row] = TextSlice(start: UnsafePointer(piece), count: text.count)
    }
    return (keySlices, current)
  }

  /// The same texts, those near the end of a page of memory copied, as the hash reads some bytes after each.
  private func readable(_ texts: UnsafeMutablePointer<TextSlice>, _ rows: RowMask) -> UnsafePointer<TextSlice> {
    if texts == keySlices { return UnsafePointer(texts) }
    for piece in keyBytes { piece.deallocate() }
    keyBytes = []
    let (slack, slices) = (StructuralIndex.slack, keySlices)
    for w in 0..<maskWords {
      var bits = rows[w]
      while bits != 0 {
        let row = w << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let text = texts[row]
        slices[row] = text
        let end = UInt(bitPattern: text.start) &+ UInt(bitPattern: text.count)
        if end & 4095 > 4096 - UInt(slack) || end & 4095 == 0 { slices[row] = copied(text) }
      }
    }
    return UnsafePointer(slices)
  }

  @inline(never)
  private func copied(_ text: TextSlice) -> TextSlice {
    let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + StructuralIndex.slack)
    piece.initialize(repeating: 0, count: text.count + StructuralIndex.slack)
    piece.update(from: text.start, count: text.count)
    keyBytes.append(piece)
    return TextSlice(start: UnsafePointer(piece), count: text.count)
  }
}
