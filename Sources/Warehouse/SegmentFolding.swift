import Engines
import Pack

/// Which values of the segments keep their name: the most frequent, as in the scan; the others become "(other)".
struct SegmentFolding {
  private static let other = "(other)"
  private let pack: Pack
  /// Names by dataset, segment and value, where they are others than the value.
  private var renamed: [String: [String: [Spelling: String]]] = [:]
  /// Values put together, by dataset.
  private(set) var others: [String: [DatasetQuality.OtherValues]] = [:]

  init(pack: Pack) { self.pack = pack }

  /// Of the values beyond the maximum those with the most rows stay, ties by bytes. Texts are told apart by their bytes;
  /// of those that stay, the ones that do not differ for Unicode become the one first in byte order.
  mutating func learn(_ rows: [[UInt8]: Int], dataset: String, segment: String) {
    let maximum = pack.segments.first { $0.name == segment }?.maximumValues ?? Segment.defaultMaximumValues
    let values = rows.filter { !$0.key.isEmpty }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var names: [Spelling: String] = [:]
    var kept = Array(values.indices)
    if values.count > maximum {
      let ranked = values.indices.sorted { (-values[$0].value, $0) < (-values[$1].value, $1) }
      kept = ranked.prefix(maximum).sorted()
      let rest = ranked.dropFirst(maximum)
      for i in rest { names[Spelling(values[i].key)] = Self.other }
      let sum = DatasetQuality.OtherValues(
        segment: segment, values: rest.count, rows: rest.reduce(0) { $0 + values[$1].value })
      others[dataset, default: []].append(sum)
      let order = pack.segments.map(\.name)
      others[dataset]?.sort { (order.firstIndex(of: $0.segment) ?? 0) < (order.firstIndex(of: $1.segment) ?? 0) }
    }
    var first: [String: String] = [:]
    for i in kept {
      let spelling = Spelling(values[i].key)
      if let known = first[spelling.text] { names[spelling] = known } else { first[spelling.text] = spelling.text }
    }
    renamed[dataset, default: [:]][segment] = names
  }

  func fold(
    _ cells: [SumTable.Key: [Int128]], dataset: String, segment: String?
  ) -> [SumTable.Key: [Int128]] {
    guard let segment else { return cells }
    let names = renamed[dataset]?[segment] ?? [:]
    var result: [SumTable.Key: [Int128]] = [:]
    for (key, sums) in cells {
      var key = key
      let spelling = Spelling(spelled: key.segment)
      key.segment = names[spelling] ?? spelling.text
      if let known = result[key] { result[key] = zip(known, sums).map { $0 + $1 } } else { result[key] = sums }
    }
    return result
  }

  func fold(
    _ counts: [Durations.Key: Int64], dataset: String, segment: String?
  ) -> [Durations.Key: Int64] {
    guard let segment else { return counts }
    let names = renamed[dataset]?[segment] ?? [:]
    var result: [Durations.Key: Int64] = [:]
    for (key, count) in counts {
      var key = key
      let spelling = Spelling(spelled: key.segment)
      key.segment = names[spelling] ?? spelling.text
      result[key, default: 0] += count
    }
    return result
  }
}
