public import Diagnostics

/// All files of one dataset as parts that threads take in turn.
///
/// What is read is the same for every number of threads and every part size: rows, problems, places and findings.
public final class RowFeed: Sendable {
  /// Told of what was read since the last call, from any thread.
  public typealias Progress = @Sendable (_ bytes: Int, _ rows: Int) -> Void

  /// Reads these columns, in this order, of these files; a file is opened when its turn comes.
  public init(
    files: [RowFile], columns: [String], format: RowFormat, partSize: Int = 262_144, progress: Progress? = nil
  ) {
  }

  /// A reader for one thread.
  public func makeReader() -> RowReader { RowReader(feed: self) }

  /// Why the files cannot be used, sorted by place; complete when all readers are done.
  public var findings: [Diagnostic] { [] }

  /// The physical line, from 1, at which a row starts; valid when all readers are done.
  public func line(of place: Place) -> Int { place.line + 1 }

  /// Hashes of the files as stored, by file name in byte order; valid when all readers are done: SHA-256 up to 16 MiB,
  /// beyond that "bp1-" and the fingerprint of the blocks of 256 KiB.
  public var fingerprints: [(file: String, hash: String)] { [] }

  /// Bytes read up to now, as stored.
  public var bytesRead: Int { 0 }
}
