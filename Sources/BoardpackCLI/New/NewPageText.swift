import Pack

extension NewPack {
  /// The text of `index.md`: references only, so that nothing typed can go stale.
  var pageText: String {
    let volume = main.volume ?? metrics[0]
    let change = periods.hasPrior ? ", {{ \(volume).change(prior) | signed }} on the period before" : ""
    var out = """
      ---
      title: Summary
      ---
      # {{ \(volume).label }}: {{ \(volume) }} in {{ period }}\(change)


      """
    for line in lines {
      out += "**{{ \(line.name).label }}** is {{ \(line.name) }} in {{ period }}.\n\n"
    }
    out += "Write here what the figures mean, what follows from them and who decides.\n\n"
    var columns = ["value", "interval", "n"]
    if periods.hasPrior { columns.append("prior") }
    if periods.hasPrior, periods.hasYearAgo { columns.append("year_ago") }
    out += directive(
      "table",
      [
        "title: \"The figures of {{ period }}\"", "metrics: [\(metrics.joined(separator: ", "))]",
        "columns: [\(columns.joined(separator: ", "))]",
      ])
    out += chart("columns", volume, half: segment != nil, ["grain: month", "from: \(firstShown.name)"])
    out += bars(volume)
    for line in lines {
      out += chart(
        "line", line.name, half: segment != nil, ["grain: month", "from: \(firstShown.name)", "target: false"])
      out += bars(line.name)
    }
    return out + "## Definitions\n\n" + directive("definitions", []) + "## The data\n\n" + directive("quality", [])
  }

  /// At most eighteen months up to the reported period.
  private var firstShown: Period {
    let first = Period(.month, containing: periods.period.shifted(months: -17).start)
    return first.start < periods.firstMonth.start ? periods.firstMonth : first
  }

  func bars(_ metric: String) -> String {
    guard let segment else { return "" }
    return chart("bars", metric, half: true, ["by: \(segment)", "scale: own"], title: "by \(segmentWords)")
  }

  /// A digit in a title would count as typed by hand.
  private var segmentWords: String {
    guard let segment, !segment.contains(where: \.isNumber) else { return "segment" }
    return segment.replacing("_", with: " ")
  }

  func chart(_ kind: String, _ metric: String, half: Bool, _ keys: [String], title: String = "by month")
    -> String
  {
    let width = half ? ["width: half"] : []
    return directive(
      "chart", ["kind: \(kind)"] + width + ["title: \"{{ \(metric).label }} \(title)\"", "metric: \(metric)"] + keys)
  }

  private func directive(_ name: String, _ lines: [String]) -> String { NewDirective.text(name, lines) }

  /// Keys of a chart by month.
  var monthly: [String] { ["grain: month", "from: \(firstShown.name)"] }

  /// The week in which the time before a review starts.
  var firstWeek: String {
    let start = periods.before?.start ?? periods.firstMonth.start
    return "\(max(start, periods.firstMonth.start))"
  }
}
