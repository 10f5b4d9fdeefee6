/// What is added per row to one or more views: sources in lanes of 64 bits.
///
/// Source 0 is 1 for every row. It and the other counts stand two to a lane, as they cannot reach 2^32 between two
/// flushes; other sources have a lane each.
struct MatrixLayout: Sendable {
  /// A number per row; 0 where a measure is not active.
  struct Source: Sendable, Hashable {
    var first: Int
    /// The same measure for a square, another for a product.
    var second: Int?
    /// Two places whose atoms must agree, for measures of different times.
    var agreeing: [Int] = []
  }

  /// Sources that are 0 or 1.
  var counts: [Source]
  /// Sources of any value.
  var sums: [Source]

  var sourceCount: Int { 1 + counts.count + sums.count }
  var countLanes: Int { counts.count / 2 + 1 }
  /// Lanes per row: an even number, so that two are added at once.
  var stride: Int { (countLanes + sums.count + 1) & ~1 }

  func index(of source: Source) -> Int? {
    if let count = counts.firstIndex(of: source) { return 1 + count }
    return sums.firstIndex(of: source).map { 1 + counts.count + $0 }
  }

  /// The sum of a source in a row of lanes.
  @inline(__always)
  func value(_ lanes: UnsafePointer<Int64>, _ source: Int) -> Int64 {
    if source <= counts.count {
      return Int64(truncatingIfNeeded: UInt64(bitPattern: lanes[source / 2]) >> UInt64(source % 2 * 32) & 0xFFFF_FFFF)
    }
    return lanes[countLanes + source - 1 - counts.count]
  }
}
