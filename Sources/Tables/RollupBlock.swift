import Columns
import Metrics
import Pack
import Rows

/// Groups on their way into the columns of a roll-up: a block of them at a time, so that each column is one loop.
///
/// Invariant: the first `count` of `groups` point at the words of complete groups; all arrays have room for a block.
final class RollupBlock {
  private let groups = UnsafeMutablePointer<UnsafeMutablePointer<UInt64>>.allocate(capacity: RowBlock.capacity)
  private let values = UnsafeMutablePointer<Int64>.allocate(capacity: RowBlock.capacity)
  private let yes = RowMask.allocate(capacity: maskWords)
  private let no = RowMask.allocate(capacity: maskWords)
  private var count = 0

  deinit {
    groups.deallocate()
    values.deallocate()
    yes.deallocate()
    no.deallocate()
  }

  var isFull: Bool { count == RowBlock.capacity }

  func append(_ group: UnsafeMutablePointer<UInt64>) {
    groups[count] = group
    count += 1
  }

  /// Appends the groups to the columns of a part.
  func flush(_ state: RollupState, _ part: RollupPart) {
    let list = RowList(first: count)
    if state.layout.byType != .text {
      read(1, flag: nil)
      append(to: part.columns[0], list)
    }
    for (i, column) in state.layout.columns.enumerated() {
      let (store, offset) = (part.columns[i + 1], state.offsets[i])
      let flag = (word: 2 + i / 64, bit: UInt64(1) << UInt64(i % 64))
      switch column.function {
      case .count: read(offset, flag: nil)
      case .sum:
        read(offset, flag: flag)
        if !sumsFit(offset) { part.overflow = min(part.overflow ?? i, i) }
      case .first, .last: read(offset + 1, flag: flag)
      }
      append(to: store, list)
    }
    count = 0
  }

  /// Takes a word of each group for its value, known where the flag is on.
  private func read(_ offset: Int, flag: (word: Int, bit: UInt64)?) {
    let (groups, values, yes) = (groups, values, yes)
    for word in 0..<maskWords { yes[word] = 0 }
    for row in 0..<count {
      values[row] = Int64(bitPattern: groups[row][offset])
      let isKnown = flag.map { groups[row][$0.word] & $0.bit != 0 } ?? true
      if isKnown { yes[row >> 6] |= 1 << UInt64(row & 63) }
    }
  }

  /// Whether the high words only carry on the signs of the low ones.
  private func sumsFit(_ offset: Int) -> Bool {
    for row in 0..<count where groups[row][offset + 1] != (Int64(bitPattern: groups[row][offset]) < 0 ? .max : 0) {
      return false
    }
    return true
  }

  private func append(to store: ColumnStore, _ list: borrowing RowList) {
    switch store.type {
    case .text:
      for row in 0..<count { store.append(text: bit(yes, row) ? Int32(truncatingIfNeeded: values[row]) : -1) }
    case .boolean:
      for word in 0..<maskWords { no[word] = 0 }
      for row in 0..<count where bit(yes, row) && values[row] == 0 {
        yes[row >> 6] &= ~(1 << UInt64(row & 63))
        no[row >> 6] |= 1 << UInt64(row & 63)
      }
      store.append(.booleans(yes: yes, no: no), list, rows: yes)
    default: store.append(.integers(values, known: yes), list, rows: yes)
    }
  }
}
