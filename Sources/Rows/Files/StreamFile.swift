import Diagnostics
import Synchronization

/// A file that is read from its start to its end: one thread at a time takes bytes and cuts whole rows off them.
///
/// Invariant: everything but `index` is touched by the thread that holds `lock` only.
final class StreamFile: @unchecked Sendable {
  let index: Int
  private let lock = Mutex(())
  private let stream: ByteStream
  private let hash = HashBox()

  /// What was read and belongs to rows that no thread has yet.
  var carried: [UInt8] = []
  var layout: FileLayout?
  var headerLines = 0
  /// Line feeds of each part.
  var lines: [UInt32] = []
  private(set) var isAtEnd = false
  private(set) var isEnded = false
  private var bytesReported = 0

  private final class HashBox {
    var hash = StoredHash()
  }

  init(index: Int, file: RowFile) throws(DiagnosticError) {
    self.index = index
    let box = hash
    stream = try ByteStream(file) { box.hash.update($0) }
  }

  /// Runs while no other thread does; nil when the file has ended.
  func exclusively<Result>(_ body: () -> Result?) -> Result? {
    lock.withLock { _ in isEnded ? nil : body() }
  }

  /// The next bytes; 0 at the end.
  func read(into target: UnsafeMutablePointer<UInt8>, capacity: Int) throws(DiagnosticError) -> Int {
    guard !isAtEnd else { return 0 }
    let count = try stream.read(into: target, capacity: capacity)
    isAtEnd = count == 0
    return count
  }

  /// Bytes as stored since the last call.
  func takeBytes() -> Int {
    defer { bytesReported = stream.bytesRead }
    return stream.bytesRead - bytesReported
  }

  /// No more rows will come.
  func end() { isEnded = true }

  func fingerprint() -> String { hash.hash.finish() }

  var lineCounts: ([UInt32], Int) { lock.withLock { _ in (lines, headerLines) } }
}
