import Diagnostics

extension PackDecoder {
  /// The part of a contract file that describes a dataset: `orders.odcs.yaml`, or `sales.odcs.yaml#orders`.
  mutating func importContract(_ node: ConfigNode, of dataset: String) -> (
    contract: DataRules.Contract, keys: [ConfigEntry]
  )? {
    guard let text = node.text(&findings) else { return nil }
    let parts = text.split(separator: "#", maxSplits: 1).map(String.init)
    var place = node
    place.content = .text(parts.first ?? text)
    guard let path = files.file(place, ending: ".yaml", &findings), let bytes = files.contents(path) else { return nil }
    contracts += bytes
    guard let content = String(validating: bytes, as: UTF8.self) else {
      findings.append(node.error("not-utf8", "`\(path)` is not UTF-8", remedy: "Save it as UTF-8"))
      return nil
    }
    let (contract, problems) = DataContract.read(text: content, file: path, zone: calendar.zone)
    // What a contract says to people is for `boardpack contract check`, not for every build.
    findings += problems.filter { $0.severity != .note }
    guard let contract else { return nil }
    let wanted = parts.count == 2 ? parts[1] : dataset
    let fitting = contract.objects.filter { $0.name == wanted || $0.physicalName == wanted }
    guard let object = fitting.first ?? (parts.count == 1 && contract.objects.count == 1 ? contract.objects[0] : nil)
    else {
      let names = contract.objects.map(\.name)
      findings.append(
        node.error(
          "unknown-table", "The contract `\(path)` has no table `\(wanted)`",
          remedy: nearestName(to: wanted, among: names).map { "Did you mean `\(path)#\($0)`?" }
            ?? "Its tables are \(names.joined(separator: ", ")); write `\(path)#name`"))
      return nil
    }
    return (DataRules.Contract(file: path, id: contract.id, version: contract.version), object.keys)
  }

  /// Reads a table of a contract as a dataset without files, for its findings.
  mutating func check(_ object: DataContract.Object) {
    let keys = ConfigMapping(node: object.node, entries: object.keys)
    let name = object.name
    var dataset = Dataset(
      name: name, noun: name, source: .files([], separator: 0), key: column(keys["key"], in: name, as: .key),
      time: expression(keys["time"], in: name, as: .time),
      cluster: expression(keys["cluster"], in: name, as: .cluster), lookups: [], columns: columns(keys["columns"]),
      maximumBadRows: nil, location: object.node.source)
    dataset.rules = rules(keys, of: dataset, files: [])
    datasets.append(dataset)
    inferColumns()
    checkExpressions()
  }
}

extension ConfigMapping {
  /// These entries over those of a contract: columns are merged key by key, rules stand one after the other.
  func over(_ base: [ConfigEntry]) -> ConfigMapping {
    var merged = self
    for entry in base {
      guard let index = merged.entries.firstIndex(where: { $0.name == entry.name }) else {
        merged.entries.append(entry)
        continue
      }
      let own = merged.entries[index].value
      switch (entry.name, entry.value.content, own.content) {
      case ("columns", .mapping(let below), .mapping(let above)):
        merged.entries[index].value.content = .mapping(Self.columns(above, over: below))
      case ("rules", .list(let below), .list(let above)):
        merged.entries[index].value.content = .list(below + above)
      default: break
      }
    }
    return merged
  }

  private static func columns(_ above: [ConfigEntry], over below: [ConfigEntry]) -> [ConfigEntry] {
    var columns = below
    for entry in above {
      guard let index = columns.firstIndex(where: { $0.name == entry.name }) else {
        columns.append(entry)
        continue
      }
      var own: [ConfigEntry]
      switch entry.value.content {
      case .mapping(let keys): own = keys
      // `amount: money` is short for a mapping with a type.
      default: own = [ConfigEntry(name: "type", key: entry.key, value: entry.value)]
      }
      if case .mapping(let keys) = columns[index].value.content {
        own += keys.filter { key in !own.contains { $0.name == key.name } }
      }
      columns[index].value.content = .mapping(own)
    }
    return columns
  }
}
