import Diagnostics
import Metrics
import Units

extension PackDecoder {
  /// Gives every column that an expression uses a type: declared, or inferred from all its uses across lookups and
  /// roll-ups. A key, a cluster or a segment of which nothing more is known is text.
  mutating func inferColumns() {
    checkLookups()
    var types = TypeTable(datasets: datasets)
    types.settle(uses, currencyDigits: currencyDigits)
    for use in uses {
      switch use.place {
      case .key, .cluster, .lookup, .cut:
        for name in use.expression.columnsUsed where types.type(of: name, in: use.dataset) == nil {
          types.set(.text, for: name, in: use.dataset)
        }
      default: break
      }
    }
    types.settle(uses, currencyDigits: currencyDigits)
    reportUnresolved(types)
    for index in datasets.indices {
      let dataset = datasets[index]
      let declared = Set(dataset.columns.map(\.name))
      let inferred = (types.columns[dataset.name] ?? [:]).filter { !declared.contains($0.key) }
      datasets[index].columns += inferred.sorted { $0.key < $1.key }.map { name, type in
        Column(
          name: name, type: type, unit: rollupUnit(name, of: dataset),
          classification: rollupClassification(name, of: dataset))
      }
      checkNames(of: datasets[index], declared: declared)
    }
  }

  /// `customer.tier` needs a lookup `customer`; a column of a roll-up must be one it makes.
  private mutating func checkLookups() {
    for use in uses {
      guard let dataset = datasets.first(where: { $0.name == use.dataset }) else { continue }
      for name in use.expression.columnsUsed {
        var place = Diagnostic.Location(file: use.source.file, line: use.source.line, column: use.source.column)
        if let range = use.source.text.firstRange(of: name), !use.source.text.contains("\n") {
          place.column =
            use.source.column + use.source.text.distance(from: use.source.text.startIndex, to: range.lowerBound)
        }
        var (owner, column) = (dataset, name)
        if let dot = name.firstIndex(of: ".") {
          let prefix = String(name[..<dot])
          guard let lookup = dataset.lookups.first(where: { $0.name == prefix }) else {
            let names = dataset.lookups.map(\.name)
            let nearest = nearestName(to: prefix, among: names).map { "Did you mean `\($0)`?" }
            findings.append(
              Diagnostic(
                .error, "unknown-lookup", "The dataset `\(dataset.name)` has no lookup `\(prefix)`", at: place,
                remedy: nearest ?? "Add `lookup: {\(prefix): {to: dataset, on: column}}` to the dataset"))
            continue
          }
          guard let target = datasets.first(where: { $0.name == lookup.dataset }) else { continue }
          (owner, column) = (target, String(name[name.index(after: dot)...]))
        }
        guard case .rollup(_, let by, let columns) = owner.source else { continue }
        let names = [by] + columns.map(\.name)
        guard !names.contains(column) else { continue }
        findings.append(
          Diagnostic(
            .error, "unknown-column", "The roll-up `\(owner.name)` has no column `\(column)`", at: place,
            remedy: nearestName(to: column, among: names).map { "Did you mean `\($0)`?" }
              ?? "Its columns are \(names.joined(separator: ", "))"))
      }
    }
  }

  private mutating func reportUnresolved(_ types: TypeTable) {
    var reported: Set<String> = []
    for use in uses {
      for name in use.expression.columnsUsed where types.type(of: name, in: use.dataset) == nil {
        guard let (dataset, column) = types.owner(of: name, in: use.dataset),
          reported.insert("\(dataset).\(column)").inserted
        else { continue }
        findings.append(
          Diagnostic(
            .error, "untyped-column", "The type of the column `\(column)` of `\(dataset)` cannot be told from its use",
            at: Diagnostic.Location(file: use.source.file, line: use.source.line, column: use.source.column),
            remedy:
              "Declare it: `columns: {\(column): \(column.hasSuffix("_at") ? "timestamp" : "text")}`, or integer, "
              + "decimal, money, boolean, timestamp"))
      }
    }
  }

  /// A header and a closed list of columns leave no room for a name that expressions use.
  private mutating func checkNames(of dataset: Dataset, declared: Set<String>) {
    if dataset.isRollup { return }
    let place = Diagnostic.Location(
      file: dataset.location.file, line: dataset.location.line, column: dataset.location.column)
    for column in dataset.columns {
      if let header = dataset.rules.header, !header.contains(column.name) {
        findings.append(
          Diagnostic(
            .error, "unknown-column", "The `header` of `\(dataset.name)` has no column `\(column.name)`", at: place,
            remedy: nearestName(to: column.name, among: header).map { "Did you mean `\($0)`?" }
              ?? "Its columns are \(header.joined(separator: ", "))"))
      } else if !dataset.rules.allowsOtherColumns, !declared.contains(column.name) {
        findings.append(
          Diagnostic(
            .error, "undeclared-column", "The column `\(column.name)` of `\(dataset.name)` is used but not declared",
            at: place, explanation: "The dataset refuses columns that are not declared",
            remedy: nearestName(to: column.name, among: declared.sorted()).map { "Did you mean `\($0)`?" }
              ?? "Declare it under `columns:`, or write `other_columns: allow`"))
      }
    }
  }

  /// What a roll-up makes of restricted values is restricted too.
  private func rollupClassification(_ name: String, of dataset: Dataset) -> Classification? {
    guard case .rollup(let of, let by, let columns) = dataset.source,
      let source = datasets.first(where: { $0.name == of })
    else { return nil }
    let used = columns.first { $0.name == name }?.argument?.columnsUsed ?? (name == by ? [by] : [])
    return used.compactMap { column(named: $0, of: source) }.contains(where: \.isRestricted) ? .restricted : nil
  }

  /// A column as declared, through a lookup where its name has a point.
  private func column(named name: String, of dataset: Dataset) -> Column? {
    guard let dot = name.firstIndex(of: ".") else { return dataset.columns.first { $0.name == name } }
    guard let lookup = dataset.lookups.first(where: { $0.name == name[..<dot] }),
      let target = datasets.first(where: { $0.name == lookup.dataset })
    else { return nil }
    return target.columns.first { $0.name == name[name.index(after: dot)...] }
  }

  private func rollupUnit(_ name: String, of dataset: Dataset) -> Units.Unit? {
    guard case .rollup(let of, _, let columns) = dataset.source, let source = datasets.first(where: { $0.name == of }),
      let column = columns.first(where: { $0.name == name }), let argument = column.argument
    else { return nil }
    let units = columnUnits(of: source)
    return argument.unit { units[$0] }
  }

  /// Units by column name, lookups included.
  func columnUnits(of dataset: Dataset) -> [String: Units.Unit] {
    var units: [String: Units.Unit] = [:]
    for column in dataset.columns { units[column.name] = column.unit }
    for lookup in dataset.lookups {
      for column in datasets.first(where: { $0.name == lookup.dataset })?.columns ?? [] {
        units[lookup.name + "." + column.name] = column.unit
      }
    }
    return units
  }

  /// Checks the type of every expression against its place.
  mutating func checkExpressions() {
    let types = TypeTable(datasets: datasets)
    for use in uses {
      // Columns that could not be resolved have their finding already.
      guard let dataset = datasets.first(where: { $0.name == use.dataset }),
        use.expression.columnsUsed.allSatisfy({ types.type(of: $0, in: use.dataset) != nil })
      else { continue }
      if use.place == .cut,
        let name = use.expression.columnsUsed.first(where: {
          column(named: $0, of: dataset)?.isRestricted == true
        })
      {
        findings.append(
          Diagnostic(
            .error, "restricted-segment", "The column `\(name)` is restricted and cannot cut figures",
            at: Diagnostic.Location(file: use.source.file, line: use.source.line, column: use.source.column),
            explanation: "Its values would stand on a page",
            remedy: "Cut by another column, or classify it otherwise if it is no personal data"))
      }
      let typeOf = { (name: String) in types.type(of: name, in: use.dataset) }
      do throws(ExpressionError) {
        let type = try use.expression.type(in: typeOf)
        if let finding = mismatch(type, use) { findings.append(finding) }
        findings += use.expression.findings(in: typeOf, at: use.source)
      } catch {
        findings.append(error.located(in: use.source, expression: use.expression).diagnostic(in: use.source))
      }
    }
  }

  private func mismatch(_ type: ColumnType, _ use: ExpressionUse) -> Diagnostic? {
    let wanted: String
    switch use.expected(currencyDigits: currencyDigits) {
    case .boolean where type != .boolean: wanted = "a condition (true or false)"
    case .timestamp where type != .timestamp: wanted = "a timestamp"
    case .number where !type.isNumber: wanted = "a number"
    default: return nil
    }
    return Diagnostic(
      .error, "expression-type", "`\(use.source.text)` is \(type.words), not \(wanted)",
      at: Diagnostic.Location(file: use.source.file, line: use.source.line, column: use.source.column),
      remedy: "Correct the expression, or the type of its columns in `columns:`")
  }
}

extension ColumnType {
  var words: String {
    switch self {
    case .text: "a text"
    case .boolean: "a condition (true or false)"
    case .number: "a number"
    case .timestamp: "a timestamp"
    }
  }
}
