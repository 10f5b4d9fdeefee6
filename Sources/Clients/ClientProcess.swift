import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A running client program: no shell between, a text on its standard input, its output read as it comes.
///
/// It leads a process group of its own, which is ended as a whole with its last owner, at a time limit, and where this
/// program is interrupted. One thread at a time.
public final class ClientProcess {
  private let pid: pid_t
  private let output: Int32
  private let errors: Int32
  private var status: Int32?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - arguments: the program, looked for on the search path unless it has a slash, and what it is told.
  ///   - input: its standard input, which ends there.
  ///   - folder: where it runs.
  public init(_ arguments: [String], input: String, folder: String) throws(ClientFailure) {
    let program = arguments.first ?? ""
    func failed(_ code: Int32) -> ClientFailure {
      code == ENOENT
        ? .missing(program: program) : .notStarted(program: program, reason: String(cString: strerror(code)))
    }
    guard !program.isEmpty else { throw .missing(program: program) }
    // Files without a name rather than pipes: neither side ever waits for the other, and nothing stays behind.
    guard let source = Self.namelessFile(Array(input.utf8)), let errors = Self.namelessFile([]) else {
      throw failed(errno)
    }
    defer { _ = close(source) }
    guard let pipe = Self.pipe() else {
      _ = close(errors)
      throw failed(errno)
    }
    var pid: pid_t = 0
    let code = Self.spawn(arguments, descriptors: (source, pipe.write, errors), folder: folder, pid: &pid)
    _ = close(pipe.write)
    guard code == 0 else {
      _ = close(pipe.read)
      _ = close(errors)
      throw failed(code)
    }
    (self.pid, output, self.errors) = (pid, pipe.read, errors)
    Interruption.add(pid)
  }

  deinit {
    stop()
    _ = close(output)
    _ = close(errors)
  }

  /// Waits for the next bytes of its output, at most `capacity`; 0 at the end.
  ///
  /// Throws where none have come for so many seconds; the program is then ended.
  public func read(
    into target: UnsafeMutableRawPointer, capacity: Int, within seconds: Int? = nil
  ) throws(ClientFailure) -> Int {
    if let seconds {
      var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let end = ContinuousClock.now + .seconds(seconds)
      while true {
        let left = end - ContinuousClock.now
        let ready = systemPoll(&poll, milliseconds: max(0, left.components.seconds * 1000 + 1))
        if ready > 0 { break }
        if ready < 0, errno == EINTR { continue }
        guard ContinuousClock.now >= end else { continue }
        stop()
        throw .timedOut(seconds: seconds)
      }
    }
    var count: Int
    repeat { count = systemRead(output, target, capacity) } while count < 0 && errno == EINTR
    return max(0, count)
  }

  /// Waits for the program to end; throws with its own words where it did not end well.
  public func finish() throws(ClientFailure) {
    let code = wait()
    guard code != 0 else { return }
    throw .ended(code: code, words: ClientWords.shown(errorText))
  }

  /// Ends the program and all it started: politely, so that a client can tell its server, and then for good.
  public func stop() {
    guard status == nil else { return }
    for (signal, patience) in [(SIGINT, 20), (SIGTERM, 20)] {
      _ = kill(-pid, signal)
      for _ in 0..<patience {
        if hasEnded() { break }
        usleep(25_000)
      }
    }
    // Also what is left of its group.
    _ = kill(-pid, SIGKILL)
    _ = wait()
  }

  private func hasEnded() -> Bool {
    guard status == nil else { return true }
    var raw: Int32 = 0
    guard waitpid(pid, &raw, WNOHANG) == pid else { return false }
    end(raw)
    return true
  }

  private func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    return end(raw)
  }

  @discardableResult
  private func end(_ raw: Int32) -> Int32 {
    Interruption.remove(pid)
    let signal = raw & 0x7F
    let code = signal == 0 ? raw >> 8 & 0xFF : -signal
    status = code
    return code
  }

  /// The last that it wrote to standard error.
  private var errorText: String {
    let size = max(0, lseek(errors, 0, SEEK_END))
    let start = max(0, size - 16_384)
    var bytes = [UInt8](repeating: 0, count: Int(size - start))
    let count = bytes.withUnsafeMutableBytes { pread(errors, $0.baseAddress, $0.count, start) }
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
