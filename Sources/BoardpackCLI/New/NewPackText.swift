import Pack

extension NewPack {
  /// The text of `pack.yaml`.
  var packText: String {
    var out = """
      # A first pack, inferred from the data. Comments say what was inferred and from what; correct what is wrong.
      title: \(NewQuoting.yaml(title))
      as_of: \(periods.asOf)   # the latest day in the data
      currency: \(currency.code)   # \(currency.isFromNames ? "from the name of a column" : "not in the data: set yours")
      calendar: {zone: UTC}   # of timestamps without a zone, and of midnights: set yours, such as Europe/Berlin
      period: \(periods.period.name)   # \(periodRemark)

      """
    if periods.hasPrior {
      out += "compare:\n  prior: \(periods.priorShift)\n"
      out +=
        periods.hasYearAgo ? "  year_ago: -1 year\n" : "  # year_ago: -1 year   the data do not reach back that far\n"
    }
    if let launch { out += "\nevents:\n  - {date: \(launch), label: Launch, rebase: true}\n" }
    out += "\ndatasets:\n"
    for dataset in datasets { out += text(dataset) }
    if let segment, let column = main.choices.segment {
      out += "\n# Other columns with few values can be segments too.\nsegments:\n"
      let source = NewQuoting.yaml(NewQuoting.column(column.name))
      out += "  \(segment): {\(main.name): \(source)}   # \(column.values.count) values\(gaps(column))\n"
    }
    out += "\nmeasures:\n"
    for dataset in datasets {
      if let count = dataset.count { out += "  \(NewFigures.measure(count, ["count": dataset.name]))\n" }
    }
    for line in lines { out += line.measures.map { "  \($0)\n" }.joined() }
    out += "\nmetrics:\n"
    for dataset in datasets {
      guard let volume = dataset.volume, let count = dataset.count else { continue }
      let metric = NewFigures.metric(volume, value: count, better: "neutral", definition: "Rows of the dataset.")
      out += metric.map { "  \($0)\n" }.joined()
    }
    for line in lines { out += line.metric.map { "  \($0)\n" }.joined() }
    out += libraryText
    let ideas = NewSuggestions.lines(self)
    if !ideas.isEmpty { out += "\n" + ideas.map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined() }
    return out + "\npages: [\(NewPages(pack: self).all.map(\.file).joined(separator: ", "))]\n"
  }

  /// The KPIs that the data allow, and what a few others lack.
  private var libraryText: String {
    guard template.usesLibrary else { return "" }
    var out = "\n# KPIs of the library: `boardpack kpis --for` this folder lists all.\n"
    out += kpis.isEmpty ? "# use: []   none has all it needs yet\n" : "use: [\(kpis.joined(separator: ", "))]\n"
    for kpi in lacking { out += "# \(kpi.name): needs \(NewQuoting.comment(kpi.need, upTo: 100))\n" }
    return out
  }

  /// The part of a dataset in the library, with the reason for each match; doubtful ones as comments.
  private func text(_ role: NewRole) -> String {
    guard role.isTaken else {
      return "    # plays: \(role.contract.name)   \(role.reason): if so, take the # away\n"
    }
    var out = "    plays: \(role.contract.name)   # \(role.reason)\n"
    if !role.alike.isEmpty {
      out += "    # of the library's columns by the same name: \(role.alike.joined(separator: ", "))\n"
    }
    let taken = role.mappings.filter(\.isTaken)
    if !taken.isEmpty { out += "    map:\n" }
    for mapping in taken {
      out += "      \(mapping.library.name): \(NewQuoting.yaml(mapping.expression))   # \(mapping.reason)\n"
    }
    for mapping in role.mappings where !mapping.isTaken {
      let line = "\(mapping.library.name): \(NewQuoting.yaml(mapping.expression))"
      out += "    # under `map`, if so: \(line)   \(mapping.reason)\n"
    }
    return out
  }

  private var periodRemark: String {
    if template == .review {
      return launch == nil
        ? "the last days in the data: write the days from your launch" : "ninety days from the launch"
    }
    let grain = periods.period.grain == .quarter ? "quarter" : "month"
    return periods.isComplete
      ? "the last complete \(grain) in the data"
      : "not over at the end of the data: no complete month is there yet"
  }

  private func text(_ dataset: Dataset) -> String {
    let (profile, choices) = (dataset.profile, dataset.choices)
    var out = "  \(dataset.name):\n"
    let bad = profile.badRows > 0 ? ", \(profile.badRows) more are malformed" : ""
    out += "    file: \(NewQuoting.yaml("data/" + dataset.copy))   # \(profile.rows) rows\(bad)\n"
    if profile.file.format == .spaces { out += "    format: spaces\n" }
    if profile.file.format == .csv, profile.file.separator != UInt8(ascii: ",") {
      let separator = profile.file.separator
      let name = separator == UInt8(ascii: "\t") ? "tab" : String(UnicodeScalar(separator))
      out += "    separator: \(NewQuoting.yaml(name))\n"
    }
    if let header = profile.file.header {
      out += "    header: [\(header.map(NewQuoting.yaml).joined(separator: ", "))]\n"
    }
    out += "    noun: \(NewQuoting.yaml(dataset.noun))\n"
    if let role = dataset.role { out += text(role) }
    if let key = choices.key {
      let sure = key.isDistinctCapped ? "no value twice among the first millions" : "no value twice, none missing"
      out += "    key: \(NewQuoting.yaml(NewQuoting.column(key.name)))   # \(sure)\n"
    } else {
      out += "    # key: no column that is named like one is unique and complete\n"
    }
    if let time = choices.time {
      let others = profile.columns.count { $0.span != nil } - 1
      let remark = others == 0 ? "the only timestamp" : "of \(others + 1) timestamps, by gaps and name"
      out += "    time: \(NewQuoting.yaml(NewQuoting.column(time.name)))   # \(remark)\(gaps(time))\n"
    }
    if let cluster = choices.cluster { out += text(cluster: cluster, key: choices.key) }
    for remark in profile.remarks { out += "    # \(remark)\n" }
    guard !profile.columns.isEmpty else { return out }
    out += "    columns:\n"
    for column in profile.columns {
      let unit = column.timeUnit ?? dataset.role?.unit(of: NewQuoting.column(column.name))
      out += "      \(NewQuoting.yaml(column.name)): \(type(column, unit: unit))\n"
    }
    return out
  }

  private func text(cluster: NewColumn, key: NewColumn?) -> String {
    let name = NewQuoting.column(cluster.name)
    let mean = "\(cluster.isDistinctCapped ? "at least " : "")\(cluster.distinct) in \(cluster.filled) rows"
    if cluster.missing == 0 { return "    cluster: \(NewQuoting.yaml(name))   # \(mean)\n" }
    guard let key else {
      return "    # cluster: \(NewQuoting.yaml(name))   has gaps, and there is no key to take its place\n"
    }
    let expression = "COALESCE(\(name), \(NewQuoting.column(key.name)))"
    return "    cluster: \(NewQuoting.yaml(expression))   # \(mean), the key where it is missing\n"
  }

  private func type(_ column: NewColumn, unit: String?) -> String {
    var keys: [String] = []
    var remark = column.isDistinctCapped ? "over \(column.distinct - 1) values" : "\(column.distinct) values"
    switch column.type {
    case .text:
      keys.append("type: text")
      if column.numbers.isPossible, column.filled > 0, column.numbers.digits == nil {
        remark += ", too fine for a decimal"
      }
    case .boolean(let yes, let no):
      keys.append("type: boolean")
      if !["true", "yes", "t", "y", "1"].contains(yes) || !["false", "no", "f", "n", "0"].contains(no) {
        keys.append("\"true\": [\(NewQuoting.yaml(yes))]")
        keys.append("\"false\": [\(NewQuoting.yaml(no))]")
      }
      if yes == "1" { remark += ", 1 and 0 read as yes and no" }
    case .number(let digits):
      keys.append("type: \(digits == 0 ? "integer" : "decimal(\(digits))")")
      if digits == 0, let unit { keys.append("unit: \(unit)") }
    case .money: keys.append("type: money")
    case .timestamp(let format, let hasClock):
      keys.append("type: \(hasClock ? "timestamp" : "date")")
      if let format { keys.append("format: \(NewQuoting.yaml(format))") }
      if column.times.isAmbiguous {
        remark += ", ambiguous: no number above 12 tells day from month; if the month stands first, swap dd and MM"
      }
    }
    if !column.nulls.isEmpty { keys.append("nulls: [\(column.nulls.map(NewQuoting.yaml).joined(separator: ", "))]") }
    let value = keys.count == 1 ? String(keys[0].dropFirst("type: ".count)) : "{\(keys.joined(separator: ", "))}"
    return "\(value)   # \(remark)\(gaps(column))"
  }

  private func gaps(_ column: NewColumn) -> String {
    column.missing == 0 ? "" : ", missing in \(column.missing) rows"
  }
}
