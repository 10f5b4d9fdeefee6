import Engines
import Rows

/// Rows that cannot be used, of one thread or of all: the first by place, the others only counted.
///
/// Which rows are kept does not depend on the order in which they come.
struct Quarantine: Sendable {
  /// Rows kept at most.
  static let limit = QuarantineFile.limit

  struct Entry: Sendable {
    var place: Place
    var column: String?
    var rule: String
    /// As its mask shows it.
    var value: String?

    static func < (a: Entry, b: Entry) -> Bool {
      a.place == b.place ? (a.column ?? "", a.rule) < (b.column ?? "", b.rule) : a.place < b.place
    }
  }

  private(set) var total = 0
  private var entries: [Entry] = []

  mutating func add(_ place: Place, column: String?, rule: String, value: String?) {
    total += 1
    entries.append(Entry(place: place, column: column, rule: rule, value: value))
    if entries.count >= 2 * Self.limit { cut() }
  }

  /// Adds rows of one fault, of which only the first have places.
  mutating func add(_ places: [Place], total: Int, column: String?, rule: String) {
    self.total += total
    entries += places.map { Entry(place: $0, column: column, rule: rule) }
    cut()
  }

  mutating func merge(_ other: Quarantine) {
    total += other.total
    entries += other.entries
    cut()
  }

  private mutating func cut() {
    guard entries.count > Self.limit else { return }
    entries.sort(by: <)
    entries.removeLast(entries.count - Self.limit)
  }

  /// The first rows in order.
  func sorted() -> [Entry] { Array(entries.sorted(by: <).prefix(Self.limit)) }
}
