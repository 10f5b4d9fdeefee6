import Kernels
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file in chunks, hashed on the way.
public struct ByteSource: Sendable {
  /// The name shown in findings.
  public let name: String
  /// The current chunk.
  private(set) var buffer: [UInt8] = []
  private(set) var bytesRead = 0
  private(set) var hash: String?
  private var sha = SHA256()
  private let descriptor: Descriptor?
  private var memory: ArraySlice<UInt8>
  private let chunkSize: Int

  /// Opens a file. Throws a `DiagnosticError` when it cannot be opened.
  public init(path: String, name: String, chunkSize: Int = 262_144) throws {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "Cannot open the data file: \(String(cString: strerror(errno)))",
          at: .init(file: name), remedy: "Check that the file exists and may be read"))
    }
    self.name = name
    descriptor = Descriptor(number)
    memory = []
    self.chunkSize = max(1, chunkSize)
  }

  /// Reads from memory.
  public init(bytes: [UInt8], name: String, chunkSize: Int = 262_144) {
    self.name = name
    descriptor = nil
    memory = bytes[...]
    self.chunkSize = max(1, chunkSize)
  }

  /// Replaces `buffer` by the next bytes; false at the end.
  mutating func fill() throws -> Bool {
    guard hash == nil else { return false }
    if let descriptor {
      try descriptor.read(into: &buffer, limit: chunkSize, name: name)
    } else {
      buffer = Array(memory.prefix(chunkSize))
      memory = memory.dropFirst(chunkSize)
    }
    if buffer.isEmpty {
      hash = sha.finish()
      return false
    }
    sha.update(buffer[...])
    bytesRead += buffer.count
    return true
  }

  /// An open file that is closed with its last owner.
  private final class Descriptor: Sendable {
    let number: Int32
    init(_ number: Int32) { self.number = number }
    deinit { _ = close(number) }

    func read(into buffer: inout [UInt8], limit: Int, name: String) throws {
      if buffer.count != limit { buffer = [UInt8](repeating: 0, count: limit) }
      var count: Int
      repeat {
        // The pointer is used within the call only, and `read` writes at most its count.
        count = buffer.withUnsafeMutableBytes { Self.readOnce(number, $0) }
      } while count < 0 && errno == EINTR
      guard count >= 0 else {
        throw DiagnosticError(
          Diagnostic(
            .error, "unreadable-file", "Cannot read the data file: \(String(cString: strerror(errno)))",
            at: .init(file: name)))
      }
      if count < limit { buffer.removeLast(limit - count) }
    }

    private static func readOnce(_ number: Int32, _ target: UnsafeMutableRawBufferPointer) -> Int {
      read(number, target.baseAddress, target.count)
    }

    private static func read(_ number: Int32, _ base: UnsafeMutableRawPointer?, _ count: Int) -> Int {
      #if canImport(Glibc)
        Glibc.read(number, base, count)
      #elseif canImport(Musl)
        Musl.read(number, base, count)
      #else
        Darwin.read(number, base, count)
      #endif
    }
  }
}
