import Columns
import Rows

/// The memory of one thread's pass: asked for once, given back with the arena.
///
/// Invariant: pointers handed out stay valid as long as this object; nobody else frees them.
final class Arena {
  private var pieces: [UnsafeMutableRawPointer] = []

  deinit {
    for piece in pieces { piece.deallocate() }
  }

  /// Room for `count` values of a trivial type, all set to `value`, on cache lines of its own.
  func make<Value>(_ value: Value, count: Int) -> UnsafeMutablePointer<Value> {
    let bytes = max(1, count) * MemoryLayout<Value>.stride
    let piece = UnsafeMutableRawPointer.allocate(byteCount: (bytes + 63) & ~63, alignment: 64)
    pieces.append(piece)
    return piece.initializeMemory(as: Value.self, repeating: value, count: max(1, count))
  }

  func mask() -> RowMask { make(0, count: maskWords) }
  func integers() -> UnsafeMutablePointer<Int64> { make(0, count: RowBlock.capacity) }
  func numbers() -> UnsafeMutablePointer<Int32> { make(0, count: RowBlock.capacity) }
}
