import Columns
import Rows
import Tables

/// Which cluster keys occur in which stretch of time, arm and segment value: one thread's share.
final class DistinctCounter {
  /// Where a count belongs, in one number.
  struct Group {
    var bits: UInt64

    init(time: Int, arm: Int, segment: Int) {
      bits = UInt64(time) << 32 | UInt64(arm) << 20 | UInt64(segment)
    }
    init(bits: UInt64) { self.bits = bits }

    /// Of a tally an atom, of an exact view a period.
    var time: Int { Int(bits >> 32) }
    var arm: Int { Int(bits >> 20 & 0xFFF) }
    var segment: Int { Int(bits & 0xF_FFFF) }
  }

  let layout: DistinctLayout
  /// By tally.
  let hashes: [BottomHashes]
  /// By tally, the numbers of its groups.
  let groups: [IntegerTable<UInt64>]
  /// Of the exact views.
  let keys: DistinctKeys
  let exactGroups: [IntegerTable<UInt64>]
  private let moments: [(atoms: UnsafeMutablePointer<Int32>, found: RowMask)]
  private let lists: [(sets: UnsafeMutablePointer<UInt8>, active: RowMask)]
  private let inside: [RowMask]
  private let mask: RowMask
  private let hash: UnsafeMutablePointer<UInt64>
  private let numbers: UnsafeMutablePointer<Int32>

  init(_ layout: DistinctLayout, _ arena: Arena) {
    self.layout = layout
    hashes = layout.tallies.map { BottomHashes(limit: $0.limit, sets: layout.lists[$0.list].count) }
    groups = layout.tallies.map { _ in IntegerTable() }
    keys = DistinctKeys(divisions: layout.exact.count)
    exactGroups = layout.exact.map { _ in IntegerTable() }
    moments = layout.clocks.map { _ in (arena.numbers(), arena.mask()) }
    lists = layout.lists.map { _ in (arena.make(0, count: RowBlock.capacity), arena.mask()) }
    inside = layout.exact.map { _ in arena.mask() }
    mask = arena.mask()
    hash = arena.make(0, count: RowBlock.capacity)
    numbers = arena.numbers()
  }

  var bytes: Int {
    hashes.reduce(keys.bytes) { $0 + $1.bytes } + (groups + exactGroups).reduce(0) { $0 + $1.bytes }
  }

  /// Counts the keys of the rows that are active in each view; `rows` have a key.
  func add(_ texts: UnsafePointer<TextSlice>, rows: RowMask, of worker: BlockWorker) {
    for (i, clock) in layout.clocks.enumerated() {
      let (atoms, found) = moments[i]
      clock.periods.atoms.find(worker.times[clock.time].values, rows: rows, into: atoms, found: found)
      if clock.periods.hasGaps, let layer = clock.periods.layers.first { keep(found, atoms, in: layer, into: found) }
    }
    if !layout.tallies.isEmpty { BottomHashes.hash(texts, rows: rows, into: hash) }
    for i in layout.lists.indices { markSets(i, worker) }
    for i in layout.tallies.indices { addHashes(i, worker) }
    if !layout.exact.isEmpty { addKeys(texts, worker) }
  }

  /// Which measures of a list count a row, as bits.
  private func markSets(_ list: Int, _ worker: BlockWorker) {
    let (sets, active) = lists[list]
    Masks.clear(active)
    sets.update(repeating: 0, count: RowBlock.capacity)
    for (set, measure) in layout.lists[list].enumerated() {
      let (rows, bit) = (worker.measures[measure].active, UInt8(1) << UInt8(set))
      for w in 0..<maskWords {
        var bits = rows[w]
        active[w] |= bits
        if bits == .max {
          for row in w << 6..<(w + 1) << 6 { sets[row] |= bit }
          continue
        }
        while bits != 0 {
          sets[w << 6 | bits.trailingZeroBitCount] |= bit
          bits &= bits &- 1
        }
      }
    }
  }

  private func addHashes(_ index: Int, _ worker: BlockWorker) {
    let tally = layout.tallies[index]
    let ((sets, active), (atoms, found)) = (lists[tally.list], moments[tally.clock])
    Masks.and(active, found, to: mask)
    guard !Masks.isEmpty(mask) else { return }
    number(groups[index], atoms, tally.cohort, tally.segment, worker)
    hashes[index].add(hash, groups: numbers, count: groups[index].count, sets: sets, rows: mask)
  }

  private func addKeys(_ texts: UnsafePointer<TextSlice>, _ worker: BlockWorker) {
    Masks.clear(mask)
    for (i, view) in layout.exact.enumerated() {
      Masks.and(worker.measures[view.measure].active, moments[view.clock].found, to: inside[i])
      Masks.or(mask, inside[i], to: mask)
    }
    guard !Masks.isEmpty(mask) else { return }
    keys.load(texts, rows: mask)
    for (i, view) in layout.exact.enumerated() {
      let atoms = moments[view.clock].atoms
      for layer in layout.clocks[view.clock].periods.layers {
        keep(inside[i], atoms, in: layer, into: mask)
        guard !Masks.isEmpty(mask) else { continue }
        layer.withUnsafeBufferPointer { layer in
          guard let layer = layer.baseAddress else { return }
          number(exactGroups[i], atoms, through: layer, view.cohort, view.segment, worker)
        }
        keys.add(i, groups: numbers, rows: mask)
      }
    }
  }

  /// The number of the group of each row in `mask`.
  @inline(__always)
  private func number(
    _ groups: IntegerTable<UInt64>, _ atoms: UnsafeMutablePointer<Int32>, through layer: UnsafePointer<Int32>? = nil,
    _ cohort: Int?, _ segment: Int?, _ worker: BlockWorker
  ) {
    let arms = cohort.map { worker.arms[$0].numbers } ?? worker.zeros
    let segments = segment.map { worker.segments[$0].numbers } ?? worker.zeros
    for w in 0..<maskWords {
      var bits = mask[w]
      while bits != 0 {
        let row = w << 6 | bits.trailingZeroBitCount
        bits &= bits &- 1
        let time = layer.map { $0[Int(atoms[row])] } ?? atoms[row]
        numbers[row] = groups.insert(Group(time: Int(time), arm: Int(arms[row]), segment: Int(segments[row])).bits)
      }
    }
  }

  /// The rows whose atom belongs to a period of a layer.
  private func keep(_ rows: RowMask, _ atoms: UnsafeMutablePointer<Int32>, in layer: [Int32], into out: RowMask) {
    layer.withUnsafeBufferPointer { layer in
      for w in 0..<maskWords {
        var (bits, kept): (UInt64, UInt64) = (rows[w], 0)
        while bits != 0 {
          let place = bits.trailingZeroBitCount
          bits &= bits &- 1
          if layer[Int(atoms[w << 6 | place])] >= 0 { kept |= 1 &<< UInt64(place) }
        }
        out[w] = kept
      }
    }
  }
}
