import Diagnostics
import Metrics
import Units

extension PackDecoder {
  mutating func readDatasets(_ node: ConfigNode?) {
    guard let node else { return }
    let entries = node.entries(&findings).filter { isName($0) }
    notePlayers(entries)
    for entry in entries {
      guard let dataset = dataset(entry) else { continue }
      datasets.append(dataset)
    }
    noteFailures(node, known: datasets.map(\.name), in: \.datasets)
    for entry in entries { checkLinks(entry) }
    for dataset in datasets { checkHomes(dataset, entries.first { $0.name == dataset.name }) }
  }

  private mutating func dataset(_ entry: ConfigEntry) -> Dataset? {
    let name = entry.name
    let inline = PackSchema.mapping(entry.value, at: "datasets.*", &findings)
    let contract = inline["contract"].flatMap { datasetContract($0, inline, of: name) }
    let keys = contract.map { inline.over($0.keys) } ?? inline
    readRole(keys, of: name)
    if keys["audience"]?.choice(of: Audience.self, &findings) == .internal { internalDatasets.insert(name) }
    let noun = keys["noun"]?.text(&findings) ?? Noun.singular(name)
    let lookups = lookups(keys["lookup"], of: name)
    let key = column(keys["key"], in: name, as: .key)
    let time = expression(keys["time"], in: name, as: .time)
    let cluster = expression(keys["cluster"], in: name, as: .cluster)
    var dataset = Dataset(
      name: name, noun: noun, source: .files([], separator: UInt8(ascii: ",")), key: key, time: time, cluster: cluster,
      lookups: lookups, columns: [], maximumBadRows: nil,
      location: SourceText(name, file: entry.key.file, line: entry.key.line, column: entry.key.column))
    let sources = keys.entries.map(\.name).filter { ["file", "sqlite", "rollup"].contains($0) }
    switch (sources.count > 1 ? nil : sources.first, keys["table"]) {
    case ("file", nil):
      guard let file = keys["file"] else { return nil }
      let places = file.list(&findings)
      let paths = places.flatMap { files.dataFiles($0, &findings) }
      checkStandardInput(places, of: name)
      let unique = Set(paths).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      if unique.count < paths.count {
        findings.append(
          file.error(
            "duplicate-file", "A file of `\(name)` is named twice", remedy: "Its rows would count twice; name it once"))
      }
      let byte = separator(keys["separator"])
      let isCSV = keys["format"]?.plainText ?? "csv" == "csv" && keys["header"] == nil
      if let first = unique.first, !first.contains(".json"),
        let finding = files.headFinding(of: first, separator: isCSV ? byte : nil, at: file)
      {
        findings.append(finding)
        return nil
      }
      dataset.source = .files(unique, separator: byte)
      dataset.warehouse = fileWarehouse(of: unique, keys, file)
      readColumns(of: &dataset, keys, files: unique, contract: contract?.contract)
    case (nil, let table?), ("sqlite", let table?):
      guard let source = tableSource(table, keys) else { return nil }
      dataset.source = source
      if case .table = source { dataset.warehouse = tableWarehouse(table, keys) }
      refuse(Self.fileKeys, in: keys, because: "belongs to a `file`")
      readColumns(of: &dataset, keys, files: [], contract: contract?.contract)
    case ("rollup", nil):
      refuse(
        Self.fileKeys + [
          "max_bad_rows", "on_bad_row", "key", "contract", "other_columns", "rules", "freshness", "retention",
          "warehouse",
        ], in: keys, because: "does not belong to a roll-up")
      guard let rollup = keys["rollup"], let of = rollup.text(&findings), let byNode = keys.required("by", &findings),
        let by = column(byNode, in: of, as: .key)
      else { return nil }
      dataset.key = by
      dataset.source = .rollup(of: of, by: by, columns: rollupColumns(keys["columns"], of: of))
    default:
      findings.append(
        entry.key.error(
          "dataset-source", "The dataset `\(name)` needs either `file`, `table`, `sqlite` with `table`, or `rollup`",
          remedy: "Add `file: data/\(name).csv`"))
      return nil
    }
    for entry in keys["reconcile"]?.entries(&findings) ?? [] { reconciliations.append((name, entry)) }
    return dataset
  }

  private static let fileKeys = ["separator", "format", "header"]

  private mutating func readColumns(
    of dataset: inout Dataset, _ keys: ConfigMapping, files: [String], contract: DataRules.Contract?
  ) {
    dataset.columns = columns(keys["columns"])
    dataset.rules = rules(keys, of: dataset, files: files)
    dataset.rules.contract = contract
    dataset.rules.allowsOtherColumns =
      keys["other_columns"]?.choice(of: OtherColumns.self, &findings).map { $0 == .allow } ?? (contract == nil)
    refuse(["by"], in: keys, because: "belongs to a `rollup`")
  }

  /// Standard input can be read once, from its start to its end.
  private mutating func checkStandardInput(_ places: [ConfigNode], of name: String) {
    guard let place = places.first(where: { $0.plainText == PackFiles.standardInput }) else { return }
    if places.count > 1 {
      findings.append(
        place.error(
          "standard-input", "`-`, standard input, stands beside other files of `\(name)`",
          remedy: "Write `file: \"-\"` alone, and pipe the other files into it too"))
    }
    let other = datasets.first { dataset in
      guard case .files(let paths, _) = dataset.source else { return false }
      return paths.contains(PackFiles.standardInput)
    }
    if let other {
      findings.append(
        place.error(
          "standard-input", "`\(other.name)` and `\(name)` both read `-`, standard input",
          explanation: "What was read once is gone", remedy: "Save the rows of one of them to a file and name it"))
    }
  }

  private enum OtherColumns: String, CaseIterable { case allow, refuse }

  mutating func refuse(_ names: [String], in keys: ConfigMapping, because reason: String) {
    for entry in keys.entries where names.contains(entry.name) {
      findings.append(
        entry.key.error("unused-key", "`\(entry.name)` \(reason)", remedy: "Take it out"))
    }
  }

  private mutating func separator(_ node: ConfigNode?) -> UInt8 {
    guard let node, let text = node.text(&findings) else { return UInt8(ascii: ",") }
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    if text.utf8.count == 1, let byte = text.utf8.first, byte != UInt8(ascii: "\""), byte >= 32 || byte == 9 {
      return byte
    }
    findings.append(node.wrongType("one character", remedy: "Write `\";\"`, `\"|\"` or `tab`"))
    return UInt8(ascii: ",")
  }

  private mutating func lookups(_ node: ConfigNode?, of dataset: String) -> [Dataset.Lookup] {
    (node?.entries(&findings) ?? []).filter { isName($0) }.compactMap { entry in
      let keys = PackSchema.mapping(entry.value, at: "datasets.*.lookup.*", &findings)
      let on = column(keys["on"], in: dataset, as: .lookup)
      guard let to = keys["to"]?.text(&findings), let on else { return nil }
      return Dataset.Lookup(name: entry.name, dataset: to, column: on)
    }
  }

  /// Checked once all datasets are read, because they may stand in any order.
  private mutating func checkLinks(_ entry: ConfigEntry) {
    guard case .mapping(let keys) = entry.value.content else { return }
    for key in keys where key.name == "rollup" {
      guard let source = dataset(named: key.value) else { continue }
      if case .rollup = source.source {
        findings.append(
          key.value.error(
            "nested-rollup", "`\(source.name)` is a roll-up itself", remedy: "Roll up a dataset that is read from files"
          ))
      }
    }
    for key in keys where key.name == "lookup" {
      guard case .mapping(let lookups) = key.value.content else { continue }
      for lookup in lookups {
        guard case .mapping(let parts) = lookup.value.content,
          let to = parts.first(where: { $0.name == "to" })?.value, let target = dataset(named: to)
        else { continue }
        if target.key == nil {
          findings.append(
            to.error(
              "lookup-key", "The lookup `\(lookup.name)` leads to `\(target.name)`, which has no `key`",
              explanation: "A lookup joins by the other dataset's key", remedy: "Add `key:` to `\(target.name)`"))
        }
      }
    }
  }

  private mutating func rollupColumns(_ node: ConfigNode?, of source: String) -> [Dataset.RollupColumn] {
    (node?.entries(&findings) ?? []).filter { isName($0) }.compactMap { entry in
      guard let text = entry.value.text(&findings) else { return nil }
      if text == "count" || text == "count()" {
        return Dataset.RollupColumn(name: entry.name, function: .count, argument: nil)
      }
      guard let open = text.firstIndex(of: "("), text.hasSuffix(")"),
        let function = Dataset.RollupColumn.Function(rawValue: String(text[..<open])), function != .count
      else {
        findings.append(
          entry.value.error(
            "rollup-function", "`\(text)` is no function of a roll-up",
            remedy: "Write `first(x)`, `last(x)`, `sum(x)` or `count`"))
        return nil
      }
      let inner = text[text.index(after: open)...].dropLast()
      let offset = text.distance(from: text.startIndex, to: open) + 1
      let place = SourceText(
        String(inner), file: entry.value.file, line: entry.value.line, column: entry.value.column + offset)
      guard let argument = expression(place, in: source, as: function == .sum ? .rollupSum : .rollup) else {
        return nil
      }
      return Dataset.RollupColumn(name: entry.name, function: function, argument: argument)
    }
  }
}
