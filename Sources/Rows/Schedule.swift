/// Who reads what next, and what is known of the files; the feed guards it.
struct Schedule: Sendable {
  enum Work: Sendable {
    case part(DataFile, Int)
    case open(Int)
    case stream(StreamFile)
    /// Another thread is opening a file, which may have parts for this one.
    case wait
    case none
  }

  private enum Known: Sendable {
    case file(DataFile)
    case stream(StreamFile)
  }

  /// What was found; nothing behind the first of it is begun any more.
  var found: [Found] = [] { didSet { limit = found.map(\.place).min() } }
  var hashes: [Int: String] = [:]
  var names: JSONNames
  private var limit: Place?
  private let count: Int
  private var next = 0
  private var opening = 0
  private var active: [(file: DataFile, next: Int)] = []
  private var streams: [StreamFile] = []
  private var known: [Int: Known] = [:]
  private var lines: [Int: [Int]] = [:]

  init(files count: Int, names: JSONNames) {
    self.count = count
    self.names = names
  }

  /// Files that were never opened.
  var unread: Range<Int> { next..<count }

  mutating func take() -> Work {
    if let i = active.firstIndex(where: { isWanted(Place(file: $0.file.index, part: $0.next, line: 0)) }) {
      let (file, part) = active[i]
      active[i].next += 1
      if active[i].next == file.parts.upperBound { active.remove(at: i) }
      return .part(file, part)
    }
    if next < count, isWanted(file: next) {
      next += 1
      opening += 1
      return .open(next - 1)
    }
    if let stream = streams.first(where: { isWanted(file: $0.index) }) {
      return .stream(stream)
    }
    return opening > 0 ? .wait : .none
  }

  /// A file is open, and its opener has the first part.
  mutating func opened(_ file: DataFile) {
    opening -= 1
    known[file.index] = .file(file)
    guard file.parts.count > 1 else { return }
    active.append((file, file.parts.lowerBound + 1))
    active.sort { $0.file.index < $1.file.index }
  }

  mutating func opened(_ stream: StreamFile) {
    opening -= 1
    known[stream.index] = .stream(stream)
    streams.append(stream)
    streams.sort { $0.index < $1.index }
  }

  mutating func failedToOpen() { opening -= 1 }

  mutating func ended(_ stream: StreamFile) { streams.removeAll { $0 === stream } }

  /// Line feeds before a part.
  mutating func linesBefore(file: Int, part: Int) -> Int {
    let sums: [Int]
    if let cached = lines[file] {
      sums = cached
    } else {
      var counts: [UInt32] = []
      var sum = 0
      switch known[file] {
      case .file(let file): (counts, sum) = (file.lineCounts, file.headerLines)
      case .stream(let stream): (counts, sum) = stream.lineCounts
      case nil: break
      }
      sums =
        [sum]
        + counts.map { count in
          sum += Int(count)
          return sum
        }
      lines[file] = sums
    }
    return sums[min(part, sums.count - 1)]
  }

  /// Whether nothing was found before this file.
  func isWanted(file: Int) -> Bool { isWanted(Place(file: file, part: 0, line: 0)) }

  private func isWanted(_ place: Place) -> Bool { limit.map { place < $0 } ?? true }
}
