import CKernels

/// SHA-256 (FIPS 180-4), fed in pieces.
public struct SHA256: Sendable {
  private typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  private var state: State = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )
  private var pending: [UInt8] = []
  private var length: UInt64 = 0
  private let isPortable: Bool

  /// Whether this machine has instructions for it.
  public static var hasInstructions: Bool { bp_has_sha256() }

  /// An empty message; `portable` does without the machine's own instructions.
  public init(portable: Bool = false) { isPortable = portable }

  /// The 64 lower-case hexadecimal digits of the hash of `bytes`.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    hexadecimal(digest(bytes))
  }

  /// The 32 bytes of the hash of `bytes`.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(Array(bytes)[...])
    return hash.digest()
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { update($0) }
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    length &+= UInt64(bytes.count)
    var position = 0
    if !pending.isEmpty {
      position = min(64 - pending.count, bytes.count)
      pending.append(contentsOf: bytes[..<position])
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBufferPointer { compress($0[...]) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = position + (bytes.count - position) / 64 * 64
    compress(bytes[position..<whole])
    pending.append(contentsOf: bytes[whole...])
  }

  /// Ends the message: its hash in 64 lower-case hexadecimal digits.
  public mutating func finish() -> String { hexadecimal(digest()) }

  /// Ends the message: the 32 bytes of its hash.
  public mutating func digest() -> [UInt8] {
    let bits = length &* 8
    var tail: [UInt8] = [0x80]
    while (pending.count + tail.count) % 64 != 56 { tail.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    update(tail[...])
    return withUnsafeBytes(of: state) { bytes in
      bytes.bindMemory(to: UInt32.self).flatMap { word in
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
      }
    }
  }

  /// Takes whole blocks of 64 bytes.
  private mutating func compress(_ blocks: Slice<UnsafeBufferPointer<UInt8>>) {
    let source = UnsafeBufferPointer(rebasing: blocks)
    guard let start = source.baseAddress, source.count >= 64 else { return }
    let isPortable = isPortable
    withUnsafeMutableBytes(of: &state) { bytes in
      // Invariant: a tuple of eight 32-bit words is laid out as the C array of them.
      bp_sha256_blocks(bytes.bindMemory(to: UInt32.self).baseAddress, start, source.count / 64, isPortable)
    }
  }
}
