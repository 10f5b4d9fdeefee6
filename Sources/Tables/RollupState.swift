import Columns
import Metrics
import Pack
import Rows

/// How the running values of a group lie in words, and how rows and other groups are added to them.
///
/// Invariant: a group has `width` words: its least place, its value where that is a number, a timestamp or a boolean, bits
/// that say which columns have a value, and each column's words from `offsets[column]`: a count; the low and high word
/// of a 128-bit sum; or time and value of `first` and `last`, a text by its number in the column's store.
struct RollupState: Sendable {
  let layout: RollupLayout
  let width: Int
  let offsets: [Int]

  init(_ layout: RollupLayout) {
    self.layout = layout
    var next = 2 + (layout.columns.count + 63) / 64
    var offsets: [Int] = []
    for column in layout.columns {
      offsets.append(next)
      next += column.function == .count ? 1 : 2
    }
    width = next
    self.offsets = offsets
  }

  /// Notes place and value of each row's group.
  func note(
    _ by: Vector, _ places: UnsafePointer<Place>, _ list: borrowing RowList, _ numbers: UnsafePointer<Int32>,
    _ groups: UnsafeMutablePointer<UInt64>
  ) {
    let (rows, width) = (list.rows, width)
    for i in 0..<list.count {
      let row = Int(rows[i])
      let group = groups + Int(numbers[row]) * width
      group[0] = min(group[0], places[row].bits)
    }
    switch by {
    case .integers(let values, _):
      for i in 0..<list.count {
        groups[Int(numbers[Int(rows[i])]) * width + 1] = UInt64(bitPattern: values[Int(rows[i])])
      }
    case .booleans(let yes, _):
      for i in 0..<list.count { groups[Int(numbers[Int(rows[i])]) * width + 1] = bit(yes, Int(rows[i])) ? 1 : 0 }
    default: break
    }
  }

  /// Adds the rows of a list to a column of their groups.
  func add(
    _ column: Int, _ argument: Vector, _ times: UnsafePointer<Int64>, _ list: borrowing RowList,
    _ numbers: UnsafePointer<Int32>, _ groups: UnsafeMutablePointer<UInt64>, _ texts: KeyTable
  ) {
    let (rows, width, offset) = (list.rows, width, offsets[column])
    let (word, flag) = (2 + column / 64, UInt64(1) << UInt64(column % 64))
    let isFirst = layout.columns[column].function == .first
    switch (layout.columns[column].function, argument) {
    case (.count, _):
      for i in 0..<list.count { groups[Int(numbers[Int(rows[i])]) * width + offset] += 1 }
    case (.sum, .integers(let values, let known)):
      for i in 0..<list.count {
        let row = Int(rows[i])
        guard bit(known, row) else { continue }
        let group = groups + Int(numbers[row]) * width
        group[word] |= flag
        Self.add(UInt64(bitPattern: values[row]), values[row] < 0 ? .max : 0, to: group + offset)
      }
    case (.sum, _): break
    case (_, .integers(let values, let known)):
      for i in 0..<list.count {
        let row = Int(rows[i])
        guard bit(known, row) else { continue }
        let group = groups + Int(numbers[row]) * width
        Self.keep(times[row], values[row], group + offset, &group[word], flag, isFirst)
      }
    case (_, .booleans(let yes, let no)):
      for i in 0..<list.count {
        let row = Int(rows[i])
        guard bit(yes, row) || bit(no, row) else { continue }
        let group = groups + Int(numbers[row]) * width
        Self.keep(times[row], bit(yes, row) ? 1 : 0, group + offset, &group[word], flag, isFirst)
      }
    case (_, .texts(let slices, let known)):
      for i in 0..<list.count {
        let row = Int(rows[i])
        guard bit(known, row) else { continue }
        let group = groups + Int(numbers[row]) * width
        let state = group + offset
        let time = Int64(bitPattern: state[0])
        if group[word] & flag != 0 {
          if times[row] == time {
            guard byteOrder(slices[row], texts.text(Int32(truncatingIfNeeded: state[1]))) < 0 else { continue }
          } else if isFirst != (times[row] < time) {
            continue
          }
        }
        state[0] = UInt64(bitPattern: times[row])
        state[1] = UInt64(texts.insert(slices[row]))
        group[word] |= flag
      }
    case (_, .null): break
    }
  }

  /// Adds one group's words to another's; the texts of `other` are numbers of `texts` already.
  func merge(
    _ other: UnsafePointer<UInt64>, into group: UnsafeMutablePointer<UInt64>, texts: [KeyTable]
  ) {
    group[0] = min(group[0], other[0])
    for (column, entry) in layout.columns.enumerated() {
      let (offset, word, flag) = (offsets[column], 2 + column / 64, UInt64(1) << UInt64(column % 64))
      switch entry.function {
      case .count: group[offset] += other[offset]
      case .sum:
        group[word] |= other[word] & flag
        Self.add(other[offset], other[offset + 1], to: group + offset)
      case .first, .last:
        guard other[word] & flag != 0 else { continue }
        let (time, value) = (Int64(bitPattern: other[offset]), Int64(bitPattern: other[offset + 1]))
        guard entry.type == .text else {
          Self.keep(time, value, group + offset, &group[word], flag, entry.function == .first)
          continue
        }
        let mine = Int64(bitPattern: group[offset])
        if group[word] & flag != 0 {
          if time == mine {
            let (a, b) = (
              texts[column].text(Int32(value)), texts[column].text(Int32(truncatingIfNeeded: group[offset + 1]))
            )
            guard byteOrder(a, b) < 0 else { continue }
          } else if (entry.function == .first) != (time < mine) {
            continue
          }
        }
        group[offset] = other[offset]
        group[offset + 1] = other[offset + 1]
        group[word] |= flag
      }
    }
  }

  @inline(__always)
  private static func keep(
    _ time: Int64, _ value: Int64, _ state: UnsafeMutablePointer<UInt64>, _ flags: inout UInt64, _ flag: UInt64,
    _ isFirst: Bool
  ) {
    if flags & flag != 0 {
      let mine = Int64(bitPattern: state[0])
      if time == mine {
        guard value < Int64(bitPattern: state[1]) else { return }
      } else if isFirst != (time < mine) {
        return
      }
    }
    state[0] = UInt64(bitPattern: time)
    state[1] = UInt64(bitPattern: value)
    flags |= flag
  }

  @inline(__always)
  private static func add(_ low: UInt64, _ high: UInt64, to sum: UnsafeMutablePointer<UInt64>) {
    let (total, carry) = sum[0].addingReportingOverflow(low)
    sum[0] = total
    sum[1] = sum[1] &+ high &+ (carry ? 1 : 0)
  }
}
