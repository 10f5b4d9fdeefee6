import Columns
import Rows

/// Hashes and places of rows in 256 lists by the hash's first byte.
///
/// Invariant: of each list's chunks all but the last are full; `cursors` points at the next free entry of the last one
/// and after its end. Hashes are odd, so that 0 stands for no entry.
final class HashPartitions: @unchecked Sendable {
  struct Entry {
    var hash: UInt64
    var place: Place
  }
  private struct Cursor {
    var next: UnsafeMutablePointer<Entry>
    var end: UnsafeMutablePointer<Entry>
  }
  private struct Chunk {
    var start: UnsafeMutablePointer<Entry>
    var capacity: Int
  }

  static let count = 256
  private static let largest = 512
  private let cursors = UnsafeMutablePointer<Cursor>.allocate(capacity: count)
  private var chunks: [[Chunk]] = Array(repeating: [], count: count)
  private(set) var bytes = 0

  init() {
    // No chunk yet: an empty one, so that the first entry asks for room.
    let nowhere = UnsafeMutableRawPointer(cursors).assumingMemoryBound(to: Entry.self)
    cursors.initialize(repeating: Cursor(next: nowhere, end: nowhere), count: Self.count)
  }

  deinit {
    for chunk in chunks.joined() { chunk.start.deallocate() }
    cursors.deallocate()
  }

  func append(_ batch: borrowing KeyBatch, _ places: UnsafePointer<Place>) {
    let (rows, hashes, cursors) = (batch.list.rows, batch.hashes, cursors)
    for i in 0..<batch.list.count {
      let hash = hashes[i] | 1
      let partition = Int(truncatingIfNeeded: hash >> 56)
      if cursors[partition].next == cursors[partition].end { makeRoom(partition) }
      cursors[partition].next.initialize(to: Entry(hash: hash, place: places[Int(rows[i])]))
      cursors[partition].next += 1
    }
  }

  private func makeRoom(_ partition: Int) {
    let capacity = min(Self.largest, 2 * (chunks[partition].last?.capacity ?? 8))
    let start = UnsafeMutablePointer<Entry>.allocate(capacity: capacity)
    chunks[partition].append(Chunk(start: start, capacity: capacity))
    cursors[partition] = Cursor(next: start, end: start + capacity)
    bytes += capacity * MemoryLayout<Entry>.stride
  }

  @inline(__always)
  private func forEach(_ partition: Int, _ body: (Entry) -> Void) {
    for (i, chunk) in chunks[partition].enumerated() {
      let isLast = i == chunks[partition].count - 1
      let entries = isLast ? cursors[partition].next - chunk.start : chunk.capacity
      for j in 0..<entries { body(chunk.start[j]) }
    }
  }

  private func size(_ partition: Int) -> Int {
    chunks[partition].reduce(0) { $0 + $1.capacity } - (cursors[partition].end - cursors[partition].next)
  }

  /// Hashes that several rows of a partition have, with the place of their second row.
  static func repeated(in partition: Int, of shares: [HashPartitions]) -> [(hash: UInt64, second: Place)] {
    let size = shares.reduce(0) { $0 + $1.size(partition) }
    var bits = 4
    while 1 << bits < size * 2 { bits += 1 }
    let buffer = Buffer<UInt64>(zeros: 1 << bits)
    let (slots, shift, mask) = (buffer.base, UInt64(64 - bits), 1 << bits - 1)
    var least: [UInt64: (first: Place, second: Place)] = [:]
    for share in shares {
      share.forEach(partition) { entry in
        // The first byte is the same for all.
        var position = Int(truncatingIfNeeded: (entry.hash << 8) >> shift)
        while slots[position] != 0 {
          if slots[position] == entry.hash {
            least[entry.hash] = (Place(word: .max), Place(word: .max))
            return
          }
          position = (position + 1) & mask
        }
        slots[position] = entry.hash
      }
    }
    guard !least.isEmpty else { return [] }
    for share in shares {
      share.forEach(partition) { entry in
        guard let (a, b) = least[entry.hash] else { return }
        least[entry.hash] = entry.place < a ? (entry.place, a) : (a, min(b, entry.place))
      }
    }
    return least.map { ($0.key, $0.value.second) }
  }

  /// The places of all rows with a hash.
  static func places(of hash: UInt64, in shares: [HashPartitions]) -> [Place] {
    var places: [Place] = []
    for share in shares {
      share.forEach(Int(truncatingIfNeeded: hash >> 56)) { if $0.hash == hash { places.append($0.place) } }
    }
    return places
  }
}
