import Columns
import Metrics
import Rows

/// One column of a table in memory: 8 bytes and a bit a row for numbers and timestamps, two bits for booleans, 4 bytes
/// and every different text once for texts.
///
/// Invariant: `count` rows stand in `integers` and `known`, in `known` (true) and `no` (false), or in `numbers`, by type.
final class ColumnStore: @unchecked Sendable {
  let type: ColumnType
  private(set) var count = 0
  private var integers = Buffer<Int64>()
  private var known = BitBuffer()
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

  /// A number or timestamp; nil: null.
  @inline(__always)
  func append(integer: Int64?) {
    integers.append(integer ?? 0)
    known.append(integer != nil)
    count += 1
  }

  @inline(__always)
  func append(boolean: Bool?) {
    known.append(boolean == true)
    no.append(boolean == false)
    count += 1
  }

  /// The number of a text in `texts`; -1: null.
  @inline(__always)
  func append(text: Int32) {
    numbers.append(text)
    count += 1
  }

  /// Appends the rows of a list. A vector of another type than the column's stands for nulls.
  func append(_ vector: Vector, _ list: borrowing RowList, rows: RowMask) {
    let listed = list.rows
    switch (type, vector) {
    case (.text, .texts(let texts, let known)):
      let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)
      defer { numbers.deallocate() }
      let present = RowMask.allocate(capacity: maskWords)
      defer { present.deallocate() }
      for i in 0..<maskWords { present[i] = known[i] & rows[i] }
      numbers.initialize(repeating: -1, count: RowBlock.capacity)
      self.texts.insert(texts, rows: present, into: numbers)
      self.numbers.reserve(list.count)
      for i in 0..<list.count { self.numbers.append(numbers[Int(listed[i])]) }
      count += list.count
    case (.text, _):
      for _ in 0..<list.count { append(text: -1) }
    case (.boolean, .booleans(let yes, let no)):
      for i in 0..<list.count {
        let row = Int(listed[i])
        self.known.append(bit(yes, row))
        self.no.append(bit(no, row))
      }
      count += list.count
    case (.boolean, _):
      for _ in 0..<list.count { append(boolean: nil) }
    case (_, .integers(let values, let known)):
      integers.reserve(list.count)
      for i in 0..<list.count {
        let row = Int(listed[i])
        integers.append(values[row])
        self.known.append(bit(known, row))
      }
      count += list.count
    default:
      for _ in 0..<list.count { append(integer: nil) }
    }
  }

  /// Appends all rows of a column of the same type.
  func append(_ other: ColumnStore) {
    integers.append(other.integers.base, other.integers.count)
    known.append(other.known)
    no.append(other.no)
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

  /// Ends the filling: gives back memory, and lets whole blocks of masks be read.
  func finish() {
    integers.trim()
    numbers.trim()
    known.pad(toWords: maskWords)
    no.pad(toWords: maskWords)
  }

  /// The values of table rows; a row of -1 is null.
  func gather(_ found: UnsafePointer<Int32>, rows: RowMask, into register: ColumnRegister) -> Vector {
    let (yes, no, texts) = (register.yes, register.no, register.texts)
    let (integers, known, negative) = (integers.base, known.base, self.no.base)
    let (values, numbers) = (register.integers, numbers.base)
    for word in 0..<maskWords {
      var bits = rows[word]
      var (set, unset): (UInt64, UInt64) = (0, 0)
      while bits != 0 {
        let place = UInt64(bits.trailingZeroBitCount)
        let row = word << 6 | Int(place)
        let from = Int(found[row])
        bits &= bits &- 1
        guard from >= 0 else { continue }
        switch type {
        case .text:
          let number = numbers[from]
          guard number >= 0 else { continue }
          texts[row] = self.texts.text(number)
          set |= 1 << place
        case .boolean:
          set |= (known[from >> 6] >> UInt64(from & 63) & 1) << place
          unset |= (negative[from >> 6] >> UInt64(from & 63) & 1) << place
        default:
          values[row] = integers[from]
          set |= (known[from >> 6] >> UInt64(from & 63) & 1) << place
        }
      }
      yes[word] = set
      no[word] = unset
    }
    switch type {
    case .text: return .texts(texts, known: yes)
    case .boolean: return .booleans(yes: yes, no: no)
    default: return .integers(values, known: yes)
    }
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
