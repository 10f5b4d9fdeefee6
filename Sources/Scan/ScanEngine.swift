public import Engines
public import Pack

/// The embedded engine: one pass over the files of each dataset, in parallel, in constant memory (lookups, roll-ups and
/// keys apart, whose size the result names).
///
/// Rows are read, decoded and evaluated in blocks; sums are integers added to dense rows, so that the result is the same
/// for any number of threads, any part size and any order of files.
public struct ScanEngine: Engine {
  /// Called from several threads, in no fixed order: bytes read and to be read in all files, rows so far.
  public typealias Progress = @Sendable (_ bytesRead: Int, _ totalBytes: Int, _ rows: Int) -> Void

  let threads: Int
  let dataRoots: [String]
  let chunkSize: Int
  let progress: Progress?
  let quarantine: QuarantineSink?
  let secret: TokenSecret?
  let cache: String?
  let allowsNoRows: Bool

  /// - Parameters:
  ///   - threads: how many threads read and add at most; the result does not depend on it.
  ///   - dataRoots: folders outside the pack's own from which data files may be read.
  ///   - chunkSize: bytes of the parts in which files are read; the result does not depend on it.
  ///   - progress: told of what was read.
  ///   - quarantine: takes the rows that cannot be used; not called where sums were kept of the last run.
  ///   - secret: makes tokens of restricted values of rows that are set aside.
  ///   - cache: a private folder in which sums are kept, so that unchanged data is not read again; nil: none are.
  ///   - allowsNoRows: whether files with a header alone are data; in a pack's own data they are a mistake.
  public init(
    threads: Int, dataRoots: [String] = [], chunkSize: Int = 262_144, progress: Progress? = nil,
    quarantine: QuarantineSink? = nil, secret: TokenSecret? = nil, cache: String? = nil,
    allowsNoRows: Bool = false
  ) {
    self.threads = max(1, threads)
    self.dataRoots = dataRoots
    self.chunkSize = max(1, chunkSize)
    self.progress = progress
    self.quarantine = quarantine
    self.secret = secret
    self.cache = cache
    self.allowsNoRows = allowsNoRows
  }

  /// Runs the plan; see `Engine`. Fatal findings of all files are thrown together, sorted by place;
  /// limits of bad rows and rules are left to whoever reads the table's control totals.
  public func run(_ plan: Plan, on pack: Pack) throws -> SumTable {
    try ScanRun(plan: plan, pack: pack, engine: self).run()
  }
}
