public import Engines
public import Pack

/// The slow engine that fast ones are tested against: reads byte by byte, decodes field by field, adds row by row, and
/// keeps to the plainest way of doing each.
public struct RowEngine: Engine {
  typealias Progress = @Sendable (_ bytesRead: Int, _ totalBytes: Int, _ rows: Int) -> Void

  let threads = 1
  let dataRoots: [String]
  let chunkSize = 262_144
  let progress: Progress? = nil
  let secret: TokenSecret?

  /// - Parameters:
  ///   - dataRoots: folders outside the pack's own from which data files may be read.
  ///   - secret: makes tokens of restricted values of rows that are set aside.
  public init(dataRoots: [String] = [], secret: TokenSecret? = nil) {
    self.dataRoots = dataRoots
    self.secret = secret
  }

  /// Runs the plan; see `Engine`.
  public func run(_ plan: Plan, on pack: Pack) throws -> SumTable {
    try ScanRun(plan: plan, pack: pack, engine: self).run()
  }
}
