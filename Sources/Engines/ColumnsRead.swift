public import Pack

/// Which columns of each dataset are read, those that lookups lead to included.
public struct ColumnsRead: Sendable {
  /// Names in expressions over each dataset, as written: `customer.tier` for a column through a lookup.
  public private(set) var used: [String: Set<String>]
  /// Columns that lookups of other datasets read, by dataset.
  public private(set) var lookedUp: [String: Set<String>] = [:]

  /// From the names that each dataset's own expressions use. A lookup may lead on through another lookup:
  /// `session.customer.tier` needs `customer.tier` of the sessions.
  public init(of datasets: [Dataset], used direct: [String: Set<String>]) {
    used = direct
    let byName = Dictionary(datasets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var pending = datasets
    while let dataset = pending.popLast() {
      var names = used[dataset.name] ?? []
      for lookup in dataset.lookups {
        let columns = names.filter { $0.hasPrefix(lookup.name + ".") }.map {
          String($0.dropFirst(lookup.name.count + 1))
        }
        guard !columns.isEmpty else { continue }
        names.insert(lookup.column)
        lookedUp[lookup.dataset, default: []].formUnion(columns)
        let before = used[lookup.dataset] ?? []
        let after = before.union(columns)
        guard after.count > before.count, let target = byName[lookup.dataset] else { continue }
        used[lookup.dataset] = after
        pending.append(target)
      }
      used[dataset.name] = names.union(used[dataset.name] ?? [])
    }
  }
}
