import Diagnostics
import Metrics

extension PackDecoder {
  /// Which of the pack's datasets stands in the place of which of the library's, before any is read.
  mutating func notePlayers(_ entries: [ConfigEntry]) {
    for entry in entries {
      let keys = Self.entries(entry.value)
      let text = { (name: String) in keys.first { $0.name == name }?.value.plainText }
      let name = text("plays") ?? text("contract").flatMap(Self.libraryName)
      if let name, library.players[name] == nil { library.players[name] = entry.name }
    }
    for entry in entries where library.players[entry.name] == nil { library.players[entry.name] = entry.name }
  }

  /// The contract of a dataset: a file of the pack, or `library/sessions`.
  mutating func datasetContract(_ node: ConfigNode, _ inline: ConfigMapping, of dataset: String) -> (
    contract: DataRules.Contract, keys: [ConfigEntry]
  )? {
    guard let name = node.plainText.flatMap(Self.libraryName) else { return importContract(node, of: dataset) }
    guard let contract = KPILibrary.builtIn.contract(name) else {
      findings.append(Self.unknownContract(name, node))
      return nil
    }
    let id = "library/" + name
    return (
      DataRules.Contract(file: id, id: id, version: "1"),
      libraryKeys(contract, at: node, header: fileHeader(inline))
    )
  }

  /// The keys of a dataset as the library declares it, without what its files do not have and the library can do without.
  mutating func libraryKeys(_ contract: LibraryContract, at node: ConfigNode, header: [String]?) -> [ConfigEntry] {
    let has = { (column: String) in header?.contains(column) ?? true }
    var keys: [ConfigEntry] = []
    for entry in contract.entries {
      var entry = ConfigEntry(
        name: entry.name, key: entry.key.placed(node.file, node), value: entry.value.placed(node.file, node))
      if entry.name == "cluster" || entry.name == "key" {
        let used = columnsUsed(entry.value)
        guard used.allSatisfy(has) else { continue }
      } else if entry.name == "lookup" {
        let kept = Self.entries(entry.value).compactMap { lookup -> ConfigEntry? in
          let parts = Self.entries(lookup.value)
          guard let to = parts.first(where: { $0.name == "to" })?.value.plainText, let player = library.players[to],
            let on = parts.first(where: { $0.name == "on" })?.value.plainText, has(on)
          else { return nil }
          var lookup = lookup
          lookup.value.content = .mapping(
            parts.map { part in
              guard part.name == "to" else { return part }
              return ConfigEntry(name: "to", key: part.key, value: part.value.holding(player))
            })
          return lookup
        }
        guard !kept.isEmpty else { continue }
        entry.value.content = .mapping(kept)
      } else if entry.name == "rules", case .list(let rules) = entry.value.content {
        let kept = rules.filter { rule in
          Self.entries(rule).filter { $0.name == "where" }.allSatisfy { columnsUsed($0.value).allSatisfy(has) }
        }
        guard !kept.isEmpty else { continue }
        entry.value.content = .list(kept)
      }
      keys.append(entry)
    }
    let columns = contract.columns.filter { $0.required || has($0.name) }.map { column in
      var entry = ConfigEntry(
        name: column.name, key: column.entry.key.placed(node.file, node),
        value: column.entry.value.placed(node.file, node))
      entry.value.content = .mapping(Self.entries(entry.value).map { Self.inCurrency($0, currency) })
      return entry
    }
    var place = node
    place.content = .mapping(columns)
    keys.append(ConfigEntry(name: "columns", key: node.holding("columns"), value: place))
    keys.append(ConfigEntry(name: "other_columns", key: node.holding("other_columns"), value: node.holding("allow")))
    return keys
  }

  private func columnsUsed(_ node: ConfigNode) -> [String] {
    (try? RowExpression(parsing: node.source))?.columnsUsed ?? []
  }

  /// The names of columns in the first file of a dataset that is not decoded yet.
  private func fileHeader(_ inline: ConfigMapping) -> [String]? {
    var unheard: [Diagnostic] = []
    if let header = inline["header"] { return header.list(&unheard).compactMap(\.plainText) }
    guard let path = (inline["file"]?.list(&unheard) ?? []).flatMap({ files.dataFiles($0, &unheard) }).first else {
      return nil
    }
    var plain = path.lowercased()
    if plain.hasSuffix(".gz") { plain.removeLast(3) }
    let isLines = plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson")
    // What the first JSON lines lack may come later.
    guard path != PackFiles.standardInput, !isLines, inline["format"]?.plainText != "jsonl" else { return nil }
    if inline["format"]?.plainText == "spaces" { return files.headerNames(path: path, separator: nil) }
    let mark = inline["separator"]?.plainText ?? ","
    return files.headerNames(
      path: path, separator: mark == "tab" || mark == "\\t" ? 9 : mark.utf8.first ?? UInt8(ascii: ","))
  }
}

extension KPILibrary {
  /// A dataset of the library as one of a pack in a currency, without files; nil for an unknown name.
  public func dataset(_ name: String, currency: String = "EUR") -> Dataset? {
    guard let contract = contract(name) else { return nil }
    var decoder = PackDecoder(files: PackFiles(folder: "/", roots: []))
    decoder.currency = currency
    let keys = ConfigMapping(
      node: contract.node, entries: decoder.libraryKeys(contract, at: contract.node, header: nil))
    return decoder.dataset(of: keys, name: name)
  }
}

extension PackDecoder {
  /// A dataset by its keys alone, as contracts are exported.
  fileprivate mutating func dataset(of keys: ConfigMapping, name: String) -> Dataset {
    var dataset = Dataset(
      name: name, noun: keys["noun"]?.plainText ?? name, source: .files([], separator: UInt8(ascii: ",")),
      key: column(keys["key"], in: name, as: .key), time: expression(keys["time"], in: name, as: .time),
      cluster: expression(keys["cluster"], in: name, as: .cluster), lookups: [], columns: columns(keys["columns"]),
      maximumBadRows: nil, location: keys.node.source)
    dataset.rules = rules(keys, of: dataset, files: [])
    return dataset
  }
}
