import Pack

/// Matches a file with a dataset of the KPI library, and its columns with that dataset's, by name and type.
struct NewMatching {
  let profile: NewProfile
  let choices: NewChoices
  /// The words of the file's name.
  let words: [String]

  /// The dataset of the library that the file seems to be; nil where none is near.
  func role() -> NewRole? {
    let found = KPILibrary.builtIn.contracts.compactMap { contract in
      score(contract).map { (contract: contract, score: $0.score, reason: $0.reason, isSure: $0.isSure) }
    }
    guard let best = found.max(by: { $0.score < $1.score }) else { return nil }
    return role(best.contract, reason: best.reason, isTaken: best.isSure)
  }

  /// The file in a part that is known.
  func role(_ contract: LibraryContract, reason: String, isTaken: Bool) -> NewRole {
    var mappings: [NewRole.Mapping] = []
    var used = Set([choices.key?.name, choices.time?.name].compactMap(\.self))
    let names = Set(profile.columns.map(\.name))
    for sure in [true, false] {
      for column in contract.columns
      where !names.contains(column.name) && !mappings.contains(where: { $0.library.name == column.name }) {
        guard let mapping = mapping(column, of: contract, sure: sure, used) else { continue }
        if let own = mapping.column { used.insert(own) }
        mappings.append(mapping.mapping)
      }
    }
    let order = contract.columns.map(\.name)
    mappings.sort { (order.firstIndex(of: $0.library.name) ?? 0) < (order.firstIndex(of: $1.library.name) ?? 0) }
    return NewRole(
      contract: contract, reason: reason, isTaken: isTaken, isDoubtful: !isTaken, mappings: mappings,
      alike: order.filter(names.contains))
  }

  private func score(_ contract: LibraryContract) -> (score: Double, reason: String, isSure: Bool)? {
    guard !contract.name.hasPrefix("monthly_") else { return nil }
    let names = Set(profile.columns.map(\.name))
    // Keys, times and cuts are much the same everywhere.
    let common: Set = [
      "customer_id", "session_id", "channel", "tier", "intent", "created_at", "date", "amount", "kind",
    ]
    let telling = contract.columns.filter { names.contains($0.name) && !common.contains($0.name) }.map(\.name)
    let bonus = Double(min(telling.count, 9)) / 10
    if singular(words).contains(contract.noun) || words.joined(separator: "_") == contract.name {
      return (2 + bonus, "the file's name says so", true)
    }
    if telling.count >= 3 {
      let list = telling.prefix(3).joined(separator: ", ")
      return (1.5 + bonus, "it has the columns \(list)\(telling.count > 3 ? " and others" : "")", true)
    }
    if let word = singular(words).first(where: { NewSynonyms.datasets[contract.name]?.contains($0) ?? false }) {
      return (1 + bonus, "the file's name holds \(word)", false)
    }
    return nil
  }

  private func singular(_ words: [String]) -> [String] {
    words.flatMap { word in
      word.hasSuffix("ies")
        ? [word, word.dropLast(3) + "y"] : word.hasSuffix("s") ? [word, String(word.dropLast())] : [word]
    }
  }

  // MARK: - Columns

  private func mapping(
    _ column: LibraryContract.Column, of contract: LibraryContract, sure: Bool, _ used: Set<String>
  ) -> (mapping: NewRole.Mapping, column: String?)? {
    if column.name == contract.keyColumn { return own(choices.key, column, sure, "the key of the file") }
    if column.name == contract.timeColumn { return own(choices.time, column, sure, "the time of the file") }
    if contract.name == "surveys", column.name == "kind" { return sure ? nil : kind(column) }
    for candidate in profile.columns where !used.contains(candidate.name) {
      guard Self.fits(candidate, column), let reason = reason(candidate, column, sure: sure) else { continue }
      return (
        NewRole.Mapping(
          library: column, expression: NewQuoting.column(candidate.name), reason: reason, isTaken: sure,
          isDoubtful: !sure), candidate.name
      )
    }
    return nil
  }

  private func own(
    _ candidate: NewColumn?, _ column: LibraryContract.Column, _ sure: Bool, _ reason: String
  ) -> (mapping: NewRole.Mapping, column: String?)? {
    guard sure, let candidate, candidate.name != column.name else { return nil }
    return (
      NewRole.Mapping(
        library: column, expression: NewQuoting.column(candidate.name), reason: reason, isTaken: true,
        isDoubtful: false), candidate.name
    )
  }

  /// Which question a survey asked follows from the range of its answers, if from anything.
  private func kind(_ column: LibraryContract.Column) -> (mapping: NewRole.Mapping, column: String?)? {
    let words: Set = ["score", "rating", "nps", "csat", "stars", "answer", "satisfaction", "recommend"]
    guard
      let scores = profile.columns.first(where: {
        $0.type == .number(digits: 0) && !words.isDisjoint(with: $0.words)
      })
    else { return nil }
    let (low, high) = (scores.numbers.minimum, scores.numbers.maximum)
    let question = low >= 0 && high > 5 && high <= 10 ? "nps" : low >= 1 && high <= 5 ? "csat" : nil
    guard let question else { return nil }
    let reason = "\(NewQuoting.comment(scores.name)) runs from \(Int(low)) to \(Int(high))"
    return (
      NewRole.Mapping(
        library: column, expression: NewQuoting.literal(question), reason: reason, isTaken: false, isDoubtful: true),
      nil
    )
  }

  /// Why a column may be the one of the library; nil where nothing says so.
  private func reason(_ candidate: NewColumn, _ column: LibraryContract.Column, sure: Bool) -> String? {
    let small: Set = ["at", "is", "was", "has", "the", "of", "by", "count", "date", "time"]
    let wanted = Set(nameWords(column.name))
    let given = Set(candidate.words)
    if sure {
      let (a, b) = (wanted.subtracting(small), given.subtracting(small))
      return !a.isEmpty && a == b ? "the same words" : nil
    }
    let meant = wanted.subtracting(small)
    if meant.count > 1, meant.isSubset(of: given) { return "its name holds the same words" }
    guard let words = NewSynonyms.columns[column.name]?.first(where: { $0.isSubset(of: given) }) else { return nil }
    return "its name holds “\(words.sorted().joined(separator: " "))”, and the type fits"
  }

  /// Whether the values of a column can stand for the library's.
  static func fits(_ candidate: NewColumn, _ column: LibraryContract.Column) -> Bool {
    let type = column.type
    switch candidate.type {
    case .text: return type == "text"
    case .boolean: return type == "boolean"
    case .timestamp: return type == "timestamp" || type == "date"
    case .money: return type == "money" || type.hasPrefix("decimal")
    case .number(let digits):
      if type == "money" { return digits <= 2 }
      guard type.hasPrefix("decimal") || (type == "integer" && digits == 0) else { return false }
      // A time in another unit would be a wrong figure.
      return column.unit.map { $0 != "s" || candidate.timeUnit == "s" } ?? true
    }
  }
}

extension LibraryContract {
  /// The column that names a row: the first, where every row must have it and it is an identifier.
  fileprivate var keyColumn: String? {
    columns.first.flatMap { $0.required && $0.name.hasSuffix("_id") ? $0.name : nil }
  }

  /// The column that assigns rows to periods: the first time that every row must have.
  fileprivate var timeColumn: String? {
    columns.first { $0.required && ($0.type == "timestamp" || $0.type == "date") }?.name
  }
}
