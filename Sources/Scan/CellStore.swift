/// The sums of one pane on one thread: a row of lanes per cell, in memory that grows with the segments met.
///
/// A cell is named by its code: ((segment * arms + arm) * atoms + atom) * buckets + bucket. Few cells are found by code in
/// an open-addressing table; when a good part of all codes is in use, the code itself is the place of the row.
///
/// Invariants: `memory` has room for `capacity` rows of `stride` lanes; rows that were never added to are zero. A row in use
/// has source 0 above zero, here or in `wide`. Dense: a cell is its code. Otherwise cell i has code `codes[i]`, and `table`
/// holds i + 1 where the code's hash leads, 0 being free. `wide`, once there, has `sources` numbers per cell.
final class CellStore {
  /// Bytes up to which a store becomes dense when a sixteenth of the codes is in use (16 times as many in buckets);
  /// beyond, half must be.
  static let denseBytes = 4 << 20

  let layout: MatrixLayout
  let stride: Int
  let arms: Int
  let atoms: Int
  let buckets: Int
  let sources: Int
  /// Codes of one segment value.
  let codesPerSegment: Int

  private(set) var isDense: Bool
  private(set) var segments = 1
  private var memory: LaneMemory
  private var capacity: Int
  /// Cells in use, where not dense.
  private(set) var count = 0
  private var codes: UnsafeMutablePointer<UInt64>
  private var table: UnsafeMutablePointer<UInt32>
  private var tableSize = 64
  private(set) var wide: UnsafeMutablePointer<Int128>?
  /// Whether a sum left 128 bits.
  var hasOverflow = false

  init(_ layout: MatrixLayout, arms: Int, atoms: Int, isBucketed: Bool) {
    self.layout = layout
    stride = layout.stride
    sources = layout.sourceCount
    self.arms = arms
    self.atoms = atoms
    buckets = isBucketed ? 256 : 1
    codesPerSegment = arms * atoms * buckets
    isDense = codesPerSegment * stride * 8 <= 4096
    capacity = isDense ? codesPerSegment : 32
    memory = LaneMemory(capacity * stride)
    codes = .allocate(capacity: isDense ? 1 : capacity)
    table = .allocate(capacity: tableSize)
    table.initialize(repeating: 0, count: tableSize)
  }

  deinit {
    codes.deallocate()
    table.deallocate()
    wide?.deallocate()
  }

  var cells: UnsafeMutablePointer<Int64> { memory.base }

  var bytes: Int { capacity * stride * 8 + (wide == nil ? 0 : capacity * sources * 16) + tableSize * 4 }

  // MARK: - Room

  /// Makes every segment number below `wanted` one that has codes.
  func makeRoom(segments wanted: Int) {
    guard wanted > segments else { return }
    var larger = segments
    while larger < wanted { larger *= 2 }
    segments = larger
    guard isDense else { return }
    let needed = larger * codesPerSegment
    if isWorthwhile(inUse: used, of: needed) { return setCapacity(needed) }
    makeSparse()
  }

  /// Cells in use.
  var used: Int {
    guard isDense else { return count }
    var used = 0
    for place in 0..<capacity where isUsed(place) { used += 1 }
    return used
  }

  private func isWorthwhile(inUse used: Int, of codes: Int) -> Bool {
    let bytes = codes * stride * 8
    // The buckets of one atom, arm and segment are used together, and the system has no pages for those never used.
    let limit = buckets > 1 ? 16 * Self.denseBytes : Self.denseBytes
    return bytes <= 4096 || used * (bytes <= limit ? 16 : 2) >= codes
  }

  /// Lets the code be the place when enough codes are in use.
  func makeDenseIfWorthwhile() {
    let needed = segments * codesPerSegment
    guard !isDense, isWorthwhile(inUse: count, of: needed) else { return }
    let larger = LaneMemory(needed * stride)
    let largerWide = wide.map { _ in Self.wide(needed * sources) }
    for cell in 0..<count {
      let place = Int(codes[cell])
      (larger.base + place * stride).update(from: cells + cell * stride, count: stride)
      if let largerWide, let wide {
        (largerWide + place * sources).update(from: wide + cell * sources, count: sources)
      }
    }
    replace(cells: larger, wide: largerWide, capacity: needed)
    isDense = true
    count = 0
    setTable(size: 1)
    codes.deallocate()
    codes = .allocate(capacity: 1)
  }

  private func makeSparse() {
    let inUse = (0..<capacity).filter { isUsed($0) }
    let room = max(32, inUse.count * 2)
    let smaller = LaneMemory(room * stride)
    let smallerWide = wide.map { _ in Self.wide(room * sources) }
    codes.deallocate()
    codes = .allocate(capacity: room)
    for (cell, place) in inUse.enumerated() {
      codes[cell] = UInt64(place)
      (smaller.base + cell * stride).update(from: cells + place * stride, count: stride)
      if let smallerWide, let wide {
        (smallerWide + cell * sources).update(from: wide + place * sources, count: sources)
      }
    }
    replace(cells: smaller, wide: smallerWide, capacity: room)
    isDense = false
    count = inUse.count
    setTable(size: 64)
  }

  private func replace(cells new: LaneMemory, wide newWide: UnsafeMutablePointer<Int128>?, capacity newCapacity: Int) {
    memory = new
    wide?.deallocate()
    wide = newWide
    capacity = newCapacity
  }

  private func setCapacity(_ wanted: Int) {
    let old = capacity
    let larger = LaneMemory(wanted * stride)
    larger.base.update(from: cells, count: old * stride)
    let largerWide = wide.map { _ in Self.wide(wanted * sources) }
    if let largerWide, let wide { largerWide.update(from: wide, count: old * sources) }
    replace(cells: larger, wide: largerWide, capacity: wanted)
  }

  private static func wide(_ count: Int) -> UnsafeMutablePointer<Int128> {
    let pointer = UnsafeMutablePointer<Int128>.allocate(capacity: max(1, count))
    pointer.initialize(repeating: 0, count: max(1, count))
    return pointer
  }

  func makeWide() -> UnsafeMutablePointer<Int128> {
    if let wide { return wide }
    let made = Self.wide(capacity * sources)
    wide = made
    return made
  }

  /// Forgets all cells and gives their memory back.
  func empty() {
    replace(cells: LaneMemory(1), wide: nil, capacity: 1)
    (isDense, count, segments) = (false, 0, 1)
    setTable(size: 64)
  }

  // MARK: - Finding cells

  /// The place of a code's cell, made when it is new.
  func place(_ code: Int) -> Int {
    if isDense { return code }
    let code = UInt64(truncatingIfNeeded: code)
    var position = Self.hash(code) & (tableSize &- 1)
    while true {
      let entry = Int(table[position])
      if entry == 0 { return append(code) }
      if codes[entry &- 1] == code { return entry &- 1 }
      position = (position &+ 1) & (tableSize &- 1)
    }
  }

  /// The finaliser of MurmurHash3: spreads every bit over the word.
  @inline(__always)
  private static func hash(_ code: UInt64) -> Int {
    var h = (code ^ (code >> 33)) &* 0xff51_afd7_ed55_8ccd
    h = (h ^ (h >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return Int(truncatingIfNeeded: h ^ (h >> 33))
  }

  @inline(never)
  private func append(_ code: UInt64) -> Int {
    if count == capacity {
      let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2)
      codes.update(from: self.codes, count: count)
      self.codes.deallocate()
      self.codes = codes
      setCapacity(capacity * 2)
    }
    codes[count] = code
    count += 1
    if count * 2 > tableSize { setTable(size: tableSize * 2) } else { enter(count - 1) }
    return count - 1
  }

  private func enter(_ cell: Int) {
    var position = Self.hash(codes[cell]) & (tableSize - 1)
    while table[position] != 0 { position = (position + 1) & (tableSize - 1) }
    table[position] = UInt32(cell + 1)
  }

  private func setTable(size: Int) {
    table.deallocate()
    tableSize = size
    while tableSize < count * 2 { tableSize *= 2 }
    table = .allocate(capacity: tableSize)
    table.initialize(repeating: 0, count: tableSize)
    for cell in 0..<count { enter(cell) }
  }

  // MARK: - Reading

  func isUsed(_ place: Int) -> Bool {
    cells[place * stride] & 0xFFFF_FFFF != 0 || (wide.map { $0[place * sources] != 0 } ?? false)
  }

  /// Places and codes of all cells in use; dense stores in the order of codes.
  func inUse() -> [(place: Int, code: Int)] {
    isDense
      ? (0..<capacity).lazy.filter { self.isUsed($0) }.map { ($0, $0) }
      : (0..<count).map { ($0, Int(codes[$0])) }
  }

  /// The sum of a source in a cell.
  func sum(place: Int, source: Int) -> Int128 {
    let sum = Int128(layout.value(cells + place * stride, source))
    return wide.map { sum + $0[place * sources + source] } ?? sum
  }
}
