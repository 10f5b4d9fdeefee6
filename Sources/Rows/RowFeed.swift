public import Diagnostics
import Synchronization

/// All files of one dataset as parts that threads take in turn.
///
/// What is read is the same for every number of threads and every part size: rows, problems, lines and findings. A file is
/// opened when its turn comes and closed with its last part.
public final class RowFeed: Sendable {
  /// Told of what was read since the last call, from any thread.
  public typealias Progress = @Sendable (_ bytes: Int, _ rows: Int) -> Void

  let files: [RowFile]
  let columns: [String]
  let format: RowFormat
  let partSize: Int
  private let progress: Progress?
  private let schedule: Mutex<Schedule>
  private let bytes = Atomic(0)
  private let rows = Atomic(0)

  /// Reads these columns, in this order, of these files.
  public init(
    files: [RowFile], columns: [String], format: RowFormat, partSize: Int = 262_144, progress: Progress? = nil
  ) {
    self.files = files
    self.columns = columns
    self.format = format
    self.partSize = max(1, partSize)
    self.progress = progress
    schedule = Mutex(Schedule(files: files.count, names: JSONNames(columns: columns.count)))
  }

  /// A reader for one thread.
  public func makeReader() -> RowReader { RowReader(feed: self) }

  /// Why the files cannot be used, sorted by file and line: what is wrong with the header of any file, and the first that
  /// stops the reading of rows. Complete when all readers are done.
  public var findings: [Diagnostic] {
    let found = schedule.withLock { $0.found }
    guard let first = found.map(\.place).min() else { return columnsNeverSeen() }
    let unread = schedule.withLock { $0.unread }
    let headers = unread.flatMap { index -> [Found] in
      // Standard input cannot be looked at twice.
      guard files[index].path != "-", files[index].program.isEmpty else { return [] }
      let probe = RowFeed(files: [files[index]], columns: columns, format: format, partSize: partSize)
      probe.makeReader().probe()
      return probe.schedule.withLock { $0.found }.filter(\.isHeader)
    }
    let shown = found.filter { $0.isHeader || $0.place == first } + headers
    return shown.map { found in
      switch found.kind {
      case .finding(let diagnostic): diagnostic
      case .openQuote(let place): .openQuote(file: files[place.file].name, line: line(of: place))
      }
    }.sorted { ($0.location ?? .init(file: "")) < ($1.location ?? .init(file: "")) }
  }

  /// The physical line, from 1, at which a row starts; valid when all readers are done.
  public func line(of place: Place) -> Int {
    1 + place.line + schedule.withLock { $0.linesBefore(file: place.file, part: place.part) }
  }

  /// Hashes of the files as stored, by file name in byte order; valid when all readers are done.
  ///
  /// SHA-256 up to 16 MiB; beyond that "bp1-" and the fingerprint of the blocks of 256 KiB.
  public var fingerprints: [(file: String, hash: String)] {
    schedule.withLock { $0.hashes }.map { (files[$0.key].name, $0.value) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }

  /// Bytes read up to now, as stored.
  public var bytesRead: Int { bytes.load(ordering: .relaxed) }

  /// Rows read up to now, bad ones too.
  public var rowsRead: Int { rows.load(ordering: .relaxed) }

  func change<Result: Sendable>(_ body: (inout Schedule) -> Result) -> Result {
    schedule.withLock { schedule in body(&schedule) }
  }

  func fail(_ found: [Found]) {
    guard !found.isEmpty else { return }
    schedule.withLock { $0.found += found }
  }

  func fail(_ error: DiagnosticError, at place: Place, isHeader: Bool = false) {
    fail(error.diagnostics.map { Found(place: place, kind: .finding($0), isHeader: isHeader) })
  }

  func report(bytes count: Int, rows rowCount: Int) {
    bytes.add(count, ordering: .relaxed)
    rows.add(rowCount, ordering: .relaxed)
    progress?(count, rowCount)
  }

  /// JSON leaves out keys without a value, so a column is missing only when no row of any file has it.
  private func columnsNeverSeen() -> [Diagnostic] {
    guard format.kind == .jsonLines, rowsRead > 0, let first = files.first else { return [] }
    let names = schedule.withLock { $0.names }
    let missing = columns.indices.filter { !names.columns[$0] }.map { columns[$0] }
    let others = names.others.map { String(decoding: $0, as: UTF8.self) }
    return missing.flatMap { name in
      HeaderCheck(file: first.name, line: nil, header: others, format: RowFormat(kind: .jsonLines))
        .findings(wanted: [name])
    }
  }
}
