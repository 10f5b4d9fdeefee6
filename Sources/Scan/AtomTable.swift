import Columns
import Rows

/// Finds the atom of a moment: a table of equal steps over the boundaries' span, then an exact comparison.
struct AtomTable: Sendable {
  /// Ascending.
  let boundaries: [Int64]
  /// The atom in which each step of 2^shift seconds begins.
  private let steps: [Int32]
  private let shift: Int64

  init(_ boundaries: [Int64]) {
    self.boundaries = boundaries
    guard let first = boundaries.first, let last = boundaries.last, boundaries.count > 1 else {
      (steps, shift) = ([], 0)
      return
    }
    // Nine hours a step, and at most so many steps that the table stays in the cache nearest to the core.
    var shift: Int64 = 15
    while (last - first) >> shift >= 4096 { shift += 1 }
    var steps: [Int32] = []
    var atom = 0
    for step in 0...Int((last - 1 - first) >> shift) {
      let start = first + Int64(step) << shift
      while boundaries[atom + 1] <= start { atom += 1 }
      steps.append(Int32(atom))
    }
    (self.steps, self.shift) = (steps, shift)
  }

  var count: Int { max(0, boundaries.count - 1) }

  /// Atoms of the moments of `rows`; `found` gets the rows that lie in one. Other rows of `atoms` keep some value in range.
  func find(
    _ times: UnsafePointer<Int64>, rows: RowMask, into atoms: UnsafeMutablePointer<Int32>, found: RowMask
  ) {
    guard let first = boundaries.first, let last = boundaries.last, !steps.isEmpty else { return Masks.clear(found) }
    let (span, shift) = (UInt64(bitPattern: last &- first), shift)
    steps.withUnsafeBufferPointer { steps in
      boundaries.withUnsafeBufferPointer { boundaries in
        guard let steps = steps.baseAddress, let boundaries = boundaries.baseAddress else { return }
        for w in 0..<maskWords {
          var bits = rows[w]
          var inside: UInt64 = 0
          while bits != 0 {
            let place = bits.trailingZeroBitCount
            bits &= bits &- 1
            let row = w << 6 | place
            let time = times[row]
            let offset = UInt64(bitPattern: time &- first)
            // A moment before the first boundary wraps around to a large offset, unless it lies 2^63 seconds before it.
            guard offset < span, time >= first else { continue }
            var atom = Int(steps[Int(truncatingIfNeeded: offset >> UInt64(shift))])
            while boundaries[atom &+ 1] <= time { atom &+= 1 }
            atoms[row] = Int32(truncatingIfNeeded: atom)
            inside |= 1 &<< UInt64(place)
          }
          found[w] = inside
        }
      }
    }
  }
}
