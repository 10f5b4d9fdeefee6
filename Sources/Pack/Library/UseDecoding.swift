import Diagnostics
import Metrics

extension PackDecoder {
  /// `plays:` and `map:` of a dataset, and `contract: library/…`.
  mutating func readRole(_ keys: ConfigMapping, of dataset: String) {
    var name: String?
    if let node = keys["plays"], let text = node.text(&findings) {
      if KPILibrary.builtIn.contract(text) == nil { findings.append(Self.unknownContract(text, node)) }
      name = text
    } else if let text = keys["contract"]?.plainText, let known = Self.libraryName(text) {
      name = known
    }
    guard let name, let contract = KPILibrary.builtIn.contract(name) else {
      if keys["plays"] == nil, let node = keys["map"] {
        findings.append(
          node.error(
            "map-without-plays",
            "\(node.title) maps columns of the library, but the dataset plays none of its datasets",
            remedy: "Add `plays: sessions` with the dataset of the library"))
      }
      return
    }
    var role = LibraryUse.Role(plays: name, map: [:])
    for entry in keys["map"]?.entries(&findings) ?? [] {
      if !entry.name.contains("."), contract.column(entry.name) == nil {
        findings.append(Self.unknownColumn(entry, of: contract))
      }
      role.map[entry.name] = mappedExpression(entry.value)
    }
    library.roles[dataset] = role
  }

  /// The KPIs that a pack names: a list, or a mapping with more to say.
  mutating func usedKPIs(_ node: ConfigNode?) -> [LibraryUse.Item] {
    guard let node else { return [] }
    var items: [LibraryUse.Item] = []
    func add(_ item: LibraryUse.Item, _ findings: inout [Diagnostic]) {
      if items.contains(where: { $0.name == item.name }) {
        findings.append(item.node.error("duplicate-use", "The KPI `\(item.name)` is used twice", remedy: "Keep one"))
      } else {
        items.append(item)
      }
    }
    if case .mapping(let entries) = node.content {
      for entry in entries { add(usedKPI(entry), &findings) }
    } else {
      for item in node.list(&findings) {
        if case .mapping(let entries) = item.content {
          for entry in entries { add(usedKPI(entry), &findings) }
        } else if let name = item.text(&findings) {
          add(LibraryUse.Item(name: name, node: item), &findings)
        }
      }
    }
    return items
  }

  private mutating func usedKPI(_ entry: ConfigEntry) -> LibraryUse.Item {
    var item = LibraryUse.Item(name: entry.name, node: entry.key)
    let keys = PackSchema.mapping(entry.value, at: "use.*", &findings)
    if let from = keys["from"] {
      if from.plainText != nil {
        item.from[""] = dataset(named: from)?.name
      } else {
        for source in from.entries(&findings) {
          if KPILibrary.builtIn.contract(source.name) == nil {
            findings.append(Self.unknownContract(source.name, source.key))
          }
          item.from[source.name] = dataset(named: source.value)?.name
        }
      }
    }
    for column in keys["columns"]?.entries(&findings) ?? [] {
      item.columns[column.name] = mappedExpression(column.value)
    }
    item.overrides = keys.entries.filter { $0.name != "from" && $0.name != "columns" }
    return item
  }

  private mutating func mappedExpression(_ node: ConfigNode) -> RowExpression? {
    guard node.text(&findings) != nil else { return nil }
    do throws(ExpressionError) {
      library.expressions.append(node.source)
      return try RowExpression(parsing: node.source)
    } catch {
      findings.append(error.diagnostic(in: node.source))
      return nil
    }
  }

  /// `sessions` of `library/sessions`.
  static func libraryName(_ contract: String) -> String? {
    contract.hasPrefix("library/") ? String(contract.dropFirst(8)) : nil
  }

  static func unknownContract(_ name: String, _ node: ConfigNode) -> Diagnostic {
    let names = KPILibrary.builtIn.contracts.map(\.name)
    return node.error(
      "unknown-library-dataset", "The library has no dataset `\(name)`",
      remedy: nearestName(to: name, among: names).map { "Did you mean `\($0)`?" }
        ?? "Its datasets are \(names.joined(separator: ", "))")
  }

  private static func unknownColumn(_ entry: ConfigEntry, of contract: LibraryContract) -> Diagnostic {
    let names = contract.columns.map(\.name)
    return entry.key.error(
      "unknown-library-column", "The library's `\(contract.name)` has no column `\(entry.name)`",
      remedy: nearestName(to: entry.name, among: names).map { "Did you mean `\($0)`?" }
        ?? "Its columns are \(names.joined(separator: ", "))")
  }
}
