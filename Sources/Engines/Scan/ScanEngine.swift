public import Pack

/// The embedded engine: one pass over the CSV and JSONL files of each dataset, in parallel, in constant memory
/// (lookups, roll-ups and distinct keys apart).
public struct ScanEngine: Engine {
  /// Called from several threads, in no fixed order: bytes read and to be read in all files, rows so far.
  public typealias Progress = @Sendable (_ bytesRead: Int, _ totalBytes: Int, _ rows: Int) -> Void

  let threads: Int
  let dataRoots: [String]
  let chunkSize: Int
  let progress: Progress?
  let secret: TokenSecret?

  /// - Parameters:
  ///   - threads: how many threads read and add; the result does not depend on it.
  ///   - dataRoots: folders outside the pack's own from which data files may be read.
  ///   - chunkSize: bytes per read; the result does not depend on it.
  ///   - secret: makes tokens of restricted values of rows that are set aside.
  public init(
    threads: Int, dataRoots: [String] = [], chunkSize: Int = 262_144, progress: Progress? = nil,
    secret: TokenSecret? = nil
  ) {
    self.threads = max(1, threads)
    self.dataRoots = dataRoots
    self.chunkSize = max(1, chunkSize)
    self.progress = progress
    self.secret = secret
  }

  /// Runs the plan; see `Engine`. Fatal findings of all files are thrown together, sorted by place.
  public func run(_ plan: Plan, on pack: Pack) throws -> SumTable {
    try ScanRun(plan: plan, pack: pack, engine: self).run()
  }
}
