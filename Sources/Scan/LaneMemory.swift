#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Zeroed lanes that begin on a cache line; the system hands out their pages when they are first touched.
final class LaneMemory {
  let base: UnsafeMutablePointer<Int64>
  private let whole: UnsafeMutableRawPointer

  init(_ count: Int) {
    guard let whole = calloc(max(1, count) + 8, 8) else { preconditionFailure("Out of memory") }
    self.whole = whole
    base = whole.alignedUp(toMultipleOf: 64).assumingMemoryBound(to: Int64.self)
  }

  deinit { free(whole) }
}
