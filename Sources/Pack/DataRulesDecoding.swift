import Diagnostics
import Metrics

extension PackDecoder {
  private enum BadRow: String, CaseIterable { case quarantine, stop }

  /// The rules of a dataset that is read from files.
  mutating func rules(_ keys: ConfigMapping, of dataset: Dataset, files: [String]) -> DataRules {
    var rules = DataRules()
    rules.format = format(keys["format"], keys["file"], files)
    rules.header = header(keys["header"], rules.format)
    rules.badRowLimit = keys["max_bad_rows"].flatMap { limit($0) }
    if let node = keys["on_bad_row"], node.choice(of: BadRow.self, &findings) == .stop {
      if let other = keys.entries.first(where: { $0.name == "max_bad_rows" }) {
        findings.append(
          other.key.error(
            "unused-key", "`max_bad_rows` has no meaning beside `on_bad_row: stop`", remedy: "Take one of the two out"))
      }
      rules.badRowLimit = .rows(0)
    }
    if rules.format != .csv, let separator = keys.entries.first(where: { $0.name == "separator" }) {
      findings.append(
        separator.key.error(
          "unused-key", "`separator` does not belong to rows written as \(rules.format.rawValue)", remedy: "Take it out"
        )
      )
    }
    rules.rowRules = rowRules(keys["rules"], of: dataset.name)
    rules.freshness = timeLimit(keys["freshness"], dataset)
    rules.retention = timeLimit(keys["retention"], dataset)
    return rules
  }

  private mutating func format(_ declared: ConfigNode?, _ place: ConfigNode?, _ files: [String]) -> DataRules.Format {
    if let declared { return declared.choice(of: DataRules.Format.self, &findings) ?? .csv }
    let formats = Set(files.map(DataRules.Format.init(fileName:)))
    if formats.count > 1, let place {
      findings.append(
        place.error(
          "mixed-formats", "Some of the files are CSV and some JSON lines",
          remedy: "Make two datasets of them, or write `format:` if the endings mislead"))
    }
    return formats == [.jsonl] ? .jsonl : .csv
  }

  private mutating func header(_ node: ConfigNode?, _ format: DataRules.Format) -> [String]? {
    guard let node else { return nil }
    if format == .jsonl {
      findings.append(
        node.error(
          "unused-key", "`header` does not belong to JSON lines", remedy: "Take it out; each line names its values")
      )
    }
    var names: [String] = []
    for item in node.list(&findings) {
      guard let name = item.text(&findings) else { continue }
      if names.contains(name) {
        findings.append(
          item.error(
            "duplicate-column", "The column `\(name)` stands twice in `header`", remedy: "Rename one of the two"))
      }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }

  /// `12` rows, or a share such as `0.5%`.
  mutating func limit(_ node: ConfigNode) -> RowLimit? {
    guard let text = node.text(&findings) else { return nil }
    if let count = Int(text), count >= 0 { return .rows(count) }
    if text.hasSuffix("%"), let share = percent(text), (0...share.denominator).contains(Int128(share.digits)) {
      return .share(share)
    }
    findings.append(
      node.wrongType("a number of rows or a share from 0% to 100%", remedy: "Write `12`, or `0.5%` of all rows"))
    return nil
  }

  private func percent(_ text: String) -> ExactDecimal? {
    guard let number = ExactDecimal(parsing: text.dropLast()), number.scale <= 14 else { return nil }
    return ExactDecimal(digits: number.digits, scale: number.scale + 2).reduced
  }

  private mutating func rowRules(_ node: ConfigNode?, of dataset: String) -> [RowRule] {
    guard let node else { return [] }
    var names: Set<String> = []
    return node.list(&findings).compactMap { item in
      let keys = PackSchema.mapping(item, at: "datasets.*.rules.*", &findings)
      let name = keys["name"]?.text(&findings)
      let condition = expression(keys["where"], in: dataset, as: .condition)
      let most = keys["at_most"].flatMap { limit($0) }
      let action = keys["on_bad"]?.choice(of: RowRule.Action.self, &findings)
      guard let name, let condition, let source = keys["where"]?.source else { return nil }
      guard names.insert(name).inserted else {
        findings.append(
          item.error("duplicate-name", "Two rules are named `\(name)`", remedy: "Rename one; reports tell them by name")
        )
        return nil
      }
      return RowRule(
        name: name, condition: condition, limit: most ?? .rows(0), action: action ?? .quarantine, location: source)
    }
  }

  private mutating func timeLimit(_ node: ConfigNode?, _ dataset: Dataset) -> DataRules.TimeLimit? {
    guard let node, let text = node.text(&findings) else { return nil }
    if dataset.time == nil {
      findings.append(
        node.error(
          "no-time", "The rows of `\(dataset.name)` have no time to be measured against \(node.title)",
          remedy: "Add `time:` to the dataset"))
    }
    guard let length = TimeLength(parsing: text) else {
      findings.append(node.wrongType("a duration", remedy: "Write `6 hours`, `2 days`, `25 months` or `3 years`"))
      return nil
    }
    return asOf.map { DataRules.TimeLimit(text: length.description, moment: length.before($0, in: calendar)) }
  }
}

extension DataRules.Format {
  /// JSON lines by the ending `.jsonl` or `.ndjson`, else CSV; `.gz` after it does not count.
  init(fileName: String) {
    var name = fileName.lowercased()
    if name.hasSuffix(".gz") { name.removeLast(3) }
    self = name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") ? .jsonl : .csv
  }
}
