import Diagnostics
import Metrics

extension PackDecoder {
  /// The pack with the KPIs it uses among its measures and metrics, as if their author had written them there.
  mutating func withLibrary(_ top: ConfigMapping) -> ConfigMapping {
    let items = usedKPIs(top["use"])
    let valueless = (top["metrics"].map { Self.entries($0) } ?? []).filter { entry in
      guard case .mapping(let keys) = entry.value.content else { return false }
      return !keys.contains { $0.name == "value" && !$0.value.isEmpty }
    }
    guard !items.isEmpty || !valueless.isEmpty || library.fits != nil else { return top }
    var expansion = UseExpansion(self, items, top, refined: valueless)
    if library.fits != nil { library.fits = expansion.fits }
    for item in items { expansion.use(item) }
    let result = expansion.result(top)
    findings += expansion.findings
    library.places.merge(expansion.places) { first, _ in first }
    library.names.formUnion(expansion.metrics.map(\.name))
    failed.figures.formUnion(expansion.failed)
    for column in expansion.columns { declare(column) }
    return result
  }

  /// A column that only the library says something of gets the library's type and unit.
  private mutating func declare(_ new: (dataset: String, name: String, column: LibraryContract.Column)) {
    guard let index = datasets.firstIndex(where: { $0.name == new.dataset }),
      !datasets[index].columns.contains(where: { $0.name == new.name })
    else { return }
    var entry = new.column.entry
    entry.name = new.name
    // Rules and classification are the contract's; a pack takes them by `contract: library/…`.
    if case .mapping(let keys) = entry.value.content {
      entry.value.content = .mapping(
        keys.filter { ["type", "unit", "format"].contains($0.name) }.map { Self.inCurrency($0, currency) })
    }
    var node = entry.value
    node.content = .mapping([entry])
    datasets[index].columns += columns(node)
  }

  static func inCurrency(_ key: ConfigEntry, _ currency: String) -> ConfigEntry {
    guard key.name == "unit", let text = key.value.plainText else { return key }
    var key = key
    key.value = key.value.holding(LibraryUnit.text(text, currency: currency, nouns: [:]))
    return key
  }

  static func entries(_ node: ConfigNode) -> [ConfigEntry] {
    if case .mapping(let entries) = node.content { return entries }
    return []
  }

  /// Once all expressions are checked: findings in texts of the library move to where the pack uses them.
  mutating func settleLibrary(_ metrics: [Metric]) -> [Metric] {
    guard !library.places.isEmpty else { return metrics }
    findings = findings.map { finding in
      guard let file = finding.location?.file, let place = library.places[file] else { return finding }
      var finding = finding
      finding.location = place.location
      finding.explanation = [finding.explanation, place.text].compactMap(\.self).joined(separator: ". ")
      return finding
    }
    for index in measures.indices { measures[index].location = settled(measures[index].location) }
    return metrics.map { metric in
      var metric = metric
      metric.location = settled(metric.location)
      if library.names.contains(metric.name) { metric.origin = .library }
      return metric
    }
  }

  private func settled(_ source: SourceText) -> SourceText {
    guard let place = library.places[source.file]?.location else { return source }
    var source = source
    (source.file, source.line, source.column) = (place.file, place.line ?? 1, place.column ?? 1)
    return source
  }
}
