/// Room for texts made while a block is evaluated.
///
/// Invariant: what `take` hands out stays in place and unshared until `reset`; chunks are kept for the next block.
final class Scratch {
  private static let chunkSize = 65_536
  private var chunks: [UnsafeMutableBufferPointer<UInt8>] = []
  private var current = 0
  private var used = 0

  deinit {
    for chunk in chunks { chunk.deallocate() }
  }

  func reset() {
    current = 0
    used = 0
  }

  /// Room for so many bytes.
  @inline(__always) func take(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if current < chunks.count, used + count <= chunks[current].count, let start = chunks[current].baseAddress {
      used += count
      return start + (used - count)
    }
    return grow(count)
  }

  @inline(never) private func grow(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    repeat {
      if !chunks.isEmpty { current += 1 }
      if current >= chunks.count {
        chunks.append(.allocate(capacity: max(Self.chunkSize, count)))
        current = chunks.count - 1
      }
      used = 0
    } while chunks[current].count < count
    used = count
    return chunks[current].baseAddress ?? UnsafeMutablePointer(bitPattern: 64).unsafelyUnwrapped
  }
}
