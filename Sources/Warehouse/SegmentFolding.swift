import Engines
import Pack

/// Which values of the segments keep their name: the most frequent, as in the scan; the others become "(other)".
struct SegmentFolding {
  private static let other = "(other)"
  private let pack: Pack
  /// New names by dataset, segment and value, where they differ.
  private var renamed: [String: [String: [String: String]]] = [:]
  /// Values put together, by dataset.
  private(set) var others: [String: [DatasetQuality.OtherValues]] = [:]

  init(pack: Pack) { self.pack = pack }

  /// Of the values beyond the maximum those with the most rows stay, ties by bytes. Texts that differ in bytes but not
  /// for Unicode become the one first in byte order.
  mutating func learn(_ rows: [[UInt8]: Int], dataset: String, segment: String) {
    let maximum = pack.segments.first { $0.name == segment }?.maximumValues ?? Segment.defaultMaximumValues
    var index: [String: Int] = [:]
    var values: [(name: String, rows: Int)] = []
    var names: [String: String] = [:]
    for (text, count) in rows.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) where !text.isEmpty {
      let name = String(decoding: text, as: UTF8.self)
      if let known = index[name] {
        values[known].rows += count
        names[name] = values[known].name
      } else {
        index[name] = values.count
        values.append((name, count))
      }
    }
    if values.count > maximum {
      let ranked = values.indices.sorted { (-values[$0].rows, $0) < (-values[$1].rows, $1) }
      let rest = ranked.dropFirst(maximum)
      for i in rest { names[values[i].name] = Self.other }
      let sum = DatasetQuality.OtherValues(
        segment: segment, values: rest.count, rows: rest.reduce(0) { $0 + values[$1].rows })
      others[dataset, default: []].append(sum)
      let order = pack.segments.map(\.name)
      others[dataset]?.sort { (order.firstIndex(of: $0.segment) ?? 0) < (order.firstIndex(of: $1.segment) ?? 0) }
    }
    renamed[dataset, default: [:]][segment] = names
  }

  func fold(
    _ cells: [SumTable.Key: [Int128]], dataset: String, segment: String?
  ) -> [SumTable.Key: [Int128]] {
    guard let segment, let names = renamed[dataset]?[segment], !names.isEmpty else { return cells }
    var result: [SumTable.Key: [Int128]] = [:]
    for (key, sums) in cells {
      var key = key
      key.segment = names[key.segment] ?? key.segment
      if let known = result[key] { result[key] = zip(known, sums).map { $0 + $1 } } else { result[key] = sums }
    }
    return result
  }

  func fold(
    _ counts: [Durations.Key: Int64], dataset: String, segment: String?
  ) -> [Durations.Key: Int64] {
    guard let segment, let names = renamed[dataset]?[segment], !names.isEmpty else { return counts }
    var result: [Durations.Key: Int64] = [:]
    for (key, count) in counts {
      var key = key
      key.segment = names[key.segment] ?? key.segment
      result[key, default: 0] += count
    }
    return result
  }
}
