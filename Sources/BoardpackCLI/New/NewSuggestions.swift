/// What the data may hold beyond the first metrics, as lines for comments.
enum NewSuggestions {
  static func lines(_ pack: NewPack) -> [String] {
    var out: [String] = []
    for dataset in pack.datasets {
      for column in dataset.profile.columns { out += score(column, dataset) }
      if let arm = dataset.profile.columns.first(where: { $0.isArm && !$0.hasManyValues && $0.values.count > 1 }) {
        out += [
          "",
          "\(NewQuoting.comment(arm.name)) looks like a division into arms. With its values in place of the names:",
          "cohorts:",
          "  arm:",
          "    \(dataset.name): \(NewQuoting.yaml(NewQuoting.column(arm.name)))",
          "    randomised: false   # true only where chance alone decided",
          "    values: {NAME_OF_THE_TREATED: treatment, NAME_OF_THE_REST: control}",
        ]
      }
    }
    out += lookups(pack)
    return out.isEmpty ? [] : ["Suggestions: copy the lines you want into their sections."] + out
  }

  private static func score(_ column: NewColumn, _ dataset: NewPack.Dataset) -> [String] {
    guard dataset.choices.time != nil, column.type == .number(digits: 0), column.distinct <= 12 else { return [] }
    let (low, high) = (column.numbers.minimum, column.numbers.maximum)
    let name = NewQuoting.column(column.name)
    func count(_ label: String, _ condition: String) -> String {
      "  " + NewFigures.measure(label, ["count": dataset.name, "where": "\(name) \(condition)"])
    }
    let hints = Set(["nps", "score", "rating", "recommend", "likelihood", "csat", "satisfaction", "stars", "answer"])
    guard !hints.isDisjoint(with: column.words) else { return [] }
    let title = NewQuoting.comment(column.name)
    if low >= 0, high <= 10, high > 5 {
      return [
        "", "\(title) runs within 0 to 10, as a net promoter score does:", "measures:",
        count("nps_answers", "BETWEEN 0 AND 10"), count("promoters", "BETWEEN 9 AND 10"),
        count("detractors", "BETWEEN 0 AND 6"), "metrics:",
        "  nps: {value: \"nps(promoters, detractors, nps_answers)\", better: up}",
      ]
    }
    if low >= 1, high <= 5 {
      return [
        "", "\(title) runs within 1 to 5, as customer satisfaction does:", "measures:",
        count("csat_answers", "BETWEEN 1 AND 5"), count("satisfied", "BETWEEN 4 AND 5"), "metrics:",
        "  csat: {value: satisfied / csat_answers, better: up}",
      ]
    }
    return []
  }

  /// A column that bears the name of another dataset's key can join the two.
  private static func lookups(_ pack: NewPack) -> [String] {
    var out: [String] = []
    for target in pack.datasets {
      guard let key = target.choices.key else { continue }
      for dataset in pack.datasets where dataset.name != target.name {
        guard dataset.profile.columns.contains(where: { $0.name == key.name }) else { continue }
        let column = NewQuoting.yaml(NewQuoting.column(key.name))
        out += [
          "", "The dataset \(dataset.name) can use the columns of \(target.name), as in \(target.noun).column:",
          "    lookup: {\(target.noun): {to: \(target.name), on: \(column)}}",
        ]
      }
    }
    return out
  }
}
