import Engines

/// The values of a segment, or the arms of a cohort, over all threads: sorted, and the rarest put together.
struct SegmentNames {
  /// More different values make a key of it, not a segment.
  static let limit = ViewSums.segmentLimit - 2
  /// The value that stands for all beyond the maximum.
  static let other = "(other)"

  /// In byte order; "" is always among them.
  let names: [String]
  /// By thread, the index into `names` of each of its numbers.
  let maps: [[Int32]]
  /// Values put together, and their rows.
  let others: (values: Int, rows: Int)
  let isTooMany: Bool

  /// Of the values beyond `maximum` those with the most rows stay, ties by bytes. Texts that differ in bytes but not for
  /// Unicode become the one first in byte order.
  init(_ tables: [NameTable], maximum: Int) {
    var rows: [[UInt8]: Int] = [:]
    for table in tables {
      for (number, text) in table.texts.enumerated() { rows[text, default: 0] += table.rows(of: Int32(number)) }
    }
    var index: [String: Int] = [:]
    var values: [(name: String, rows: Int)] = []
    for (text, count) in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let name = String(decoding: text, as: UTF8.self)
      if let known = index[name] {
        values[known].rows += count
      } else {
        index[name] = values.count
        values.append((name, count))
      }
    }
    isTooMany = tables.contains { $0.isFull } || values.count - 1 > Self.limit
    // Number 0 is "", which is first in byte order and never one of the values put together.
    var final = values.indices.map { $0 }
    var kept = Array(values.indices)
    if values.count - 1 > maximum {
      let ranked = values.indices.dropFirst().sorted { (-values[$0].rows, $0) < (-values[$1].rows, $1) }
      let rest = ranked.dropFirst(maximum)
      others = (rest.count, rest.reduce(0) { $0 + values[$1].rows })
      kept = [0] + ranked.prefix(maximum).sorted()
      for i in rest { final[i] = -1 }
    } else {
      others = (0, 0)
    }
    var names = kept.map { values[$0].name }
    if others.values > 0, !names.contains(Self.other) {
      names.append(Self.other)
      names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    self.names = names
    maps = tables.map { table in
      table.texts.map { text in
        let value = index[String(decoding: text, as: UTF8.self)] ?? 0
        return places[final[value] < 0 ? Self.other : values[value].name] ?? 0
      }
    }
  }
}
