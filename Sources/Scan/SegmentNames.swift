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

  /// Of the values beyond `maximum` those with the most rows stay, ties by bytes. Texts are told apart by their bytes, as
  /// databases do; of those that stay, the ones that do not differ for Unicode become the one first in byte order.
  init(_ tables: [NameTable], maximum: Int) {
    var rows: [[UInt8]: Int] = [:]
    for table in tables {
      for (number, text) in table.texts.enumerated() { rows[text, default: 0] += table.rows(of: Int32(number)) }
    }
    let values = rows.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    isTooMany = tables.contains { $0.isFull } || values.count - 1 > Self.limit
    // Number 0 is "", which is first in byte order and never one of the values put together.
    var kept = Array(values.indices)
    if values.count - 1 > maximum {
      let ranked = values.indices.dropFirst().sorted { (-values[$0].value, $0) < (-values[$1].value, $1) }
      let rest = ranked.dropFirst(maximum)
      others = (rest.count, rest.reduce(0) { $0 + values[$1].value })
      kept = [0] + ranked.prefix(maximum).sorted()
    } else {
      others = (0, 0)
    }
    var names: [String] = []
    var known: Set<String> = []
    var nameOf: [[UInt8]: String] = [:]
    for i in kept {
      let name = String(decoding: values[i].key, as: UTF8.self)
      if known.insert(name).inserted { names.append(name) }
      nameOf[values[i].key] = name
    }
    if others.values > 0, !names.contains(Self.other) {
      names.append(Self.other)
      names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    self.names = names
    maps = tables.map { table in
      table.texts.map { text in
        places[nameOf[text] ?? Self.other] ?? 0
      }
    }
  }
}
