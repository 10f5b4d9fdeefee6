import Engines

/// Collects the cells of a view in the order of their keys.
struct ViewSumsBuilder {
  private let width: Int
  private var keys: [ViewSums.CellKey] = []
  private var values: [Int64] = []
  private var wide: [Int: Int128] = [:]

  init(width: Int) { self.width = width }

  mutating func reserve(_ cells: Int) {
    keys.reserveCapacity(cells)
    values.reserveCapacity(cells * width)
  }

  /// Begins a cell; `width` calls of `append` follow.
  mutating func begin(_ bits: UInt64) {
    var key = ViewSums.CellKey(arm: 0, segment: 0, atom: 0)
    key.bits = bits
    keys.append(key)
  }

  mutating func append(_ sum: Int128) {
    if Int64(exactly: sum) == nil { wide[values.count] = sum }
    values.append(Int64(truncatingIfNeeded: sum))
  }

  /// The view; names that no cell has are left out.
  func sums(arms: [String], segments: [String]) -> ViewSums {
    var (hasArm, hasSegment) = (arms.map { _ in false }, segments.map { _ in false })
    for key in keys {
      hasArm[key.arm] = true
      hasSegment[key.segment] = true
    }
    if !hasArm.contains(false), !hasSegment.contains(false) {
      return ViewSums(width: width, arms: arms, segments: segments, keys: keys, values: values, wide: wide)
    }
    let (armNumbers, segmentNumbers) = (Self.numbers(hasArm), Self.numbers(hasSegment))
    let compact = keys.map { key in
      ViewSums.CellKey(
        arm: armNumbers[key.arm], segment: segmentNumbers[key.segment], atom: key.atom, bucket: key.bucket)
    }
    return ViewSums(
      width: width, arms: arms.indices.filter { hasArm[$0] }.map { arms[$0] },
      segments: segments.indices.filter { hasSegment[$0] }.map { segments[$0] }, keys: compact, values: values,
      wide: wide)
  }

  private static func numbers(_ present: [Bool]) -> [Int] {
    var next = 0
    return present.map { isPresent in
      next += isPresent ? 1 : 0
      return next - 1
    }
  }
}
