/// The measures and metrics that the main dataset gives rise to.
enum NewFigures {
  /// The share of rows for which a flag is true, else that of the most common value of the segment.
  static func rate(_ dataset: NewPack.Dataset, segment: String?, _ names: inout NameRegistry) -> NewPack.Line? {
    if let flag = dataset.choices.flag {
      let part = names.name(flag.words + ["rows"], fallback: "flag_rows")
      let name = names.name(flag.words + ["rate"], fallback: "flag_rate")
      let column = NewQuoting.column(flag.name)
      var measures = [measure(part, ["count": dataset.name, "where": column])]
      let whole = known(flag, in: dataset, &measures, &names)
      return NewPack.Line(
        name: name, measures: measures,
        metric: metric(
          name, value: "\(part) / \(whole)", better: flag.polarity,
          definition: "Rows for which the column says yes, as a share of those that say yes or no."))
    }
    guard let column = dataset.choices.segment, let segment, let value = column.mostCommon,
      value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { return nil }
    let part = names.name([segment, "most", "common"], fallback: "most_common")
    let name = names.name([segment, "most", "common", "share"], fallback: "most_common_share")
    let condition = "\(NewQuoting.column(column.name)) = \(NewQuoting.literal(value))"
    return NewPack.Line(
      name: name, measures: [measure(part, ["count": dataset.name, "where": condition])],
      metric: metric(
        name, value: "\(part) / \(dataset.count ?? dataset.name)", better: "neutral",
        definition: "Rows with the most common value of the segment, as a share of all rows."))
  }

  /// The mean amount of a row, or the median of its duration.
  static func figure(_ dataset: NewPack.Dataset, _ names: inout NameRegistry) -> NewPack.Line? {
    switch dataset.choices.figure {
    case nil: return nil
    case .amount(let column):
      let total = names.name(column.words + ["total"], fallback: "amount_total")
      let name = names.name(column.words + ["per", dataset.noun], fallback: "amount_per_row")
      var measures = [measure(total, ["sum": NewQuoting.column(column.name), "from": dataset.name])]
      let count = known(column, in: dataset, &measures, &names)
      return NewPack.Line(
        name: name, measures: measures,
        metric: metric(
          name, value: "mean(\(total), \(count))", better: column.polarity == "neutral" ? "up" : column.polarity,
          definition: "The sum of the column over the rows that hold a value."))
    case .duration(let column, let unit):
      let times = names.name(column.words + ["distribution"], fallback: "duration_distribution")
      let name = names.name(["median"] + column.words, fallback: "median_duration")
      return NewPack.Line(
        name: name,
        measures: [
          measure(
            times, ["quantile": NewQuoting.column(column.name), "from": dataset.name, "resolution": "1 \(unit)"])
        ],
        metric: metric(
          name, value: "median(\(times))", better: "down", definition: "Half of the rows take at most this long."))
    case .span(let end):
      guard let start = dataset.choices.time else { return nil }
      let open = names.name(["time", "to"] + end.words, fallback: "time_to_end")
      let name = names.name(["median", "time", "to"] + end.words, fallback: "median_time_to_end")
      let (from, to) = (NewQuoting.column(start.name), NewQuoting.column(end.name))
      return NewPack.Line(
        name: name,
        measures: [
          measure(
            open,
            [
              "survival": dataset.name, "start": from, "end": to,
              "resolution": start.hasClock || end.hasClock ? "1 min" : "1 day",
              "where": "\(to) IS NULL OR \(to) >= \(from)",
            ])
        ],
        metric: metric(
          name, value: "median(\(open))", better: "down",
          definition: "Half of the rows are done within this time; open ones count as open at the end of the data."))
    }
  }

  /// The measure that counts rows with a value of a column: all rows where none lacks one.
  private static func known(
    _ column: NewColumn, in dataset: NewPack.Dataset, _ measures: inout [String], _ names: inout NameRegistry
  ) -> String {
    guard column.missing > 0, let name = Optional(names.name(column.words + ["known"], fallback: "known")) else {
      return dataset.count ?? dataset.name
    }
    let condition = "\(NewQuoting.column(column.name)) IS NOT NULL"
    measures.append(measure(name, ["count": dataset.name, "where": condition]))
    return name
  }

  /// One measure on one line.
  static func measure(_ name: String, _ keys: KeyValuePairs<String, String>) -> String {
    "\(name): {\(keys.map { "\($0.key): \(NewQuoting.yaml($0.value))" }.joined(separator: ", "))}"
  }

  /// A metric as a mapping of lines.
  static func metric(_ name: String, value: String, better: String, definition: String) -> [String] {
    let doubt = better == "neutral" ? "   # up or down, when one of them is good" : "   # as the name suggests"
    return [
      "\(name):", "  label: \(NewQuoting.yaml(labelText(name)))", "  value: \(NewQuoting.yaml(value))",
      "  better: \(better)\(doubt)", "  definition: \(NewQuoting.yaml(definition))",
    ]
  }
}

extension NewColumn {
  var hasClock: Bool {
    if case .timestamp(_, let hasClock) = type { return hasClock }
    return false
  }
}
