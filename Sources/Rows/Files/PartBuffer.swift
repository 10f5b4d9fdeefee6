/// The bytes of a part and what is needed beyond it, in memory that is used again.
///
/// Invariant: `base` has `capacity` bytes, all of them initialized; data starts at `PartBuffer.lead`, and at least
/// `PartBuffer.slack` zeros follow it.
final class PartBuffer {
  /// Bytes before the data: the byte before a part, and air for kernels.
  static let lead = 64
  /// Zeros after the data.
  static let slack = 128

  private(set) var base: UnsafeMutablePointer<UInt8>
  /// Position after the data.
  private(set) var end = PartBuffer.lead
  private var capacity: Int

  init(count: Int) {
    capacity = Self.lead + count + Self.slack
    base = .allocate(capacity: capacity)
    base.initialize(repeating: 0, count: capacity)
  }

  deinit { base.deallocate() }

  /// Makes room for so many bytes of data; what is there stays.
  func reserve(_ count: Int) {
    let wanted = Self.lead + count + Self.slack
    guard wanted > capacity else { return }
    let old = base
    base = .allocate(capacity: wanted)
    base.update(from: old, count: capacity)
    (base + capacity).initialize(repeating: 0, count: wanted - capacity)
    capacity = wanted
    old.deallocate()
  }

  /// Says where the data end now.
  func setEnd(_ end: Int) {
    self.end = end
    (base + end).update(repeating: 0, count: Self.slack)
  }
}
