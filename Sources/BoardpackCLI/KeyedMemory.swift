import Engines

/// What a run held in memory by key: lookups, roll-ups, keys to be unique. It grows with the data, unlike the scan itself.
struct KeyedMemory {
  /// Below this it is no more than the scan takes, and not worth a line.
  static let shown = 32_000_000

  let quality: [DatasetQuality]

  /// One line that names each dataset and use of a megabyte or more, the largest first; nil where all is small.
  var line: String? {
    let parts = quality.flatMap { entry in
      entry.keyedBytes.map { (name: "\($0.key) of \(entry.dataset)", bytes: $0.value) }
    }.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
    let total = parts.reduce(0) { $0 + $1.bytes }
    guard total >= Self.shown else { return nil }
    let shown = parts.filter { $0.bytes >= 1_000_000 }.map { "\($0.name) \($0.bytes / 1_000_000) MB" }
    return "held by key: \(total / 1_000_000) MB (\(shown.joined(separator: ", ")))\n"
  }
}
