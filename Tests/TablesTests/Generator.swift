import Columns
import Rows

/// A fixed sequence of random numbers: SplitMix64 (Steele, Lea, Flood 2014).
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Of 0 to 40 bytes; mostly a handful of different bytes, zeros among them, so that keys begin alike and repeat.
  mutating func key() -> [UInt8] {
    if Int.random(in: 0..<4, using: &self) > 0 {
      return Array("c\(100_000 + Int.random(in: 0..<60_000, using: &self))".utf8)
    }
    let count = Int.random(in: 0...40, using: &self)
    return (0..<count).map { _ in [0, 0, 97, 98, 255].randomElement(using: &self) ?? 0 }
  }
}

/// Rows of a block for tests: keys, a mask of some of them, and the values of columns.
final class TestBlock {
  let keys: [[UInt8]]
  let texts = UnsafeMutablePointer<TextSlice>.allocate(capacity: RowBlock.capacity)
  let places = UnsafeMutablePointer<Place>.allocate(capacity: RowBlock.capacity)
  let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)
  private let arena: UnsafeMutablePointer<UInt8>
  private var masks: [RowMask] = []
  private var integers: [UnsafeMutablePointer<Int64>] = []
  private var slices: [(UnsafeMutablePointer<TextSlice>, UnsafeMutablePointer<UInt8>)] = []

  init(keys: [[UInt8]], places: [Place] = []) {
    self.keys = keys
    arena = Self.write(keys, texts)
    numbers.initialize(repeating: -7, count: RowBlock.capacity)
    for (row, place) in places.enumerated() { self.places[row] = place }
  }

  deinit {
    texts.deallocate()
    places.deallocate()
    numbers.deallocate()
    arena.deallocate()
    for mask in masks { mask.deallocate() }
    for values in integers { values.deallocate() }
    for (texts, bytes) in slices {
      texts.deallocate()
      bytes.deallocate()
    }
  }

  /// No byte more than the keys have, so that reading beyond one shows under a sanitizer.
  private static func write(
    _ keys: [[UInt8]], _ texts: UnsafeMutablePointer<TextSlice>
  ) -> UnsafeMutablePointer<UInt8> {
    let arena = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, keys.reduce(0) { $0 + $1.count }))
    var next = arena
    for (row, key) in keys.enumerated() {
      for (i, byte) in key.enumerated() { next[i] = byte }
      texts[row] = TextSlice(start: next, count: key.count)
      next += key.count
    }
    return arena
  }

  func mask(_ isIn: (Int) -> Bool) -> RowMask {
    let mask = RowMask.allocate(capacity: maskWords)
    mask.initialize(repeating: 0, count: maskWords)
    for row in keys.indices where isIn(row) { mask[row >> 6] |= 1 << UInt64(row & 63) }
    masks.append(mask)
    return mask
  }

  func integers(_ values: [Int64?]) -> Vector {
    let memory = UnsafeMutablePointer<Int64>.allocate(capacity: RowBlock.capacity)
    for (row, value) in values.enumerated() { memory[row] = value ?? 77 }
    integers.append(memory)
    return .integers(memory, known: mask { values[$0] != nil })
  }

  func booleans(_ values: [Bool?]) -> Vector {
    .booleans(yes: mask { values[$0] == true }, no: mask { values[$0] == false })
  }

  func texts(_ values: [[UInt8]?]) -> Vector {
    let memory = UnsafeMutablePointer<TextSlice>.allocate(capacity: RowBlock.capacity)
    slices.append((memory, Self.write(values.map { $0 ?? [] }, memory)))
    return .texts(memory, known: mask { values[$0] != nil })
  }
}

func bytes(_ text: TextSlice) -> [UInt8] { Array(UnsafeBufferPointer(start: text.start, count: text.count)) }

/// What a vector holds in a row.
enum Value: Hashable {
  case null, integer(Int64), boolean(Bool), text([UInt8])

  init(_ vector: Vector, _ row: Int) {
    func isOn(_ mask: RowMask) -> Bool { mask[row >> 6] >> UInt64(row & 63) & 1 != 0 }
    switch vector {
    case .null: self = .null
    case .integers(let values, let known): self = isOn(known) ? .integer(values[row]) : .null
    case .booleans(let yes, let no): self = isOn(yes) ? .boolean(true) : isOn(no) ? .boolean(false) : .null
    case .texts(let texts, let known): self = isOn(known) ? .text(bytes(texts[row])) : .null
    }
  }
}

extension Array {
  /// In pieces of random sizes up to a block.
  func blocks(_ generator: inout Generator) -> [[Element]] {
    var pieces: [[Element]] = []
    var start = 0
    while start < count {
      let size = Swift.min(count - start, Int.random(in: 1...RowBlock.capacity, using: &generator))
      pieces.append(Array(self[start..<start + size]))
      start += size
    }
    return pieces
  }
}
