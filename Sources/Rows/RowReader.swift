import Diagnostics
import Kernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads rows of a feed on one thread.
public final class RowReader {
  enum Rows {
    case none, separated, spaced(SpacedRows), lines
  }

  let feed: RowFeed
  let buffer: PartBuffer
  let separated: SeparatedRows
  let json: JSONBlockReader?
  /// What hands over the rows of the part at hand.
  var rows = Rows.none
  var file: DataFile?
  var stream: StreamFile?
  var fileIndex = 0
  var part = 0
  /// Lines of the part before those that `json` and `spaced` count.
  var linesBefore = 0
  /// Line of a row that is too long, the last of its part.
  var longLine: Int?
  private var rowCount = 0
  private var isDone = false

  /// What is read beyond a part at first, so that its last row is complete in most files.
  static let tail = 4096
  /// A row longer than this is bad: it would break the promise of constant memory.
  static let rowLimit = 16_777_216
  static let longRow = RowProblem(rule: "row longer than 16 MB")

  init(feed: RowFeed) {
    self.feed = feed
    buffer = PartBuffer(count: Self.tail)
    var separator = UInt8(ascii: ",")
    if case .separated(let byte) = feed.format.kind { separator = byte }
    separated = SeparatedRows(separator: separator)
    json = feed.format.kind == .jsonLines ? JSONBlockReader(columns: feed.columns) : nil
  }

  /// Fills a block with the next rows that no other reader has; false when there are none, or after a fatal finding.
  public func next(_ block: RowBlock) -> Bool {
    while !isDone {
      if fill(block) {
        block.file = fileIndex
        block.part = part
        rowCount += block.count
        return true
      }
      finishPart()
      guard takeNext() else {
        finish()
        break
      }
    }
    block.count = 0
    block.problems.removeAll()
    return false
  }

  /// Looks at a file's header, for a feed that is not read.
  func probe() {
    if case .open(let index) = feed.change({ $0.take() }) { open(index) }
    if let stream { read(stream) }
  }

  private func fill(_ block: RowBlock) -> Bool {
    let isFilled: Bool
    switch rows {
    case .none: isFilled = false
    case .separated: isFilled = separated.next(block, buffer.base)
    case .spaced(var spaced):
      isFilled = spaced.next(block, buffer.base)
      rows = .spaced(spaced)
      if isFilled { shiftLines(block) }
    case .lines:
      isFilled = json?.next(block) ?? false
      if isFilled { shiftLines(block) }
    }
    if isFilled { return true }
    rows = .none
    guard let line = longLine else { return false }
    longLine = nil
    block.count = 1
    block.lines[0] = UInt32(truncatingIfNeeded: line)
    for column in 0..<block.width { block.fields[column * RowBlock.capacity] = Field(start: 0, end: 0) }
    block.problems = [(0, Self.longRow)]
    return true
  }

  private func shiftLines(_ block: RowBlock) {
    guard linesBefore > 0 else { return }
    for i in 0..<block.count { block.lines[i] += UInt32(linesBefore) }
  }

  private func takeNext() -> Bool {
    var tries = 0
    while true {
      // A stream is read on by whoever began it, until it ends; others help when nothing else is left.
      if let stream {
        if feed.change({ $0.isWanted(file: stream.index) }), read(stream) { return true }
        self.stream = nil
        feed.change { $0.ended(stream) }
      }
      switch feed.change({ $0.take() }) {
      case .part(let file, let part):
        begin(file, part, have: 0)
        return true
      case .open(let index):
        open(index)
        if stream == nil { return true }
      case .stream(let stream): self.stream = stream
      case .wait:
        tries += 1
        if tries < 100 { _ = sched_yield() } else { _ = usleep(100) }
      case .none: return false
      }
    }
  }

  private func open(_ index: Int) {
    do throws(DiagnosticError) {
      if ByteStream.isNeeded(for: feed.files[index]) {
        let stream = try StreamFile(index: index, file: feed.files[index])
        self.stream = stream
        feed.change { $0.opened(stream) }
        return
      }
      let (file, have) = try openFile(index)
      feed.change { $0.opened(file) }
      feed.report(bytes: file.dataStart, rows: 0)
      guard !file.parts.isEmpty else {
        end(file)
        return
      }
      // The bytes of the first part are at hand already, unless the header is longer than a part.
      begin(file, file.parts.lowerBound, have: file.parts.lowerBound == 0 ? have : 0)
    } catch {
      feed.change { $0.failedToOpen() }
      feed.fail(error, at: Place(file: index, part: 0, line: 0), isHeader: true)
    }
  }

  private func finishPart() {
    rows = .none
    longLine = nil
    let rowCount = rowCount
    self.rowCount = 0
    if let file {
      self.file = nil
      feed.report(bytes: file.range(part: part).count, rows: rowCount)
      if file.finishPart() { end(file) }
    } else if rowCount > 0 {
      feed.report(bytes: 0, rows: rowCount)
    }
  }

  private func end(_ file: DataFile) {
    do throws(DiagnosticError) {
      try file.source.checkSize()
      let hash = try file.fingerprint()
      feed.change { $0.hashes[file.index] = hash }
    } catch {
      feed.fail(error, at: Place(file: file.index, part: max(0, file.parts.upperBound - 1), line: 0))
    }
  }

  private func finish() {
    isDone = true
    guard let json else { return }
    let names = json.names
    feed.change { $0.names.merge(names) }
  }
}
