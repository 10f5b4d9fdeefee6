#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What tells whether a file is still the one that was read, without reading it.
public struct FileIdentity: Sendable, Hashable {
  /// As the pack names it.
  public var name: String
  /// Absolute, symbolic links followed.
  public var path: String
  var device: UInt64
  var inode: UInt64
  var size: Int64
  /// Nanoseconds since 1970.
  var modified: Int64
  /// Nanoseconds since 1970; set by the system alone, whatever is written into `modified`.
  var changed: Int64

  /// nil where there is no regular file; `path` is absolute.
  public init?(name: String, path: String) {
    // A stream, `-`, is no file even where the working folder holds one of that name.
    guard path.hasPrefix("/") else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let (modification, change) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modification, change) = (status.st_mtim, status.st_ctim)
    #endif
    self.name = name
    self.path = path
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Int64(modification.tv_sec) * 1_000_000_000 + Int64(modification.tv_nsec)
    changed = Int64(change.tv_sec) * 1_000_000_000 + Int64(change.tv_nsec)
  }

  /// Whether the file may change once more without its times showing it, because they were set less than two seconds
  /// before `now` (nanoseconds since 1970) and clocks of file systems are coarse.
  func isYoung(at now: Int64) -> Bool { max(modified, changed) > now - 2_000_000_000 }

  func put(into writer: inout ByteWriter) {
    writer.put(name)
    writer.put(path)
    writer.put(integer: device)
    writer.put(integer: inode)
    writer.put(integer: size)
    writer.put(integer: modified)
    writer.put(integer: changed)
  }

  init(from reader: inout ByteReader) throws {
    name = try reader.text()
    path = try reader.text()
    device = try reader.integer()
    inode = try reader.integer()
    size = try reader.integer()
    modified = try reader.integer()
    changed = try reader.integer()
  }
}
