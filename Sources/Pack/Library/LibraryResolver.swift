import Diagnostics
import Metrics
import Units

/// Says what texts of the library become in a pack: which dataset plays which, and what its columns are there.
struct LibraryResolver {
  let decoder: PackDecoder
  let library: KPILibrary
  /// Names of columns per dataset, where the files give them; nil: not known.
  private let headers: [String: [String]?]

  init(_ decoder: PackDecoder, _ library: KPILibrary) {
    self.decoder = decoder
    self.library = library
    headers = Dictionary(
      decoder.datasets.map { ($0.name, decoder.files.headerNames(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The pack's dataset in the place of the library's.
  func dataset(_ name: String, for item: LibraryUse.Item) -> Dataset? {
    let named = item.from[name] ?? item.from[""]
    let played = decoder.datasets.first { decoder.library.roles[$0.name]?.plays == name }?.name
    return decoder.datasets.first { $0.name == (named ?? played ?? name) }
  }

  /// What a measure of the library is in the pack, by the keys of a measure; what is lacking is added to `needs`.
  func keys(
    of measure: LibraryMeasure, for item: LibraryUse.Item, _ needs: inout [LibraryNeed]
  ) -> [(name: String, text: String)] {
    guard let contract = library.contract(measure.dataset) else { return [] }
    guard let dataset = dataset(measure.dataset, for: item) else {
      needs.append(.dataset(measure.dataset, about: contract.about))
      return []
    }
    for column in measure.columnsUsed { check(column, contract, dataset, item, &needs) }
    return measure.keys.map { key in
      if key.isDataset { return (key.name, dataset.name) }
      let text = key.expression?.replacing { mapped($0, contract, dataset, item) }.description
      return (key.name, text ?? key.value.plainText ?? "")
    }
  }

  /// Columns that a measure reads by the library's own meaning, and that the pack does not declare: in the pack's
  /// dataset, with the library's column they are.
  func undeclared(
    of measure: LibraryMeasure, for item: LibraryUse.Item
  ) -> [(dataset: String, name: String, column: LibraryContract.Column)] {
    guard let contract = library.contract(measure.dataset), let dataset = dataset(measure.dataset, for: item) else {
      return []
    }
    return measure.columnsUsed.compactMap { name in
      guard case .column(let own) = mapped(name, contract, dataset, item) ?? .column(name),
        let meant = library.column(name, of: contract), let owner = owner(of: own, in: dataset),
        !owner.dataset.columns.contains(where: { $0.name == owner.column })
      else { return nil }
      if case .rollup = owner.dataset.source { return nil }
      return (owner.dataset.name, owner.column, meant)
    }
  }

  /// The library's nouns in the words of the pack: rows of a dataset, and whom its cluster names.
  func nouns(of measure: LibraryMeasure, for item: LibraryUse.Item) -> [String: String] {
    guard let contract = library.contract(measure.dataset), let dataset = dataset(measure.dataset, for: item) else {
      return [:]
    }
    var nouns: [String: String] = [:]
    if dataset.noun != contract.noun { nouns[contract.noun] = dataset.noun }
    if measure.keys.contains(where: { $0.name == "distinct" }), let text = contract.text("cluster"),
      let cluster = try? RowExpression(parsing: SourceText(text, file: "", line: 1, column: 1))
    {
      let theirs = PackDecoder.clusterNoun(cluster, orElse: contract.noun)
      let ours = PackDecoder.clusterNoun(dataset.cluster, orElse: dataset.noun)
      if theirs != ours, nouns[theirs] == nil { nouns[theirs] = ours }
    }
    return nouns
  }

  // MARK: - Columns

  /// What a column of the library is in the pack's dataset; nil: a column of the same name.
  private func mapped(
    _ name: String, _ contract: LibraryContract, _ dataset: Dataset, _ item: LibraryUse.Item
  ) -> RowExpression? {
    if let own = item.columns["\(contract.name).\(name)"] ?? item.columns[name] { return own }
    let role = decoder.library.roles[dataset.name]
    if role?.plays == contract.name, let own = role?.map[name] { return own }
    // Through a lookup: the other dataset may have a map of its own.
    guard let dot = name.firstIndex(of: "."), let owner = owner(of: name, in: dataset),
      let inner = decoder.library.roles[owner.dataset.name]?.map[owner.column]
    else { return nil }
    return inner.replacing { .column(name[...dot] + $0) }
  }

  private func check(
    _ name: String, _ contract: LibraryContract, _ dataset: Dataset, _ item: LibraryUse.Item,
    _ needs: inout [LibraryNeed]
  ) {
    let own = mapped(name, contract, dataset, item)
    let expression = own ?? .column(name)
    var lacks = false
    for used in expression.columnsUsed {
      guard let owner = owner(of: used, in: dataset) else {
        let prefix = String(used.prefix { $0 != "." })
        let target = contract.target(ofLookup: prefix) ?? "customers"
        needs.append(.lookup(prefix, of: dataset.name, to: self.dataset(target, for: item)?.name ?? target))
        lacks = true
        continue
      }
      guard !has(owner.column, owner.dataset) else { continue }
      lacks = true
      let names = names(of: owner.dataset)
      needs.append(
        .column(
          owner.column, of: owner.dataset.name,
          playing: own == nil && owner.dataset.name != dataset.name
            ? contract.target(ofLookup: String(used.prefix { $0 != "." })) ?? owner.dataset.name : contract.name,
          meaning: library.column(name, of: contract).map { "\($0.meaning) (\($0.type))" } ?? "",
          nearest: nearestName(to: owner.column, among: names)))
    }
    guard !lacks, let unit = library.column(name, of: contract)?.unit,
      expression.unit(of: { decoder.columnUnits(of: dataset)[$0] }) == nil
    else { return }
    // An undeclared column is taken to be in the library's unit; of anything else it would be a guess.
    if case .column(let used) = expression, let owner = owner(of: used, in: dataset),
      !owner.dataset.columns.contains(where: { $0.name == owner.column })
    {
      return
    }
    needs.append(
      .unit(
        of: name, in: dataset.name, unit: LibraryUnit.text(unit, currency: decoder.currency, nouns: [:])))
  }

  private func owner(of name: String, in dataset: Dataset) -> (dataset: Dataset, column: String)? {
    guard let dot = name.firstIndex(of: ".") else { return (dataset, name) }
    guard let lookup = dataset.lookups.first(where: { $0.name == name[..<dot] }),
      let target = decoder.datasets.first(where: { $0.name == lookup.dataset })
    else { return nil }
    return (target, String(name[name.index(after: dot)...]))
  }

  private func has(_ column: String, _ dataset: Dataset) -> Bool {
    if case .rollup(_, let by, let made) = dataset.source {
      return column == by || made.contains { $0.name == column }
    }
    if let header = headers[dataset.name] ?? nil { return header.contains(column) }
    return dataset.rules.allowsOtherColumns || dataset.columns.contains { $0.name == column }
  }

  private func names(of dataset: Dataset) -> [String] {
    if case .rollup(_, let by, let made) = dataset.source { return [by] + made.map(\.name) }
    return (headers[dataset.name] ?? nil) ?? dataset.columns.map(\.name)
  }
}
