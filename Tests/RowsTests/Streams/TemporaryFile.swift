#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file with given bytes that is gone when its last owner is.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8]) {
    var template = Array("/tmp/boardpack-rows-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    var done = 0
    while done < bytes.count {
      let step = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if step <= 0 { break }
      done += step
    }
    _ = close(descriptor)
  }

  deinit { _ = unlink(path) }
}
