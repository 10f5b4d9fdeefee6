import Pack

/// From wall clock to UTC in SQL: a table of the zone's changes, the latest first.
///
/// A repeated hour means its first occurrence, a skipped one moves forward, as everywhere in Boardpack. The table begins
/// in 2000 and ends three years after `as_of`: wall clocks before and after take the offset of its ends.
struct ZoneShift {
  private var limits: [Int64] = []
  private var offsets: [Int64] = []
  private var repeated: [Range<Int64>] = []
  private static let start: Int64 = 946_684_800
  /// Stands for the table in statements that are only read.
  private let name: String?

  /// - Parameter name: the zone, where the statement is for reading and shall name it instead of its changes.
  init(_ rules: ZoneRules, asOf: Int64, name: String? = nil) {
    self.name = name
    var numbers = rules.definition[...]
    func list() -> [Int64] {
      let count = Int(numbers.popFirst() ?? 0)
      defer { numbers = numbers.dropFirst(count) }
      return Array(numbers.prefix(count))
    }
    let (transitions, offsets, limits) = (list(), list(), list())
    let range = Self.start...max(Self.start, asOf + 3 * 366 * 86_400)
    let known = limits.indices.filter { range.contains(limits[$0]) }
    self.limits = known.map { limits[$0] }
    let first = known.first ?? limits.prefix { $0 < range.lowerBound }.count
    self.offsets = [offsets[first]] + known.map { offsets[$0 + 1] }
    repeated = known.compactMap { i in
      let start = transitions[i] + offsets[i + 1]
      return start < limits[i] ? start..<limits[i] : nil
    }
  }

  /// Whether wall clock and UTC are the same.
  var isNone: Bool { offsets.allSatisfy { $0 == 0 } }

  /// Seconds to take from a wall clock, given as SQL that binds tightly.
  func sql(_ wall: String) -> String {
    guard !limits.isEmpty else { return "\(offsets[0])" }
    if let name { return "offset_of(\(Dialect.duckdb.literal(name)), \(wall))" }
    let cases = limits.indices.reversed().map { "WHEN \(wall) >= \(limits[$0]) THEN \(offsets[$0 + 1])" }
    return "CASE\n  \(Self.lines(cases, between: " "))\n  ELSE \(offsets[0])\nEND"
  }

  /// The same for PostgreSQL, which would go through the branches one by one: searched for in a sorted array.
  func arraySQL(_ wall: String) -> String {
    guard !limits.isEmpty else { return "\(offsets[0])" }
    return "(\(Self.array(offsets)))[width_bucket(\(wall), \(Self.array(limits))) + 1]"
  }

  /// Whether the wall clock shows this time twice, for PostgreSQL: between a beginning and its end lies an odd place.
  func isRepeatedByArray(_ wall: String) -> String {
    guard !repeated.isEmpty else { return "FALSE" }
    return "width_bucket(\(wall), \(Self.array(repeated.flatMap { [$0.lowerBound, $0.upperBound] }))) % 2 = 1"
  }

  private static func array(_ numbers: [Int64]) -> String {
    let lines = stride(from: 0, to: numbers.count, by: 10).map { start in
      numbers[start..<min(start + 10, numbers.count)].map(String.init).joined(separator: ", ")
    }
    return "CAST(ARRAY[\(lines.joined(separator: ",\n  "))] AS bigint[])"
  }

  /// Whether the wall clock shows this time twice.
  func isRepeated(_ wall: String) -> String {
    guard !repeated.isEmpty else { return "FALSE" }
    if let name { return "is_repeated_in(\(Dialect.duckdb.literal(name)), \(wall))" }
    let ranges = repeated.reversed().map { "\(wall) BETWEEN \($0.lowerBound) AND \($0.upperBound - 1)" }
    return "(\(Self.lines(ranges, between: " OR ")))"
  }

  /// Two a line: summer and winter of a year.
  private static func lines(_ parts: [String], between: String) -> String {
    stride(from: 0, to: parts.count, by: 2).map { parts[$0..<min($0 + 2, parts.count)].joined(separator: between) }
      .joined(separator: "\n \(between)")
  }
}
