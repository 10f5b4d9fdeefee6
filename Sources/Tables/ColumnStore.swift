import Columns
import Metrics
import Rows

/// One column of a table in memory: 8 bytes and a bit a row for numbers and timestamps, two bits for booleans, 4 bytes
/// and every different text once for texts.
///
/// Invariant: `count` rows stand in `integers` and `known`, in `known` (true) and `no` (false), or in `numbers`, by type;
/// once `finish` was called, zeros fill the last block of the former three.
final class ColumnStore: @unchecked Sendable {
  let type: ColumnType
  private(set) var count = 0
  private var integers = Buffer<Int64>()
  private var known = BitBuffer()
  /// Whether a number or timestamp is null.
  private var hasNulls = false
  private var no = BitBuffer()
  private var numbers = Buffer<Int32>()
  private(set) var texts = KeyTable()

  init(type: ColumnType) { self.type = type }

  /// For texts that are numbered already, in a store of their own.
  init(texts: KeyTable) {
    type = .text
    self.texts = texts
  }

  /// The texts of a table in the order of their numbers.
  convenience init(allOf texts: KeyTable) {
    self.init(texts: texts)
    numbers.reserve(texts.count)
    for number in 0..<texts.count { append(text: Int32(truncatingIfNeeded: number)) }
  }

  var bytes: Int { integers.bytes + known.bytes + no.bytes + numbers.bytes + texts.bytes }

  /// The number of a text in `texts`; -1: null.
  @inline(__always)
  func append(text: Int32) {
    numbers.append(text)
    count += 1
  }

  /// Appends the rows of a list. A vector of another type than the column's stands for nulls.
  func append(_ vector: Vector, _ list: borrowing RowList, rows: RowMask) {
    switch (type, vector) {
    case (.text, .texts(let texts, let known)):
      let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)
      defer { numbers.deallocate() }
      let present = RowMask.allocate(capacity: maskWords)
      defer { present.deallocate() }
      for i in 0..<maskWords { present[i] = known[i] & rows[i] }
      numbers.initialize(repeating: -1, count: RowBlock.capacity)
      self.texts.insert(texts, rows: present, into: numbers)
      self.numbers.append(numbers, list)
      count += list.count
    case (.text, _):
      for _ in 0..<list.count { append(text: -1) }
    case (.boolean, .booleans(let yes, let no)):
      self.known.append(yes, list)
      self.no.append(no, list)
      count += list.count
    case (.boolean, _):
      for _ in 0..<list.count {
        known.append(false)
        no.append(false)
      }
      count += list.count
    case (_, .integers(let values, let known)):
      integers.append(values, list)
      if !self.known.append(known, list) { hasNulls = true }
      count += list.count
    default:
      for _ in 0..<list.count {
        integers.append(0)
        known.append(false)
      }
      count += list.count
      hasNulls = true
    }
  }

  /// Appends all rows of a column of the same type.
  func append(_ other: ColumnStore) {
    integers.append(other.integers.base, other.integers.count)
    known.append(other.known)
    no.append(other.no)
    hasNulls = hasNulls || other.hasNulls
    if texts === other.texts {
      numbers.append(other.numbers.base, other.numbers.count)
    } else if type == .text {
      let map = texts.merge(other.texts)
      numbers.reserve(other.numbers.count)
      for i in 0..<other.numbers.count {
        let number = other.numbers.base[i]
        numbers.append(number < 0 ? -1 : map[Int(number)])
      }
    }
    count += other.count
  }

  /// Ends the filling: gives back memory, and lets whole blocks of numbers and masks be read: kernels take blocks as
  /// they come, whatever number of rows the last one has.
  func finish() {
    integers.pad(toMultipleOf: RowBlock.capacity, with: 0)
    integers.trim()
    numbers.trim()
    known.pad(toWords: maskWords)
    no.pad(toWords: maskWords)
  }

  /// The values of table rows; a row of -1 is null.
  func gather(_ found: UnsafePointer<Int32>, rows: RowMask, into register: ColumnRegister) -> Vector {
    switch type {
    case .text: gatherTexts(found, rows, register)
    case .boolean: gatherBooleans(found, rows, register)
    default: gatherIntegers(found, rows, register)
    }
  }

  private func gatherTexts(_ found: UnsafePointer<Int32>, _ rows: RowMask, _ register: ColumnRegister) -> Vector {
    let (texts, yes, numbers, store) = (register.texts, register.yes, numbers.base, texts)
    for word in 0..<maskWords {
      var (bits, set) = (rows[word], UInt64(0))
      while bits != 0 {
        let row = word << 6 | bits.trailingZeroBitCount
        let lowest = bits & (0 &- bits)
        bits ^= lowest
        guard found[row] >= 0 else { continue }
        let number = numbers[Int(found[row])]
        guard number >= 0 else { continue }
        texts[row] = store.text(number)
        set |= lowest
      }
      yes[word] = set
    }
    return .texts(texts, known: yes)
  }

  private func gatherBooleans(_ found: UnsafePointer<Int32>, _ rows: RowMask, _ register: ColumnRegister) -> Vector {
    let (positive, negative) = (known.base, no.base)
    for word in 0..<maskWords {
      var (bits, set, unset) = (rows[word], UInt64(0), UInt64(0))
      while bits != 0 {
        let place = UInt64(bits.trailingZeroBitCount)
        let from = Int(found[word << 6 | Int(place)])
        bits &= bits &- 1
        guard from >= 0 else { continue }
        set |= (positive[from >> 6] &>> UInt64(from & 63) & 1) &<< place
        unset |= (negative[from >> 6] &>> UInt64(from & 63) & 1) &<< place
      }
      register.yes[word] = set
      register.no[word] = unset
    }
    return .booleans(yes: register.yes, no: register.no)
  }

  private func gatherIntegers(_ found: UnsafePointer<Int32>, _ rows: RowMask, _ register: ColumnRegister) -> Vector {
    let (values, yes, integers, known, hasNulls) = (
      register.integers, register.yes, integers.base, known.base, hasNulls
    )
    for word in 0..<maskWords {
      var (bits, set) = (rows[word], UInt64(0))
      while bits != 0 {
        let row = word << 6 | bits.trailingZeroBitCount
        let lowest = bits & (0 &- bits)
        bits ^= lowest
        let from = Int(found[row])
        guard from >= 0 else { continue }
        values[row] = integers[from]
        // Without nulls, one visit to memory less for every row.
        if !hasNulls || known[from >> 6] &>> UInt64(from & 63) & 1 != 0 { set |= lowest }
      }
      yes[word] = set
    }
    return .integers(values, known: yes)
  }

  /// The values of a block of rows as they stand here; for texts, slices of them in the register.
  func vector(block: Int, into register: ColumnRegister) -> Vector {
    let (start, word) = (block * RowBlock.capacity, block * maskWords)
    switch type {
    case .boolean: return .booleans(yes: known.base + word, no: no.base + word)
    case .text:
      let end = min(RowBlock.capacity, count - start)
      for i in 0..<maskWords { register.yes[i] = 0 }
      for row in 0..<end where numbers.base[start + row] >= 0 {
        register.texts[row] = texts.text(numbers.base[start + row])
        register.yes[row >> 6] |= 1 << UInt64(row & 63)
      }
      return .texts(register.texts, known: register.yes)
    default: return .integers(integers.base + start, known: known.base + word)
    }
  }
}

/// Whether the bit of a row is on.
@inline(__always)
func bit(_ mask: RowMask, _ row: Int) -> Bool { mask[row >> 6] >> UInt64(row & 63) & 1 != 0 }
