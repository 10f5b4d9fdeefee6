import Diagnostics
import Metrics

/// The measures and metrics that come from the library, as they are found.
struct UseExpansion {
  private let resolver: LibraryResolver
  private let items: [String: LibraryUse.Item]
  /// Measures, inputs and whole metrics of the pack itself, which take the library's place.
  private let own: Set<String>
  private let ownMetrics: Set<String>
  private let refined: [ConfigEntry]
  private(set) var findings: [Diagnostic] = []
  private(set) var places: [String: LibraryUse.Place] = [:]
  private(set) var metrics: [ConfigEntry] = []
  private(set) var columns: [(dataset: String, name: String, column: LibraryContract.Column)] = []
  private var measures: [ConfigEntry] = []
  private(set) var failed: Set<String> = []
  /// What KPIs were found to need already.
  private var told: Set<LibraryNeed> = []

  private var library: KPILibrary { resolver.library }

  init(_ decoder: PackDecoder, _ items: [LibraryUse.Item], _ top: ConfigMapping, refined: [ConfigEntry]) {
    resolver = LibraryResolver(decoder, .builtIn)
    self.items = Dictionary(items.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.refined = refined
    let names = { (key: String) in top[key].map { PackDecoder.entries($0).map(\.name) } ?? [] }
    ownMetrics = Set(names("metrics")).subtracting(refined.map(\.name))
    own = Set(names("measures") + names("inputs")).union(ownMetrics)
  }

  /// What one KPI brings, before it is known that nothing lacks.
  private struct Draft {
    var measures: [ConfigEntry] = []
    var metrics: [ConfigEntry] = []
    var columns: [(dataset: String, name: String, column: LibraryContract.Column)] = []
    var places: [String: LibraryUse.Place] = [:]
    var needs: [LibraryNeed] = []
    var conflicts: [String] = []
    var visited: Set<String> = []
  }

  mutating func use(_ item: LibraryUse.Item) {
    guard let kpi = library[item.name] else {
      findings.append(unknown(item))
      fail(item.name)
      // What the KPI that is meant would have brought is missing for the same reason.
      if let meant = nearestName(to: item.name, among: library.kpis.map(\.name)) { fail(meant) }
      return
    }
    guard !ownMetrics.contains(item.name) else { return }
    if own.contains(item.name) {
      findings.append(
        item.node.error(
          "name-clash", "`\(item.name)` is a measure or an input of the pack, and a KPI that it uses",
          explanation: "A formula or a page could not tell them apart", remedy: "Rename the one of the pack"))
      return
    }
    let mistakes = mappingMistakes(item, kpi)
    findings += mistakes
    var draft = Draft()
    if mistakes.isEmpty { collect(kpi, item, &draft) } else { fail(item.name) }
    guard draft.needs.isEmpty, draft.conflicts.isEmpty else {
      fail(item.name)
      let needs = Self.unique(draft.needs).filter {
        !told.contains($0) && !resolver.decoder.isKnown($0, for: item)
      }
      told.formUnion(needs)
      if !needs.isEmpty { findings.append(LibraryNeed.finding(needs, of: item.name, at: item.node)) }
      for name in draft.conflicts {
        findings.append(
          item.node.error(
            "kpi-conflict", "The KPI `\(item.name)` needs `\(name)`, which another KPI maps to other rows",
            remedy: "Name `\(name)` in `use` with its own `from` and `columns`"))
      }
      return
    }
    for metric in draft.metrics where !metrics.contains(where: { $0.name == metric.name }) { metrics.append(metric) }
    for measure in draft.measures where !measures.contains(where: { $0.name == measure.name }) {
      measures.append(measure)
    }
    columns += draft.columns
    places.merge(draft.places) { first, _ in first }
  }

  /// Notes a KPI that cannot be had, with all that it is built from.
  private mutating func fail(_ name: String) {
    failed.insert(name)
    guard let kpi = library[name] else { return }
    let parts = library.parts(of: kpi)
    failed.formUnion(parts.measures.map(\.name) + parts.kpis.map(\.name))
  }

  /// What `from` and `columns` say that the KPI has no place for.
  private func mappingMistakes(_ item: LibraryUse.Item, _ kpi: KPI) -> [Diagnostic] {
    let datasets = library.datasets(of: kpi)
    let names = datasets.map(\.name)
    var mistakes: [Diagnostic] = []
    if let from = item.from[""], names.count > 1 {
      mistakes.append(
        item.node.error(
          "kpi-from",
          "`from` of `\(kpi.name)` names one dataset, and the KPI is computed from "
            + names.joined(separator: ", "),
          remedy: "Write `from: {\(names[0]): \(from)}` with the dataset for each that has another name"))
    }
    let columns = library.columns(of: kpi).map(\.name)
    for name in item.columns.keys.sorted() {
      let plain = names.first { name.hasPrefix($0 + ".") }.map { String(name.dropFirst($0.count + 1)) } ?? name
      guard !columns.contains(plain), !columns.contains(name) else { continue }
      mistakes.append(
        item.node.error(
          "unknown-library-column", "The KPI `\(kpi.name)` reads no column `\(name)`",
          remedy: nearestName(to: plain, among: columns).map { "Did you mean `\($0)`?" }
            ?? "It reads \(columns.joined(separator: ", "))"))
    }
    return mistakes
  }

  /// What a KPI lacks in this pack, without anything being used.
  func needs(of kpi: KPI, _ item: LibraryUse.Item) -> [LibraryNeed] {
    var draft = Draft()
    collect(kpi, item, &draft)
    return Self.unique(draft.needs)
  }

  /// What each KPI lacks, in the order of the library.
  var fits: [KPIFit] {
    library.kpis.map { kpi in
      let item = items[kpi.name]
      let state: KPIFit.State =
        ownMetrics.contains(kpi.name) ? .own : item == nil ? .unused : .used
      let place = ConfigNode(content: .text(""), path: "", file: "", line: 1, column: 1)
      let lacking = needs(of: kpi, item ?? LibraryUse.Item(name: kpi.name, node: place))
      return KPIFit(
        kpi: kpi, state: state, needs: state == .own ? [] : lacking.map(\.what),
        remedies: state == .own ? [] : LibraryNeed.remedies(lacking, of: kpi.name))
    }
  }

  private static func unique(_ needs: [LibraryNeed]) -> [LibraryNeed] {
    var seen: Set<LibraryNeed> = []
    return needs.filter { seen.insert($0).inserted }
  }

  private func collect(_ kpi: KPI, _ item: LibraryUse.Item, _ draft: inout Draft) {
    guard draft.visited.insert(kpi.name).inserted else { return }
    var renamed: [String: String] = [:]
    let nouns = nouns(of: kpi, item)
    for name in kpi.formula.names where !own.contains(name) {
      if let measure = library.measures[name] {
        let keys = resolver.keys(of: measure, for: item, &draft.needs)
        draft.columns += resolver.undeclared(of: measure, for: item)
        add(measure, keys, kpi, item, &renamed, &draft)
      } else if let inner = library[name] {
        // A KPI that is used by name has its own mapping; one that only comes along shares this one's.
        collect(inner, items[name] ?? Self.inherited(item, name), &draft)
      } else if let input = kpi.inputs.first(where: { $0.name == name }) {
        let unit = LibraryUnit.text(input.unit, currency: resolver.decoder.currency, nouns: nouns)
        draft.needs.append(.input(name, unit: unit, meaning: input.meaning))
      }
    }
    for cohort in kpi.formula.cohorts + (kpi.cohort.map { [$0] } ?? [])
    where !resolver.decoder.cohorts.contains(where: { $0.name == cohort }) {
      draft.needs.append(.cohort(cohort))
    }
    for range in kpi.formula.ranges
    where !resolver.decoder.comparisons.contains(where: { $0.name == range })
      && resolver.decoder.calendar.period(named: range) == nil
    {
      draft.needs.append(.comparison(range))
    }
    let metric = metric(kpi, item, renamed, nouns, &draft)
    if let earlier = metrics.first(where: { $0.name == kpi.name }), Self.value(earlier) != Self.value(metric) {
      draft.conflicts.append(kpi.name)
    }
    draft.metrics.append(metric)
  }

  /// A measure that two KPIs map to different rows gets a name of its own for the second.
  private func add(
    _ measure: LibraryMeasure, _ keys: [(name: String, text: String)], _ kpi: KPI, _ item: LibraryUse.Item,
    _ renamed: inout [String: String], _ draft: inout Draft
  ) {
    let mark = LibraryUse.mark(kpi.name, measure.name)
    var entry = ConfigEntry(
      name: measure.name, key: item.node.placed(mark, item.node).holding(measure.name),
      value: item.node.placed(mark, item.node))
    entry.value.content = .mapping(
      keys.map { key in
        let node = entry.key.holding(key.text)
        return ConfigEntry(name: key.name, key: node, value: node)
      })
    if let other = (measures + draft.measures).first(where: { $0.name == measure.name }),
      Self.signature(other) != Self.signature(entry)
    {
      entry.name = "\(kpi.name)_\(measure.name)"
      entry.key.content = .text(entry.name)
      renamed[measure.name] = entry.name
    }
    draft.places[mark] = LibraryUse.Place(
      location: item.node.location,
      text: "This is the measure `\(measure.name)` of the library's KPI `\(kpi.name)`: \(measure.text)")
    if !draft.measures.contains(where: { $0.name == entry.name }) { draft.measures.append(entry) }
  }

  private func metric(
    _ kpi: KPI, _ item: LibraryUse.Item, _ renamed: [String: String], _ nouns: [String: String], _ draft: inout Draft
  ) -> ConfigEntry {
    let mark = LibraryUse.mark(kpi.name, "value")
    draft.places[mark] = LibraryUse.Place(
      location: item.node.location, text: "This is the library's KPI `\(kpi.name)`: \(kpi.formula)")
    var keys = kpi.entries.map { key in
      var key = ConfigEntry(
        name: key.name, key: key.key.placed(mark, item.node), value: key.value.placed(mark, item.node))
      switch key.name {
      case "value": key.value.content = .text(kpi.formula.renaming(renamed, nouns: nouns).description)
      case "unit":
        key.value.content = .text(
          LibraryUnit.text(kpi.unit, currency: resolver.decoder.currency, nouns: nouns))
      default: break
      }
      return key
    }
    if item.name == kpi.name { Self.override(&keys, item.overrides) }
    if let entry = refined.first(where: { $0.name == kpi.name }) {
      Self.override(&keys, PackDecoder.entries(entry.value))
    }
    let place = item.node.placed(mark, item.node)
    var entry = ConfigEntry(name: kpi.name, key: place.holding(kpi.name), value: place)
    entry.value.content = .mapping(keys)
    entry.value.path = "metrics.\(kpi.name)"
    return entry
  }

  /// Nouns of all datasets behind a KPI, because its unit may name any of them.
  private func nouns(of kpi: KPI, _ item: LibraryUse.Item) -> [String: String] {
    var nouns: [String: String] = [:]
    let parts = library.parts(of: kpi)
    for measure in parts.measures where !own.contains(measure.name) {
      nouns.merge(resolver.nouns(of: measure, for: item)) { first, _ in first }
    }
    return nouns
  }

  private static func inherited(_ item: LibraryUse.Item, _ name: String) -> LibraryUse.Item {
    var item = item
    item.name = name
    item.overrides = []
    return item
  }

  private static func override(_ keys: inout [ConfigEntry], _ above: [ConfigEntry]) {
    for entry in above {
      keys.removeAll { $0.name == entry.name }
      keys.append(entry)
    }
  }

  private static func value(_ entry: ConfigEntry) -> String? {
    PackDecoder.entries(entry.value).first { $0.name == "value" }?.value.plainText
  }

  private static func signature(_ entry: ConfigEntry) -> [String] {
    PackDecoder.entries(entry.value).flatMap { [$0.name, $0.value.plainText ?? ""] }
  }

  private func unknown(_ item: LibraryUse.Item) -> Diagnostic {
    let names = library.kpis.map(\.name)
    let isMeasure = library.measures[item.name] != nil
    return item.node.error(
      "unknown-kpi",
      isMeasure
        ? "`\(item.name)` is a measure of the library, not a KPI" : "There is no KPI `\(item.name)` in the library",
      remedy: nearestName(to: item.name, among: names).map { "Did you mean `\($0)`?" }
        ?? "`boardpack kpis` lists all of them")
  }

  /// The pack's mapping with the measures and metrics that were found; what a pack says of a used KPI stays in its place.
  mutating func result(_ top: ConfigMapping) -> ConfigMapping {
    let names = Set(refined.map(\.name))
    var list = metrics.filter { !names.contains($0.name) }
    for entry in top["metrics"].map({ PackDecoder.entries($0) }) ?? [] {
      guard names.contains(entry.name) else {
        list.append(entry)
        continue
      }
      if var metric = metrics.first(where: { $0.name == entry.name }) {
        metric.key = entry.key
        list.append(metric)
      } else if failed.contains(entry.name) {
        continue
      } else if library[entry.name] != nil {
        findings.append(
          entry.key.error(
            "kpi-not-used", "`metrics.\(entry.name)` has no `value`", explanation: "The library has a KPI of this name",
            remedy: "Add `\(entry.name)` to `use`, or write a `value`"))
      } else {
        list.append(entry)
      }
    }
    var top = top
    Self.set("metrics", list, &top)
    if !measures.isEmpty {
      Self.set("measures", measures + (top["measures"].map { PackDecoder.entries($0) } ?? []), &top)
    }
    return top
  }

  private static func set(_ name: String, _ entries: [ConfigEntry], _ top: inout ConfigMapping) {
    if let index = top.entries.firstIndex(where: { $0.name == name }) {
      top.entries[index].value.content = .mapping(entries)
    } else if !entries.isEmpty {
      var node = top.node
      node.path = name
      node.content = .mapping(entries)
      top.entries.append(ConfigEntry(name: name, key: node.holding(name), value: node))
    }
  }
}
