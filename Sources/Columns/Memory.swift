import Rows

/// The memory of an evaluator: asked for once, zeroed, given back with it.
///
/// Invariant: pointers handed out stay valid as long as this object; nobody else frees them.
final class Memory {
  private var pieces: [UnsafeMutableRawPointer] = []

  deinit {
    for piece in pieces { piece.deallocate() }
  }

  /// Room for `count` values, all set to `value`.
  func make<Value: BitwiseCopyable>(_ value: Value, count: Int) -> UnsafeMutablePointer<Value> {
    let bytes = max(1, count) * MemoryLayout<Value>.stride
    // 64: a whole cache line, so that no two registers share one.
    let piece = UnsafeMutableRawPointer.allocate(byteCount: (bytes + 63) & ~63, alignment: 64)
    pieces.append(piece)
    return piece.initializeMemory(as: Value.self, repeating: value, count: max(1, count))
  }

  func mask() -> RowMask { make(0, count: maskWords) }
  func integers() -> UnsafeMutablePointer<Int64> { make(0, count: RowBlock.capacity) }
  func texts() -> UnsafeMutablePointer<TextSlice> {
    // Unknown rows hold an empty text at a readable place.
    make(TextSlice(start: UnsafePointer(empty), count: 0), count: RowBlock.capacity)
  }

  /// A text of its own, with room to read 16 bytes at once.
  func text(_ bytes: [UInt8]) -> TextSlice {
    let copy: UnsafeMutablePointer<UInt8> = make(0, count: bytes.count + 16)
    for (i, byte) in bytes.enumerated() { copy[i] = byte }
    return TextSlice(start: UnsafePointer(copy), count: bytes.count)
  }

  /// 64 zero bytes.
  private(set) lazy var empty: UnsafeMutablePointer<UInt8> = make(0, count: 64)
}
