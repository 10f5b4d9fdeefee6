import Columns

extension CellStore {
  /// Adds rows of a block: row `rows[k]` of the matrix to the cell of its numbers.
  ///
  /// - Parameters:
  ///   - base: atom * buckets + bucket, per row.
  ///   - arm: 0 for all rows where there are no arms; likewise `segment`.
  ///   - segmentCount: above every segment number of the block.
  func add(
    rows: UnsafePointer<UInt16>, count: Int, base: UnsafePointer<Int32>, arm: UnsafePointer<Int32>,
    segment: UnsafePointer<Int32>, segmentCount: Int, matrix: UnsafePointer<Int64>,
    scratch places: UnsafeMutablePointer<UInt32>
  ) {
    makeRoom(segments: segmentCount)
    if !isDense { makeDenseIfWorthwhile() }
    let (arms, plane) = (Int(self.arms), atoms * buckets)
    if isDense {
      for k in 0..<count {
        let row = Int(rows[k])
        let code = (Int(segment[row]) &* arms &+ Int(arm[row])) &* plane &+ Int(base[row])
        places[k] = UInt32(truncatingIfNeeded: code)
      }
    } else {
      for k in 0..<count {
        let row = Int(rows[k])
        let code = (Int(segment[row]) &* arms &+ Int(arm[row])) &* plane &+ Int(base[row])
        places[k] = UInt32(truncatingIfNeeded: place(code))
      }
    }
    switch stride / 2 {
    case 1: addLanes(1, rows, places, count, matrix)
    case 2: addLanes(2, rows, places, count, matrix)
    case 3: addLanes(3, rows, places, count, matrix)
    case 4: addLanes(4, rows, places, count, matrix)
    case 5: addLanes(5, rows, places, count, matrix)
    case 6: addLanes(6, rows, places, count, matrix)
    default: addLanes(stride / 2, rows, places, count, matrix)
    }
  }

  @inline(__always)
  private func addLanes(
    _ pairs: Int, _ rows: UnsafePointer<UInt16>, _ places: UnsafePointer<UInt32>, _ count: Int,
    _ matrix: UnsafePointer<Int64>
  ) {
    let (cells, matrix) = (UnsafeMutableRawPointer(cells), UnsafeRawPointer(matrix))
    for k in 0..<count {
      let from = matrix + Int(rows[k]) &* (pairs &* 16)
      let to = cells + Int(places[k]) &* (pairs &* 16)
      for pair in 0..<pairs {
        let sum =
          to.load(fromByteOffset: pair &* 16, as: SIMD2<Int64>.self)
          &+ from.load(fromByteOffset: pair &* 16, as: SIMD2<Int64>.self)
        to.storeBytes(of: sum, toByteOffset: pair &* 16, as: SIMD2<Int64>.self)
      }
    }
  }

  /// Adds a number that lanes cannot hold to the cell that `add` put at `place`.
  func addWide(place: UInt32, source: Int, _ value: Int128) {
    let at = Int(place) * sources + source
    let wide = makeWide()
    let (sum, overflow) = wide[at].addingReportingOverflow(value)
    wide[at] = sum
    hasOverflow = hasOverflow || overflow
  }

  /// Moves all lanes into the wide sums, so that they can take as much again.
  func flush() {
    let wide = makeWide()
    for cell in 0..<(isDense ? segments * codesPerSegment : self.count) {
      let lanes = cells + cell * stride
      for source in 0..<sources {
        let (sum, overflow) = wide[cell * sources + source].addingReportingOverflow(
          Int128(layout.value(lanes, source)))
        wide[cell * sources + source] = sum
        hasOverflow = hasOverflow || overflow
      }
      lanes.update(repeating: 0, count: stride)
    }
  }

  /// Adds the cells of another thread; `segmentMap` and `armMap` give this store's number for each of its numbers.
  func absorb(_ other: CellStore, segmentMap: [Int32], armMap: [Int32], segmentCount: Int) {
    makeRoom(segments: segmentCount)
    hasOverflow = hasOverflow || other.hasOverflow
    let plane = atoms * buckets
    for (k, cell) in other.inUse().enumerated() {
      if k & 1023 == 1023 { makeDenseIfWorthwhile() }
      let (first, rest) = cell.code.quotientAndRemainder(dividingBy: plane)
      let (segment, arm) = first.quotientAndRemainder(dividingBy: other.arms)
      let to = place((Int(segmentMap[segment]) * arms + Int(armMap[arm])) * plane + rest)
      let (lanes, from) = (cells + to * stride, other.cells + cell.place * stride)
      for lane in 0..<stride { lanes[lane] &+= from[lane] }
      guard let wide = other.wide else { continue }
      for source in 0..<sources {
        addWide(place: UInt32(to), source: source, wide[cell.place * sources + source])
      }
    }
  }
}
