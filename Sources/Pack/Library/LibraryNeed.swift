import Diagnostics

/// Something that a KPI of the library needs and the pack does not have.
enum LibraryNeed: Hashable {
  /// No dataset of the pack holds such rows.
  case dataset(String, about: String)
  /// `nearest` is a column of the pack's dataset that may be meant.
  case column(String, of: String, playing: String, meaning: String, nearest: String?)
  /// A lookup by name that must lead to a dataset.
  case lookup(String, of: String, to: String)
  /// The unit of what a column is mapped to is not known.
  case unit(of: String, in: String, unit: String)
  case input(String, unit: String, meaning: String)
  case cohort(String)
  case comparison(String)

  /// What is lacking: "the column `score` of `surveys`".
  var what: String {
    switch self {
    case .dataset(let name, _): "a dataset of \(name)"
    case .column(let name, let dataset, let role, _, _):
      "the column `\(name)` of `\(dataset)`" + (role == dataset ? "" : " (the library's `\(role)`)")
    case .lookup(let name, let dataset, _): "a lookup `\(name)` of `\(dataset)`"
    case .unit(let column, let dataset, _): "the unit of what `\(column)` of `\(dataset)` is mapped to"
    case .input(let name, _, _): "the input `\(name)`"
    case .cohort(let name): "the cohort `\(name)`"
    case .comparison(let name): "the comparison `\(name)`"
    }
  }

  /// What it means, in plain words.
  var meaning: String? {
    switch self {
    case .dataset(let name, let about): "`\(name)`: \(about)"
    case .column(let name, _, _, let meaning, _): "`\(name)`: \(meaning)"
    case .input(let name, let unit, let meaning): "`\(name)`: \(meaning)" + (unit.isEmpty ? "" : ", in \(unit)")
    case .lookup, .unit, .cohort, .comparison: nil
    }
  }

  /// What to write; `kpi` is the KPI that needs it.
  func remedy(kpi: String) -> String {
    switch self {
    case .dataset(let name, _):
      "add a dataset `\(name)`, or say which one it is: `use: {\(kpi): {from: {\(name): your_dataset}}}`"
    case .column(let name, let dataset, let role, _, let nearest):
      Self.mapping(["\(name): \(nearest ?? "your_column")"], of: dataset, playing: role)
    case .lookup(let name, let dataset, let target):
      "add `lookup: {\(name): {to: \(target), on: key_column}}` to the dataset `\(dataset)`"
    case .unit(_, let dataset, let unit):
      "declare the column it is made of: `columns: {name: {type: integer, unit: \(unit)}}` of the dataset `\(dataset)`"
    case .input(let name, let unit, _):
      "add `inputs: {\(name): {value: …, \(unit.isEmpty ? "" : "unit: \(unit), ")source: …}}`"
    case .cohort(let name): "add `cohorts: {\(name): …}`"
    case .comparison(let name): "add `compare: {\(name): 2026-01-01..2026-03-31}` with your own days"
    }
  }

  /// What to write for all that a KPI lacks; the columns of a dataset together.
  static func remedies(_ needs: [LibraryNeed], of kpi: String) -> [String] {
    var written: Set<String> = []
    return needs.compactMap { need in
      guard case .column(_, let dataset, let role, _, _) = need else { return need.remedy(kpi: kpi) }
      guard written.insert(dataset).inserted else { return nil }
      let entries = needs.compactMap { other -> String? in
        guard case .column(let name, dataset, _, _, let nearest) = other else { return nil }
        return "\(name): \(nearest ?? "your_column")"
      }
      return mapping(entries, of: dataset, playing: role)
    }
  }

  private static func mapping(_ entries: [String], of dataset: String, playing role: String) -> String {
    let list = "{\(entries.joined(separator: ", "))}"
    let plays = role == dataset ? "" : "`plays: \(role)` and "
    return "write \(plays)`map: \(list)` in the dataset `\(dataset)`, with columns or expressions of yours; "
      + "for this KPI alone, `columns: \(list)` in `use`"
  }

  /// One finding for all that a KPI lacks.
  static func finding(_ needs: [LibraryNeed], of kpi: String, at node: ConfigNode) -> Diagnostic {
    let whats = needs.map(\.what)
    let list = whats.count == 1 ? whats[0] : whats.dropLast().joined(separator: ", ") + " and " + whats[whats.count - 1]
    let meanings = needs.compactMap(\.meaning)
    let remedies = remedies(needs, of: kpi)
    return node.error(
      "kpi-needs", "The KPI `\(kpi)` needs \(list)",
      explanation: meanings.isEmpty ? nil : meanings.joined(separator: "; "),
      remedy: PackDecoder.sentence(remedies.joined(separator: "; ")))
  }
}
