public import Engines
import Formats
public import Pack

/// The state of all data in one sentence, and what a reader must be warned of.
public struct QualitySummary: Sendable {
  /// What became of the rows, in the order of the pack.
  public let datasets: [(dataset: Dataset, quality: DatasetQuality)]
  /// Figures from outside with the sums beside them.
  public let reconciled: [Reconciled]

  /// The state of the data behind a book of facts.
  public init(_ book: FactBook) {
    datasets = book.pack.datasets.compactMap { dataset in
      book.quality.first { $0.dataset == dataset.name }.map { (dataset, $0) }
    }
    reconciled = book.reconciled
  }

  /// Datasets whose control totals do not close.
  public var open: Int { datasets.count { !$0.quality.closes } }
  /// Datasets whose latest row is older than allowed.
  public var stale: Int { datasets.count { $0.dataset.isStale($0.quality) } }
  /// Rules broken by more rows than allowed.
  public var broken: Int {
    datasets.reduce(0) { sum, entry in
      sum
        + entry.dataset.rules.rowRules.count { rule in
          entry.quality.rules.contains {
            $0.name == rule.name && !rule.limit.allows($0.violations, of: entry.quality.read)
          }
        }
    }
  }
  /// Whether nothing in it needs attention.
  public var isSound: Bool { open == 0 && stale == 0 && broken == 0 && reconciled.allSatisfy(\.agrees) }

  /// `All 8 datasets close: 61,234 rows read, 12 set aside (0.02%), none stale, 2 of 2 figures reconcile`.
  public var sentence: String {
    let read = datasets.reduce(0) { $0 + $1.quality.read }
    let aside = datasets.reduce(0) { $0 + $1.quality.quarantined }
    var parts = [read == 1 ? phrase("\(count(read)) row read") : phrase("\(count(read)) rows read")]
    parts.append(
      aside == 0
        ? phrase("none set aside")
        : phrase("\(count(aside)) set aside (\(reconciliationShare(Double(aside) / Double(read))))")
    )
    if datasets.contains(where: { $0.dataset.rules.freshness != nil }) {
      parts.append(
        stale == 0
          ? phrase("none stale") : stale == 1 ? phrase("\(stale) dataset stale") : phrase("\(stale) datasets stale"))
    }
    if broken > 0 { parts.append(broken == 1 ? phrase("\(broken) rule broken") : phrase("\(broken) rules broken")) }
    if !reconciled.isEmpty {
      let agreed = reconciled.count(where: \.agrees)
      parts.append(
        reconciled.count == 1
          ? phrase("\(agreed) of \(reconciled.count) figure reconciles")
          : phrase("\(agreed) of \(reconciled.count) figures reconcile"))
    }
    return phrase("\(head): ") + parts.joined(separator: ", ")
  }

  private var head: String {
    let total = datasets.count
    guard open == 0 else {
      return total == 1
        ? phrase("\(open) of \(total) dataset does not close") : phrase("\(open) of \(total) datasets do not close")
    }
    return total == 1
      ? phrase("The dataset closes")
      : total == 2 ? phrase("Both datasets close") : phrase("All \(total) datasets close")
  }

  private func count(_ number: Int) -> String { ValueFormat.count.string(Double(number)) }
}

extension Dataset {
  /// Whether the latest row is older than allowed; never without a limit.
  public func isStale(_ quality: DatasetQuality) -> Bool {
    guard let limit = rules.freshness else { return false }
    return quality.latest.map { $0 < limit.moment } ?? true
  }
}
