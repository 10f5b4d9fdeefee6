import Kernels

/// The hash of a file's bytes as stored, in order, when its length is not known before its end: SHA-256 up to 16 MiB,
/// the fingerprint of its blocks beyond.
struct StoredHash {
  /// The hash of a file as `RowFeed.fingerprints` has it; nil where it cannot be read.
  static func of(_ file: RowFile) -> String? {
    guard file.program.isEmpty, let source = try? OpenFile(file) else { return nil }
    var hash = StoredHash()
    var bytes = [UInt8](repeating: 0, count: 4 * Fingerprint.blockSize)
    var offset = 0
    while offset < source.size {
      let count = min(bytes.count, source.size - offset)
      // The pointers are used within the calls only, and as many bytes are read as there is room for.
      let isRead = bytes.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        return (try? source.read(into: base, at: offset, count: count)) != nil
      }
      guard isRead else { return nil }
      bytes.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      offset += count
    }
    guard (try? source.checkSize()) != nil else { return nil }
    return hash.finish()
  }

  private var sha: SHA256? = SHA256()
  private var length = 0
  private var blocks: [Fingerprint.Block] = []
  private var pending: [UInt8] = []

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += bytes.count
    if length > DataFile.shaLimit {
      sha = nil
    } else {
      sha?.update(bytes.bindMemory(to: UInt8.self))
    }
    pending.append(contentsOf: bytes)
    var start = 0
    while pending.count - start >= Fingerprint.blockSize {
      append(start..<start + Fingerprint.blockSize)
      start += Fingerprint.blockSize
    }
    if start > 0 { pending.removeFirst(start) }
  }

  mutating func finish() -> String {
    if var sha { return sha.finish() }
    if !pending.isEmpty { append(0..<pending.count) }
    return "bp1-" + Fingerprint.hex(length: length, blocks: blocks)
  }

  private mutating func append(_ range: Range<Int>) {
    // The pointer is used within the call only.
    let block = pending.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { Fingerprint.Block($0 + range.lowerBound, count: range.count) }
    }
    if let block { blocks.append(block) }
  }
}
