import CKernels

/// Tells whether a file changed: SHA-256 over its length and fast hashes of its blocks, which different threads may take.
///
/// Notices every accidental change; it is no protection against someone who wants two files with one fingerprint.
public enum Fingerprint {
  /// Bytes of every block but the last.
  public static let blockSize = 262_144

  /// The hash of one block, the same on every machine.
  public struct Block: Sendable, Hashable {
    /// The first 64 bits.
    public var low: UInt64
    /// The last 64 bits.
    public var high: UInt64

    /// Hashes the bytes of a block. Traps where this machine does not have the instruction set.
    public init(_ bytes: UnsafePointer<UInt8>, count: Int, set: InstructionSet = .best) {
      var hash: (UInt64, UInt64) = (0, 0)
      let isDone = withUnsafeMutableBytes(of: &hash) { words in
        // Invariant: a tuple of two 64-bit words is laid out as the C array of them.
        bp_fingerprint(bytes, count, words.bindMemory(to: UInt64.self).baseAddress, set.level)
      }
      precondition(isDone, "this machine does not have \(set)")
      (low, high) = hash
    }
  }

  /// The 64 lower-case hexadecimal digits for a file of `length` bytes with these blocks in order.
  public static func hex(length: Int, blocks: [Block]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + 16 * blocks.count)
    for word in [UInt64(length)] + blocks.flatMap({ [$0.low, $0.high] }) {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    return SHA256.hex(bytes)
  }
}
