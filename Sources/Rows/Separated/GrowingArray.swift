/// Positions in memory of their own, so that they are read as the kernel's are.
struct GrowingArray: ~Copyable {
  private(set) var start: UnsafeMutablePointer<UInt32>
  var count = 0
  // Invariant: `start` has room for `capacity` entries, of which the first `count` are written.
  private var capacity = 64

  init() { start = .allocate(capacity: capacity) }

  deinit { start.deallocate() }

  mutating func append(_ value: UInt32) {
    if count == capacity {
      let old = start
      capacity *= 2
      start = .allocate(capacity: capacity)
      start.update(from: old, count: count)
      old.deallocate()
    }
    start[count] = value
    count += 1
  }
}
