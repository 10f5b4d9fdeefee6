import Columns
import Rows

/// The sources of a matrix layout for the rows of a block, row after row, and how far sums of them may have grown.
///
/// Invariants: no number in `lanes` is 2^51 or more, and no sum of a lane since the last flush is beyond 2^62, so that
/// none can wrap; larger numbers of a block stand in `large` and are 0 in `lanes`.
final class ValueMatrix {
  static let limit: Int64 = 1 << 62
  static let largest: Int64 = 1 << 51

  let layout: MatrixLayout
  let lanes: UnsafeMutablePointer<Int64>
  /// Rows and sources whose number is too large for a lane.
  private(set) var large: [(row: Int, source: Int, value: Int128)] = []
  /// The greatest magnitude that any sum of each of `sums` can have by now.
  private(set) var bounds: [Int64]
  /// Rows since the last flush.
  private(set) var rows = 0
  private var pending: [Int64]

  init(_ layout: MatrixLayout, _ arena: Arena) {
    self.layout = layout
    lanes = arena.make(0, count: layout.stride * RowBlock.capacity)
    bounds = layout.sums.map { _ in 0 }
    pending = bounds
  }

  /// Forgets the sums so far, as they stand in wide numbers now.
  func reset() {
    rows = 0
    for i in bounds.indices { bounds[i] = 0 }
  }

  /// Begins a block.
  func begin() { large.removeAll(keepingCapacity: true) }

  /// Two sources of 0 and 1 in one lane.
  func fill(lane: Int, _ low: RowMask, _ high: RowMask, count: Int) {
    let stride = layout.stride
    var to = lanes + lane
    var row = 0
    for w in 0..<maskWords where row < count {
      var (a, b) = (low[w], high[w])
      for _ in 0..<min(64, count - row) {
        to.pointee = Int64(truncatingIfNeeded: (a & 1) | (b & 1) &<< 32)
        a &>>= 1
        b &>>= 1
        to += stride
      }
      row += 64
    }
  }

  /// The values of a measure, 0 where it is not active; `magnitude` is not below any of them.
  func fill(sum: Int, _ values: UnsafePointer<Int64>, magnitude: Int64, count: Int) {
    let (stride, lane) = (layout.stride, layout.countLanes + sum)
    var to = lanes + lane
    for row in 0..<count {
      to.pointee = values[row]
      to += stride
    }
    var bound = magnitude
    if magnitude >= Self.largest {
      for row in 0..<count where values[row] >= Self.largest || values[row] <= -Self.largest {
        lanes[row * stride + lane] = 0
        large.append((row, 1 + layout.counts.count + sum, Int128(values[row])))
      }
      bound = Self.largest
    }
    pending[sum] = bound
  }

  /// The products of two measures' values, 0 where either is not active or `agreeing` is off.
  func fill(
    sum: Int, _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, agreeing: RowMask?,
    magnitudes: (Int64, Int64), count: Int
  ) {
    let (stride, lane) = (layout.stride, layout.countLanes + sum)
    let (product, overflow) = magnitudes.0.multipliedReportingOverflow(by: magnitudes.1)
    let isSmall = !overflow && product < Self.largest
    var to = lanes + lane
    if isSmall, agreeing == nil {
      for row in 0..<count {
        to.pointee = a[row] &* b[row]
        to += stride
      }
      pending[sum] = product
      return
    }
    for row in 0..<count {
      var value = Int128(a[row]) * Int128(b[row])
      if let agreeing, !Masks.contains(agreeing, row) { value = 0 }
      if value.magnitude >= UInt128(Self.largest) {
        large.append((row, 1 + layout.counts.count + sum, value))
        value = 0
      }
      to.pointee = Int64(truncatingIfNeeded: value)
      to += stride
    }
    pending[sum] = isSmall ? product : Self.largest
  }

  /// Whether the rows of the block could take a sum beyond what a lane holds; if not, they are counted in.
  func needsFlush(count: Int) -> Bool {
    if rows + count > Int(Int32.max) { return true }
    for i in bounds.indices where bounds[i] + pending[i] * Int64(count) > Self.limit { return true }
    return false
  }

  /// Counts the rows of the block in.
  func commit(count: Int) {
    rows += count
    for i in bounds.indices { bounds[i] += pending[i] * Int64(count) }
  }
}
