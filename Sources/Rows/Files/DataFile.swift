import Diagnostics
import Kernels
import Synchronization

/// A regular file whose parts threads take in turn.
///
/// Invariant: all but the counters and the memory of parts is fixed before other threads see the file; `lines[k]` and
/// `blocks[k]` are written by the thread that has part k and read when all parts are done.
final class DataFile: @unchecked Sendable {
  let index: Int
  let source: OpenFile
  let layout: FileLayout
  /// Where rows start, after byte order mark and header.
  let dataStart: Int
  /// Line feeds before that.
  let headerLines: Int
  let partSize: Int
  let chain: PartChain
  let parts: Range<Int>
  private let lines: UnsafeMutablePointer<UInt32>
  private let blocks: UnsafeMutablePointer<Fingerprint.Block>?
  private let left: Atomic<Int>

  /// Up to this size a file's hash is its SHA-256.
  static let shaLimit = 16_777_216

  init(index: Int, source: OpenFile, layout: FileLayout, dataStart: Int, headerLines: Int, partSize: Int) {
    self.index = index
    self.source = source
    self.layout = layout
    self.dataStart = dataStart
    self.headerLines = headerLines
    self.partSize = partSize
    let count = (source.size + partSize - 1) / partSize
    parts = min(count, dataStart / partSize)..<(dataStart < source.size ? count : min(count, dataStart / partSize))
    chain = PartChain(count: count)
    lines = .allocate(capacity: max(1, count))
    lines.initialize(repeating: 0, count: max(1, count))
    left = Atomic(parts.count)
    let isHashedByBlock = source.size > Self.shaLimit && partSize == Fingerprint.blockSize && parts.lowerBound == 0
    blocks = isHashedByBlock ? .allocate(capacity: max(1, count)) : nil
    let none = Fingerprint.Block(lines.withMemoryRebound(to: UInt8.self, capacity: 1) { UnsafePointer($0) }, count: 0)
    blocks?.initialize(repeating: none, count: max(1, count))
  }

  deinit {
    lines.deallocate()
    blocks?.deallocate()
  }

  /// The bytes of the file that a part owns.
  func range(part: Int) -> Range<Int> {
    max(dataStart, part * partSize)..<min(source.size, (part + 1) * partSize)
  }

  func setLines(_ count: Int, part: Int) { lines[part] = UInt32(truncatingIfNeeded: count) }

  /// Line feeds of each part, those before `dataStart` apart.
  var lineCounts: [UInt32] { Array(UnsafeBufferPointer(start: lines, count: parts.upperBound)) }

  /// Hashes a part that is read: the bytes from its first in the file, of which the first may precede `dataStart`.
  func hash(part: Int, _ bytes: UnsafePointer<UInt8>) {
    blocks?[part] = Fingerprint.Block(bytes, count: min(source.size, (part + 1) * partSize) - part * partSize)
  }

  /// Notes that a part is done; true for the last.
  func finishPart() -> Bool { left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }

  /// The fingerprint, read again where the parts did not give it.
  func fingerprint() throws(DiagnosticError) -> String {
    if let blocks {
      let all = Array(UnsafeBufferPointer(start: blocks, count: parts.upperBound))
      return "bp1-" + Fingerprint.hex(length: source.size, blocks: all)
    }
    var hash = StoredHash()
    let buffer = PartBuffer(count: min(source.size, Fingerprint.blockSize))
    var offset = 0
    while offset < source.size {
      let count = min(source.size - offset, Fingerprint.blockSize)
      try source.read(into: buffer.base, at: offset, count: count)
      hash.update(UnsafeRawBufferPointer(start: buffer.base, count: count))
      offset += count
    }
    return hash.finish()
  }
}
