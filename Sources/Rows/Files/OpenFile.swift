import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A regular file that is open for reading at any offset; closed with its last owner.
final class OpenFile: Sendable {
  let name: String
  /// In bytes, when it was opened.
  let size: Int
  private let descriptor: Int32

  init(_ file: RowFile) throws(DiagnosticError) {
    name = file.name
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "Cannot open the data file: \(String(cString: strerror(errno)))",
          at: .init(file: file.name), remedy: "Check that the file exists and may be read"))
    }
    size = Self.size(of: descriptor) ?? 0
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  /// Reads exactly these bytes: fewer are a finding, for the file was longer when it was opened.
  func read(into target: UnsafeMutablePointer<UInt8>, at offset: Int, count: Int) throws(DiagnosticError) {
    var done = 0
    while done < count {
      let step = pread(descriptor, target + done, count - done, off_t(offset + done))
      if step < 0 {
        if errno == EINTR { continue }
        throw DiagnosticError(
          Diagnostic(
            .error, "unreadable-file", "Cannot read the data file: \(String(cString: strerror(errno)))",
            at: .init(file: name), remedy: "Check that the file may be read and that its disk is well"))
      }
      if step == 0 { throw DiagnosticError(changed) }
      done += step
    }
  }

  /// Throws when the file is not as long as it was.
  func checkSize() throws(DiagnosticError) {
    guard let now = Self.size(of: descriptor), now == size else { throw DiagnosticError(changed) }
  }

  private var changed: Diagnostic {
    Diagnostic(
      .error, "changed-file", "The data file changed while it was read", at: .init(file: name),
      explanation: "It had \(size) bytes when it was opened",
      remedy: "Build again when whatever writes the file is done")
  }

  private static func size(of descriptor: Int32) -> Int? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
  }
}
