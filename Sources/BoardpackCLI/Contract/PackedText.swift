import CZlib
import Diagnostics

/// Reads a file from its start, unpacked where it is gzip.
struct PackedText: ~Copyable {
  private let file: gzFile
  private let path: String

  init(path: String) throws {
    guard let file = gzopen(path, "rb") else {
      throw DiagnosticError(
        Diagnostic(
          .error, "unreadable-file", "The data file cannot be read", at: .init(file: path),
          remedy: "Check that it exists and may be read"))
    }
    self.file = file
    self.path = path
  }

  deinit { gzclose(file) }

  /// The next bytes, at most so many; empty at the end.
  func read(upTo count: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let rest = count - bytes.count
      var isEnd = false
      var failed = false
      let part = [UInt8](unsafeUninitializedCapacity: rest) { buffer, filled in
        let got = gzread(file, buffer.baseAddress, UInt32(rest))
        failed = got < 0
        isEnd = got <= 0
        filled = max(0, Int(got))
      }
      if failed {
        throw DiagnosticError(
          Diagnostic(
            .error, "unreadable-file", "The data file is damaged, or no file", at: .init(file: path),
            remedy: "Export it again"))
      }
      bytes += part
      if isEnd { break }
    }
    return bytes
  }
}
