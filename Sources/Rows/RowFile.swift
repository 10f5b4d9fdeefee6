/// A file to be read: plain, gzip (told by its first two bytes), or a stream such as standard input or what a program
/// prints.
public struct RowFile: Sendable, Hashable {
  /// As shown in findings.
  public var name: String
  /// Absolute; "-" for standard input.
  public var path: String
  /// In bytes as stored; 0 where it is not known.
  public var size: Int
  /// The hash of the file as stored, as `RowFeed.fingerprints` has it: SHA-256 up to 16 MiB, else the fingerprint of its
  /// blocks; nil where it cannot be read.
  public var contentHash: String? { StoredHash.of(self) }

  /// The program whose output is read instead of the file, with what it is told; empty: the file itself.
  public var program: [String] = []
  /// The program's standard input.
  public var programInput = ""

  /// All parts given.
  public init(name: String, path: String, size: Int) {
    self.name = name
    self.path = path
    self.size = size
  }
}
