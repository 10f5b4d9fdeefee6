/// The keys met in JSON lines: which of the wanted columns, and some of the others.
struct JSONNames: Sendable, Hashable {
  /// How many other names are kept: the first in byte order, so that the choice does not depend on who read what.
  static let limit = 100

  /// Whether each wanted column was in some row.
  private(set) var columns: [Bool]
  /// Full names of other keys, in byte order.
  private(set) var others: [[UInt8]] = []

  /// Nothing met yet.
  init(columns: Int) { self.columns = [Bool](repeating: false, count: columns) }

  mutating func see(column: Int) { columns[column] = true }

  mutating func see(_ name: [UInt8]) {
    var low = 0
    var high = others.count
    while low < high {
      let middle = (low + high) / 2
      if others[middle].lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
    }
    guard low < Self.limit, low == others.count || others[low] != name else { return }
    others.insert(name, at: low)
    if others.count > Self.limit { others.removeLast() }
  }

  /// Adds what another reader met.
  mutating func merge(_ other: JSONNames) {
    for (column, isSeen) in other.columns.enumerated() where isSeen { columns[column] = true }
    for name in other.others { see(name) }
  }
}
