/// Which field of a file's rows is which wanted column.
struct FileLayout: Sendable {
  /// Fields of a good row.
  var fieldCount = 0
  /// Per wanted column its field, or -1.
  var slots: [Int] = []
  /// Wanted fields in the file's order, with their columns.
  var checks: [(slot: Int, column: Int)] = []
  /// Whether the file names its columns itself.
  var hasHeader = true

  init() {}

  init(header: [String], wanted: [String], hasHeader: Bool) {
    fieldCount = header.count
    self.hasHeader = hasHeader
    // By bytes: two names that only look alike are two names.
    var first: [[UInt8]: Int] = [:]
    for (slot, name) in header.enumerated() where first[Array(name.utf8)] == nil { first[Array(name.utf8)] = slot }
    slots = []
    var taken: Set<Int> = []
    for name in wanted {
      let slot = first[Array(name.utf8)] ?? -1
      slots.append(taken.insert(slot).inserted ? slot : -1)
    }
    checks = slots.enumerated().filter { $1 >= 0 }.map { (slot: $1, column: $0) }.sorted { $0.slot < $1.slot }
  }

  func wrongCount(_ count: Int) -> String {
    let fields = "row has \(count) field\(count == 1 ? "" : "s")"
    return hasHeader ? "\(fields), the header \(fieldCount)" : "\(fields), \(fieldCount) are named"
  }
}
