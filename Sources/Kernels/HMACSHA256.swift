/// HMAC-SHA-256 (RFC 2104): a hash that only the holder of the key can compute.
public struct HMACSHA256: Sendable {
  private let inner: SHA256
  private let outer: SHA256

  /// Messages under one key.
  public init(key: [UInt8]) {
    var block = key.count > 64 ? SHA256.digest(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    inner = Self.start(block, 0x36)
    outer = Self.start(block, 0x5c)
  }

  /// The 32 bytes of the code of a message.
  public func code(_ message: some Sequence<UInt8>) -> [UInt8] {
    var inner = inner
    inner.update(Array(message)[...])
    var outer = outer
    outer.update(inner.digest()[...])
    return outer.digest()
  }

  private static func start(_ block: [UInt8], _ padding: UInt8) -> SHA256 {
    var hash = SHA256()
    hash.update(block.map { $0 ^ padding }[...])
    return hash
  }
}
