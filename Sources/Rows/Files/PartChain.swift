import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What stands at the end of each part of a file: each part waits for the one before it, which another thread has.
///
/// Invariant: `states` has `count` initialized atomics for as long as the chain lives. A part is handed out after the one
/// before it, and whoever has a part publishes its state or its failure before handing over rows, so that no wait is
/// forever.
final class PartChain: @unchecked Sendable {
  private let states: UnsafeMutablePointer<Atomic<UInt8>>
  private let count: Int

  init(count: Int) {
    self.count = count
    states = .allocate(capacity: max(1, count))
    for i in 0..<count { (states + i).initialize(to: Atomic(0)) }
  }

  deinit {
    states.deinitialize(count: count)
    states.deallocate()
  }

  func publish(_ state: CutState, part: Int) {
    states[part].store(state.rawValue, ordering: .releasing)
  }

  /// The state at the end of a part, as soon as it is known.
  func wait(part: Int) -> CutState {
    var tries = 0
    while true {
      if let state = CutState(rawValue: states[part].load(ordering: .acquiring)) { return state }
      tries += 1
      // The other thread needs some microseconds, or has lost its core: then sleeping costs least.
      if tries > 2000 { _ = usleep(50) } else if tries > 500, tries % 16 == 0 { _ = sched_yield() }
    }
  }
}
