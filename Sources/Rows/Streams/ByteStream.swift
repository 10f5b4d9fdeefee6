import Clients
import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a file that can only be read from its start to its end: gzip, standard input, a pipe.
///
/// Gzip is told by its first two bytes and unpacked on the way, in constant memory. One thread at a time.
final class ByteStream {
  /// Bytes read so far, as stored.
  private(set) var bytesRead = 0

  private let name: String
  private let descriptor: Int32
  private let isOwned: Bool
  private let stored: ((UnsafeRawBufferPointer) -> Void)?
  private let process: ClientProcess?
  private var inflater: Inflater?
  private var isOpened = false
  private var isFinished = false
  /// What is read and not yet handed on is `input[start ..< end]`; freed in `deinit`.
  private let input: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  /// Opens a file; `stored` is shown all bytes as stored, in order, for a fingerprint.
  init(_ file: RowFile, inputSize: Int = 65_536, stored: ((UnsafeRawBufferPointer) -> Void)? = nil)
    throws(DiagnosticError)
  {
    name = file.name
    isOwned = file.path != "-" && file.program.isEmpty
    self.stored = stored
    process = try file.program.isEmpty ? nil : Self.start(file)
    descriptor = isOwned ? open(file.path, O_RDONLY | O_CLOEXEC) : 0
    input = .allocate(byteCount: max(2, inputSize), alignment: 16)
    guard descriptor >= 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "Cannot open the data file: \(String(cString: strerror(errno)))",
          at: .init(file: name), remedy: "Check that the file exists and may be read"))
    }
  }

  deinit {
    if isOwned, descriptor >= 0 { _ = close(descriptor) }
    input.deallocate()
  }

  /// Whether a file has to be read as a stream: standard input, what is not a regular file, and gzip.
  static func isNeeded(for file: RowFile) -> Bool {
    if file.path == "-" || !file.program.isEmpty { return true }
    var status = stat()
    // A file that cannot be opened is left to its reader, who says so.
    guard stat(file.path, &status) == 0 else { return false }
    guard status.st_mode & S_IFMT == S_IFREG else { return true }
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { _ = close(descriptor) }
    var magic: UInt16 = 0
    return pread(descriptor, &magic, 2, 0) == 2 && UInt16(littleEndian: magic) == 0x8B1F
  }

  /// The next bytes, unpacked: at least one unless the end is reached, at most `capacity`; 0 at the end.
  ///
  /// Throws where the file cannot be read, or where what is packed is cut off or damaged.
  func read(into target: UnsafeMutablePointer<UInt8>, capacity: Int) throws(DiagnosticError) -> Int {
    guard capacity > 0, !isFinished else { return 0 }
    if !isOpened {
      isOpened = true
      while end < 2, try fill() {}
      if end >= 2, input[0] == 0x1F, input[1] == 0x8B { inflater = try Inflater(name: name) }
    }
    if let inflater { return try read(into: target, capacity: capacity, through: inflater) }
    if start < end {
      let count = min(capacity, end - start)
      target.update(from: inputBytes + start, count: count)
      start += count
      return count
    }
    let count = try readStored(UnsafeMutableRawBufferPointer(start: target, count: capacity))
    isFinished = count == 0
    return count
  }

  private func read(
    into target: UnsafeMutablePointer<UInt8>, capacity: Int, through inflater: Inflater
  ) throws(DiagnosticError) -> Int {
    while true {
      if start == end {
        (start, end) = (0, 0)
        _ = try fill()
      }
      let step = try inflater.unpack(
        inputBytes + start, count: end - start, into: target, capacity: capacity, isLast: start == end)
      start += step.taken
      if step.given > 0 { return step.given }
      if step.isFinished {
        isFinished = true
        return 0
      }
    }
  }

  private var inputBytes: UnsafeMutablePointer<UInt8> {
    // `init` allocates at least two bytes, so that there is an address.
    input.bindMemory(to: UInt8.self).baseAddress ?? UnsafeMutablePointer(bitPattern: 16).unsafelyUnwrapped
  }

  /// Adds to `input`; false at the end.
  private func fill() throws(DiagnosticError) -> Bool {
    let count = try readStored(UnsafeMutableRawBufferPointer(rebasing: input[end...]))
    end += count
    return count > 0
  }

  private func readStored(_ target: UnsafeMutableRawBufferPointer) throws(DiagnosticError) -> Int {
    var count: Int
    if let process {
      count = try read(process, target)
    } else {
      count = try readDescriptor(target)
    }
    bytesRead += count
    if count > 0 { stored?(UnsafeRawBufferPointer(rebasing: target[..<count])) }
    return count
  }

  private static func start(_ file: RowFile) throws(DiagnosticError) -> ClientProcess {
    do throws(ClientFailure) {
      return try ClientProcess(file.program, input: file.programInput, folder: "/")
    } catch {
      throw DiagnosticError(error.diagnostic("`\(file.name)` cannot be read", at: .init(file: file.name)))
    }
  }

  /// At the end the program must have ended well: what it printed before it failed is not all there is.
  private func read(
    _ process: ClientProcess, _ target: UnsafeMutableRawBufferPointer
  ) throws(DiagnosticError) -> Int {
    guard let base = target.baseAddress else { return 0 }
    do throws(ClientFailure) {
      let count = try process.read(into: base, capacity: target.count)
      if count == 0 { try process.finish() }
      return count
    } catch {
      throw DiagnosticError(error.diagnostic("`\(name)` cannot be read", at: .init(file: name)))
    }
  }

  private func readDescriptor(_ target: UnsafeMutableRawBufferPointer) throws(DiagnosticError) -> Int {
    var count: Int
    repeat { count = Self.systemRead(descriptor, target) } while count < 0 && errno == EINTR
    guard count >= 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "Cannot read the data file: \(String(cString: strerror(errno)))",
          at: .init(file: name), remedy: "Check that the file may be read and that its disk is well"))
    }
    return count
  }

  private static func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, target.baseAddress, target.count)
    #elseif canImport(Musl)
      Musl.read(descriptor, target.baseAddress, target.count)
    #else
      Darwin.read(descriptor, target.baseAddress, target.count)
    #endif
  }
}
