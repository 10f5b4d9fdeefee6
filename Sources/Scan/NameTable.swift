import Columns
import Rows
import Tables

/// Numbers the texts of an arm or segment on one thread; number 0 is "": no value.
///
/// Texts of up to 15 bytes are told apart by two words that hold them and their length; longer ones by a key table.
final class NameTable {
  private struct Entry: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var number: Int32
  }

  /// By number.
  private(set) var texts: [[UInt8]] = [[]]
  /// Whether a text beyond the limit was met.
  private(set) var isFull = false
  private let isClosed: Bool
  private let limit: Int
  /// 0, or -1 where "" is none of the only texts.
  private let emptyNumber: Int32
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 64
  private var used = 0
  private let long = KeyTable()
  private var longNumbers: [Int32] = []
  private let masks: UnsafeMutablePointer<UInt64>
  private var tallies: UnsafeMutablePointer<Int>
  private var tallyCapacity = 64

  /// - Parameter names: the only texts that get a number; nil: any text, up to `limit` of them.
  init(only names: [[UInt8]]?, limit: Int) {
    isClosed = names != nil
    emptyNumber = names.map { $0.contains([]) } ?? true ? 0 : -1
    self.limit = limit
    entries = .allocate(capacity: capacity)
    entries.initialize(repeating: Entry(low: 0, high: 0, number: -1), count: capacity)
    tallies = .allocate(capacity: tallyCapacity)
    tallies.initialize(repeating: 0, count: tallyCapacity)
    // Per length the bytes of two words that belong to the text.
    masks = .allocate(capacity: 32)
    for length in 0..<16 {
      masks[length * 2] = length >= 8 ? .max : (1 &<< UInt64(8 * length)) &- 1
      masks[length * 2 + 1] = length > 8 ? (1 &<< UInt64(8 * (length - 8))) &- 1 : 0
    }
    for name in names ?? [] where !name.isEmpty { _ = number(of: name) }
  }

  deinit {
    entries.deallocate()
    tallies.deallocate()
    masks.deallocate()
  }

  var count: Int { texts.count }

  /// Numbers of the texts of `rows`, 0 for all other rows; `named` gets the rows whose text has a number.
  func numbers(
    of slices: UnsafePointer<TextSlice>, rows: RowMask, into numbers: UnsafeMutablePointer<Int32>, named: RowMask
  ) {
    numbers.update(repeating: 0, count: RowBlock.capacity)
    let masks = masks
    var (entries, tallies, last) = (entries, tallies, UInt64(capacity - 1))
    for w in 0..<maskWords {
      var bits = rows[w]
      var set = bits
      while bits != 0 {
        let place = bits.trailingZeroBitCount
        bits &= bits &- 1
        let row = w << 6 | place
        let slice = slices[row]
        let number: Int32
        if slice.count <= 15, UInt(bitPattern: slice.start) & 4095 <= 4080 {
          // Bytes after the text may be read, as they lie on the same page; they do not count.
          let raw = UnsafeRawPointer(slice.start)
          let low = raw.loadUnaligned(as: UInt64.self) & masks[slice.count &* 2]
          let high =
            raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & masks[slice.count &* 2 &+ 1]
            | UInt64(truncatingIfNeeded: slice.count) &<< 56
          var position = Self.position(low, high) & last
          while true {
            let entry = entries[Int(truncatingIfNeeded: position)]
            if entry.low == low && entry.high == high && entry.number >= 0 {
              number = entry.number
              break
            }
            if entry.number < 0 {
              number = addNew(slice)
              (entries, tallies, last) = (self.entries, self.tallies, UInt64(capacity - 1))
              break
            }
            position = (position &+ 1) & last
          }
        } else {
          number = slow(slice)
          (entries, tallies, last) = (self.entries, self.tallies, UInt64(capacity - 1))
        }
        if number < 0 {
          set &= ~(1 &<< UInt64(place))
        } else {
          numbers[row] = number
          tallies[Int(number)] &+= 1
        }
      }
      named[w] = set
    }
  }

  /// The number of a text here; -1 where it gets none.
  func number(of text: [UInt8]) -> Int32 {
    if text.isEmpty { return 0 }
    return text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return 0 }
      let slice = TextSlice(start: start, count: bytes.count)
      return bytes.count <= 15 ? short(slice, isKnown: false) : slow(slice, isKnown: false)
    }
  }

  /// Adds the rows of another thread's number.
  func add(rows: Int, to number: Int32) { tallies[Int(number)] += rows }

  func rows(of number: Int32) -> Int { tallies[Int(number)] }

  @inline(__always)
  private static func position(_ low: UInt64, _ high: UInt64) -> UInt64 {
    let mixed = (low ^ (high &<< 29 | high &>> 35)) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed &>> 32
  }

  @inline(never)
  private func addNew(_ slice: TextSlice) -> Int32 {
    if slice.count == 0 { return emptyNumber }
    return isClosed ? -1 : short(slice, isKnown: true)
  }

  /// A text of at most 15 bytes, wherever it stands.
  private func short(_ slice: TextSlice, isKnown: Bool) -> Int32 {
    var words: (UInt64, UInt64) = (0, UInt64(slice.count) << 56)
    for i in 0..<slice.count {
      if i < 8 {
        words.0 |= UInt64(slice.start[i]) << UInt64(8 * i)
      } else {
        words.1 |= UInt64(slice.start[i]) << UInt64(8 * (i - 8))
      }
    }
    var position = Self.position(words.0, words.1) & UInt64(capacity - 1)
    while entries[Int(position)].number >= 0 {
      let entry = entries[Int(position)]
      if entry.low == words.0, entry.high == words.1 { return entry.number }
      position = (position + 1) & UInt64(capacity - 1)
    }
    guard let number = append(slice) else { return 0 }
    entries[Int(position)] = Entry(low: words.0, high: words.1, number: number)
    used += 1
    if used * 2 > capacity { grow() }
    return number
  }

  @inline(never)
  private func slow(_ slice: TextSlice, isKnown: Bool = true) -> Int32 {
    if slice.count == 0 { return emptyNumber }
    if slice.count <= 15 {
      if isClosed, isKnown { return find(slice) }
      return short(slice, isKnown: isKnown)
    }
    if let number = long.find(slice) { return longNumbers[Int(number)] }
    if isClosed, isKnown { return -1 }
    guard let number = append(slice) else { return 0 }
    _ = long.insert(slice)
    longNumbers.append(number)
    return number
  }

  private func find(_ slice: TextSlice) -> Int32 {
    texts.firstIndex { $0.elementsEqual(UnsafeBufferPointer(start: slice.start, count: slice.count)) }
      .map { Int32($0) } ?? -1
  }

  private func append(_ slice: TextSlice) -> Int32? {
    guard texts.count <= limit else {
      isFull = true
      return nil
    }
    texts.append(Array(UnsafeBufferPointer(start: slice.start, count: slice.count)))
    if texts.count > tallyCapacity {
      let larger = UnsafeMutablePointer<Int>.allocate(capacity: tallyCapacity * 2)
      larger.initialize(repeating: 0, count: tallyCapacity * 2)
      larger.update(from: tallies, count: tallyCapacity)
      tallies.deallocate()
      tallies = larger
      tallyCapacity *= 2
    }
    return Int32(texts.count - 1)
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.initialize(repeating: Entry(low: 0, high: 0, number: -1), count: capacity * 2)
    let last = UInt64(capacity * 2 - 1)
    for i in 0..<capacity where entries[i].number >= 0 {
      var position = Self.position(entries[i].low, entries[i].high) & last
      while larger[Int(position)].number >= 0 { position = (position + 1) & last }
      larger[Int(position)] = entries[i]
    }
    entries.deallocate()
    entries = larger
    capacity *= 2
  }
}
