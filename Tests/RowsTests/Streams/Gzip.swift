import CZlib

/// Packs bytes as gzip, for tests.
enum Gzip {
  static func pack(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
    var state = z_stream()
    let isStarted = deflateInit2_(
      &state, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard isStarted == Z_OK else { return [] }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 1024)
    let count = input.withUnsafeMutableBufferPointer { from in
      output.withUnsafeMutableBufferPointer { to in
        state.next_in = from.baseAddress
        state.avail_in = UInt32(from.count)
        state.next_out = to.baseAddress
        state.avail_out = UInt32(to.count)
        let isDone = deflate(&state, Z_FINISH) == Z_STREAM_END
        return isDone ? to.count - Int(state.avail_out) : 0
      }
    }
    deflateEnd(&state)
    return Array(output[..<count])
  }
}
