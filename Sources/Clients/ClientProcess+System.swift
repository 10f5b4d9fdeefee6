import CSystem
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func systemRead(_ descriptor: Int32, _ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.read(descriptor, target, count)
  #elseif canImport(Musl)
    Musl.read(descriptor, target, count)
  #else
    Darwin.read(descriptor, target, count)
  #endif
}

func systemPoll(_ poll: inout pollfd, milliseconds: Int64) -> Int32 {
  let limit = Int32(min(milliseconds, 1_000_000_000))
  #if canImport(Glibc)
    return Glibc.poll(&poll, 1, limit)
  #elseif canImport(Musl)
    return Musl.poll(&poll, 1, limit)
  #else
    return Darwin.poll(&poll, 1, limit)
  #endif
}

extension ClientProcess {
  /// A file of its owner that has no name any more, at its start; nil where none can be made.
  static func namelessFile(_ bytes: [UInt8]) -> Int32? {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var path = Array((folder + "/boardpack-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return nil }
    unlink(&path)
    keepFromChildren(descriptor)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else {
        _ = close(descriptor)
        return nil
      }
      rest = rest.dropFirst(count)
    }
    _ = lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: (read: Int32, write: Int32) = (-1, -1)
    return boardpack_pipe(&ends.read, &ends.write) == 0 ? ends : nil
  }

  private static func keepFromChildren(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

  /// Starts the program in a group of its own; the system's error code, or 0.
  static func spawn(
    _ arguments: [String], descriptors: (input: Int32, output: Int32, errors: Int32), folder: String, pid: inout pid_t
  ) -> Int32 {
    var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var environment: [UnsafeMutablePointer<CChar>?] =
      ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in texts + environment { free(text) } }
    return boardpack_spawn(
      &pid, &texts, &environment, folder, descriptors.input, descriptors.output, descriptors.errors)
  }
}
