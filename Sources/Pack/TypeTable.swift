import Metrics

/// The types of all columns known so far, by dataset.
struct TypeTable {
  let datasets: [String: Dataset]
  private let names: [String]
  var columns: [String: [String: ColumnType]] = [:]

  init(datasets list: [Dataset]) {
    datasets = Dictionary(list.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    names = list.map(\.name)
    for dataset in list {
      for column in dataset.columns { columns[dataset.name, default: [:]][column.name] = column.type }
    }
  }

  /// The dataset and column that a name stands for, through a lookup where it has a point.
  func owner(of name: String, in dataset: String) -> (dataset: String, column: String)? {
    guard let dot = name.firstIndex(of: ".") else { return datasets[dataset].map { ($0.name, name) } }
    guard let lookup = datasets[dataset]?.lookups.first(where: { $0.name == name[..<dot] }),
      datasets[lookup.dataset] != nil
    else { return nil }
    return (lookup.dataset, String(name[name.index(after: dot)...]))
  }

  func type(of name: String, in dataset: String) -> ColumnType? {
    owner(of: name, in: dataset).flatMap { columns[$0.dataset]?[$0.column] }
  }

  /// Keeps what is known already; a column of a roll-up that a source column passes through to tells that one's type.
  mutating func set(_ type: ColumnType, for name: String, in dataset: String) {
    guard let owner = owner(of: name, in: dataset), columns[owner.dataset]?[owner.column] == nil else { return }
    if case .rollup(let source, let by, let made) = datasets[owner.dataset]?.source {
      if owner.column == by {
        set(type, for: by, in: source)
      } else if let column = made.first(where: { $0.name == owner.column }) {
        guard column.function == .first || column.function == .last, case .column(let inner)? = column.argument else {
          return
        }
        set(type, for: inner, in: source)
      } else {
        return
      }
    }
    columns[owner.dataset, default: [:]][owner.column] = type
  }

  /// Infers until nothing more is learnt.
  mutating func settle(_ uses: [ExpressionUse], currencyDigits: Int) {
    var before = -1
    while before != count {
      before = count
      for name in names {
        let own = uses.filter { $0.dataset == name }
          .map { ColumnUse($0.expression, $0.expected(currencyDigits: currencyDigits)) }
        let table = self
        let inferred = inferColumnTypes(own) { table.type(of: $0, in: name) }
        for (column, type) in inferred.types.sorted(by: { $0.key < $1.key }) { set(type, for: column, in: name) }
        linkLookups(of: name)
        fillRollup(name)
      }
    }
  }

  private var count: Int { columns.values.reduce(0) { $0 + $1.count } }

  /// Both sides of a lookup have one type.
  private mutating func linkLookups(of name: String) {
    for lookup in datasets[name]?.lookups ?? [] {
      guard let key = datasets[lookup.dataset]?.key else { continue }
      if let type = columns[lookup.dataset]?[key] {
        set(type, for: lookup.column, in: name)
      } else if let type = columns[name]?[lookup.column] {
        set(type, for: key, in: lookup.dataset)
      }
    }
  }

  private mutating func fillRollup(_ name: String) {
    guard case .rollup(let source, let by, let made) = datasets[name]?.source else { return }
    let table = self
    let known = { (column: String) in table.type(of: column, in: source) }
    if let type = known(by) { columns[name, default: [:]][by] = type }
    for column in made where columns[name]?[column.name] == nil {
      if column.function == .count {
        columns[name, default: [:]][column.name] = .number(scale: 0)
      } else if let argument = column.argument, argument.columnsUsed.allSatisfy({ known($0) != nil }),
        let type = try? argument.type(in: known)
      {
        columns[name, default: [:]][column.name] = type
      }
    }
  }
}
