/// The sums of one view: a row of integers per cell, in the order of the plan's slots; cells without any row are absent.
///
/// Stored flat and sorted by arm, segment, atom and bucket, so that a stretch of time of one arm and segment value is a
/// stretch of memory. A sum takes 64 bits; the few that need more stand apart.
public struct ViewSums: Sendable, Equatable {
  /// A cell's place in one word: 12 bits of arm, 20 of segment, 20 of atom, 12 of bucket + 1.
  public struct CellKey: Sendable, Hashable, Comparable {
    /// See above; sorts as the parts do, in that order.
    public var bits: UInt64
    /// `arm` and `segment` are indices into the view's names; no bucket is -1.
    @inlinable public init(arm: Int, segment: Int, atom: Int, bucket: Int = -1) {
      bits =
        UInt64(truncatingIfNeeded: arm) << 52 | UInt64(truncatingIfNeeded: segment) << 32
        | UInt64(truncatingIfNeeded: atom) << 12 | UInt64(truncatingIfNeeded: bucket + 1)
    }
    /// Index into `arms`.
    @inlinable public var arm: Int { Int(bits >> 52) }
    /// Index into `segments`.
    @inlinable public var segment: Int { Int(bits >> 32 & 0xF_FFFF) }
    /// Index into the plan's atoms.
    @inlinable public var atom: Int { Int(bits >> 12 & 0xF_FFFF) }
    /// 0…255, or -1 in a view without buckets.
    @inlinable public var bucket: Int { Int(bits & 0xFFF) - 1 }
    /// By arm, segment, atom and bucket.
    @inlinable public static func < (a: CellKey, b: CellKey) -> Bool { a.bits < b.bits }
  }

  /// How many arms a cell's key can tell apart, "" included.
  public static let armLimit = 1 << 12
  /// How many values of a segment a cell's key can tell apart, "" included.
  public static let segmentLimit = 1 << 20

  /// Sums per cell.
  public let width: Int
  /// Names of arms in byte order; "" stands for no arm.
  public let arms: [String]
  /// Values of the segment in byte order; "" stands for no value.
  public let segments: [String]
  /// Ascending.
  public let keys: [CellKey]
  /// `width` per key. Where `wide` has an entry, that is the sum.
  public let values: [Int64]
  /// Sums beyond 64 bits, by index into `values`.
  public let wide: [Int: Int128]

  /// All parts given: names in byte order, keys ascending.
  public init(
    width: Int, arms: [String], segments: [String], keys: [CellKey], values: [Int64], wide: [Int: Int128] = [:]
  ) {
    precondition(values.count == keys.count * width, "a row of sums per key")
    self.width = width
    self.arms = arms
    self.segments = segments
    self.keys = keys
    self.values = values
    self.wide = wide
  }

  /// From cells in any order, by name.
  public init(width: Int, cells: [SumTable.Key: [Int128]]) {
    let arms = Self.sorted(cells.keys.lazy.map(\.arm))
    let segments = Self.sorted(cells.keys.lazy.map(\.segment))
    let armIndex = Dictionary(uniqueKeysWithValues: arms.enumerated().map { ($1, $0) })
    let segmentIndex = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1, $0) })
    let rows = cells.map { key, sums in
      let place = CellKey(
        arm: armIndex[key.arm] ?? 0, segment: segmentIndex[key.segment] ?? 0, atom: Int(key.atom),
        bucket: Int(key.bucket))
      return (key: place, sums: sums)
    }.sorted { $0.key < $1.key }
    var values: [Int64] = []
    var wide: [Int: Int128] = [:]
    for row in rows {
      for sum in row.sums {
        if Int64(exactly: sum) == nil { wide[values.count] = sum }
        values.append(Int64(truncatingIfNeeded: sum))
      }
    }
    self.init(
      width: width, arms: arms, segments: segments, keys: rows.map(\.key), values: values, wide: wide)
  }

  private static func sorted(_ names: some Sequence<String>) -> [String] {
    Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The cells of one arm and segment value over consecutive atoms, buckets included.
  public func cells(arm: String, segment: String, atoms: Range<Int>) -> Range<Int> {
    guard let arm = arms.firstIndex(of: arm), let segment = position(ofSegment: segment) else { return 0..<0 }
    let first = position(of: CellKey(arm: arm, segment: segment, atom: atoms.lowerBound))
    return first..<position(of: CellKey(arm: arm, segment: segment, atom: atoms.upperBound))
  }

  /// A sum of a cell.
  public func sum(cell: Int, slot: Int) -> Int128 {
    let index = cell * width + slot
    if !wide.isEmpty, let sum = wide[index] { return sum }
    return Int128(values[index])
  }

  /// All cells by name, for tests and listings.
  public var byName: [SumTable.Key: [Int128]] {
    var cells: [SumTable.Key: [Int128]] = [:]
    for (index, key) in keys.enumerated() { cells[name(key)] = (0..<width).map { sum(cell: index, slot: $0) } }
    return cells
  }

  /// A cell's place by name.
  public func name(_ key: CellKey) -> SumTable.Key {
    SumTable.Key(
      atom: Int32(key.atom), arm: arms[key.arm], segment: segments[key.segment], bucket: Int16(key.bucket))
  }

  private func position(ofSegment name: String) -> Int? {
    var (low, high) = (0, segments.count)
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].utf8.lexicographicallyPrecedes(name.utf8) { low = middle + 1 } else { high = middle }
    }
    return low < segments.count && segments[low] == name ? low : nil
  }

  /// The first cell that is not below a key.
  private func position(of key: CellKey) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
