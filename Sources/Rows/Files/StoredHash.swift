import Kernels

/// The hash of a file's bytes as stored, in order, when its length is not known before its end: SHA-256 up to 16 MiB,
/// the fingerprint of its blocks beyond.
struct StoredHash {
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
