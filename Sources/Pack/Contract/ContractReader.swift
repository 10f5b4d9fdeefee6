import Diagnostics

/// Reads a contract's fields; what it honours, what it warns of and what it passes over stands in tables here.
struct ContractReader {
  let zone: String?
  var findings: [Diagnostic]
  /// Fields for people, met on the way.
  var unused: [String] = []

  init(zone: String?, findings: [Diagnostic]) {
    self.zone = zone
    self.findings = findings
  }

  private static let forPeople = [
    "tenant", "tags", "servers", "dataProduct", "description", "domain", "support", "price", "team", "roles",
    "authoritativeDefinitions", "contractCreatedTs",
  ]

  mutating func contract(_ root: ConfigNode) -> DataContract? {
    let keys = keys(
      root,
      honoured: [
        "apiVersion", "kind", "id", "name", "version", "status", "schema", "slaProperties", "customProperties",
      ],
      warned: ["slaDefaultElement": "Name the element on each of `slaProperties`"], forPeople: Self.forPeople)
    for name in ["apiVersion", "kind", "id", "version", "status"] where !root.hasKey(name) {
      findings.append(
        root.error("missing-key", "The contract lacks `\(name)`", remedy: "The standard requires `\(name)`; add it"))
    }
    if let kind = keys["kind"], kind.text(&findings) != "DataContract" {
      findings.append(kind.error("contract-kind", "This is no data contract", remedy: "Write `kind: DataContract`"))
    }
    if let version = keys["apiVersion"], let text = version.text(&findings), !text.hasPrefix("v3.") {
      findings.append(
        version.error(
          "contract-version", "The contract is of version \(text) of the standard, not of version 3",
          remedy: "Convert it to v3.1.0; fields have other names before"))
    }
    _ = customProperties(keys["customProperties"], known: [])
    guard let id = keys["id"]?.text(&findings), let version = keys["version"]?.text(&findings) else { return nil }
    guard let schema = keys["schema"] else {
      findings.append(
        root.error("missing-key", "The contract has no `schema`", remedy: "Add the tables with their columns"))
      return nil
    }
    let items = schema.list(&findings)
    var objects: [DataContract.Object] = []
    for item in items {
      guard var object = object(item) else { continue }
      for level in keys["slaProperties"]?.list(&findings) ?? [] {
        serviceLevel(level, of: &object, isOnly: items.count == 1, isFirst: objects.isEmpty)
      }
      objects.append(object)
    }
    if !unused.isEmpty {
      findings.append(
        Diagnostic(
          .note, "contract-for-people", "The contract also says \(unused.joined(separator: ", "))", at: root.location,
          explanation: "These speak to people and change nothing in a report"))
    }
    return DataContract(id: id, version: version, name: keys["name"]?.plainText, objects: objects)
  }

  /// The entries of a mapping of the standard; unknown ones and those without effect on rows are findings.
  mutating func keys(
    _ node: ConfigNode, honoured: [String], warned: [String: String] = [:], forPeople: [String]
  ) -> ConfigMapping {
    let entries = node.entries(&findings)
    for entry in entries where !honoured.contains(entry.name) && !entry.value.isEmpty {
      if let remedy = warned[entry.name] {
        notHonoured(entry.key, "`\(entry.name)`", remedy)
      } else if forPeople.contains(entry.name) {
        if !unused.contains(entry.name) { unused.append(entry.name) }
      } else {
        let known = honoured + warned.keys.sorted() + forPeople
        findings.append(
          Diagnostic(
            .warning, "unknown-key", "The standard has no field `\(entry.name)` here, and it is not read",
            at: entry.key.location, remedy: nearestName(to: entry.name, among: known).map { "Did you mean `\($0)`?" }))
      }
    }
    return ConfigMapping(
      node: node, entries: entries.filter { (honoured + forPeople).contains($0.name) && !$0.value.isEmpty })
  }

  mutating func notHonoured(_ node: ConfigNode, _ what: String, _ remedy: String? = nil) {
    findings.append(
      Diagnostic(
        .warning, "contract-not-honoured", "\(what) of the contract is not checked", at: node.location, remedy: remedy))
  }

  /// Properties with the prefix `boardpack.` as keys of the pack; those of others are for others.
  mutating func customProperties(_ node: ConfigNode?, known: [String]) -> [ConfigEntry] {
    guard let node else { return [] }
    return node.list(&findings).compactMap { item in
      let keys = keys(item, honoured: ["property", "value"], forPeople: ["description", "id"])
      guard let name = keys["property"]?.plainText, name.hasPrefix("boardpack.") else {
        if !unused.contains("customProperties") { unused.append("customProperties") }
        return nil
      }
      let key = Self.snakeCase(String(name.dropFirst("boardpack.".count)))
      guard known.contains(key), let value = keys["value"] else {
        let names = known.map { "boardpack." + Self.camelCase($0) }
        findings.append(
          (keys["property"] ?? item).error(
            "unknown-key", "There is no property `\(name)` here, or it has no value",
            remedy: nearestName(to: name, among: names).map { "Did you mean `\($0)`?" }))
        return nil
      }
      return ConfigEntry(name: key, key: keys["property"] ?? item, value: Self.snakeKeys(value))
    }
  }

  /// `maxBadRows` is `max_bad_rows`.
  static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { out, letter in
      if letter.isUppercase { out += "_" }
      out += letter.lowercased()
    }
  }

  /// `max_bad_rows` is `maxBadRows`.
  static func camelCase(_ name: String) -> String {
    let words = name.split(separator: "_")
    return words.prefix(1).joined() + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func snakeKeys(_ node: ConfigNode) -> ConfigNode {
    var node = node
    switch node.content {
    case .text: break
    case .list(let items): node.content = .list(items.map(snakeKeys))
    case .mapping(let entries):
      node.content = .mapping(
        entries.map { ConfigEntry(name: snakeCase($0.name), key: $0.key, value: snakeKeys($0.value)) })
    }
    return node
  }
}

extension ConfigNode {
  /// The same place with another text.
  func with(_ text: String) -> ConfigNode {
    var node = self
    node.content = .text(text)
    return node
  }

  /// An entry at this place.
  func entry(_ name: String, _ value: ConfigNode) -> ConfigEntry { ConfigEntry(name: name, key: self, value: value) }

  /// An entry with a text at this place.
  func entry(_ name: String, _ text: String) -> ConfigEntry { entry(name, with(text)) }

  /// A mapping at this place.
  func mapping(of entries: [ConfigEntry]) -> ConfigNode {
    var node = self
    node.content = .mapping(entries)
    return node
  }
}

extension [ConfigEntry] {
  subscript(_ name: String) -> ConfigNode? { first { $0.name == name }?.value }

  /// Sets a key, in place of an earlier value.
  mutating func set(_ entry: ConfigEntry) {
    if let index = firstIndex(where: { $0.name == entry.name }) { self[index] = entry } else { append(entry) }
  }
}
