import Diagnostics
import Facts
import Pack

/// What a table of a funnel or of retention shows.
enum JourneyTable {
  case funnel(String)
  case retention(String, grain: Grain, from: String?)
}

extension DirectiveReader {
  /// What makes a `table` one of a funnel or of retention.
  func journeyKey(_ m: ConfigMapping) -> ConfigEntry? {
    m.entries.first { $0.name == "funnel" || $0.name == "retention" }
  }

  mutating func journey(_ m: ConfigMapping, _ main: ConfigEntry) -> JourneyTable? {
    let allowed = DirectiveSchema.common + (main.name == "funnel" ? ["funnel"] : ["retention", "grain", "from"])
    for extra in m.entries where !allowed.contains(extra.name) {
      findings.append(
        extra.key.error(
          "unused-key", "`\(extra.name)` does not belong to a table with `\(main.name)`", remedy: "take it out"))
    }
    if main.name == "funnel" { return funnel(main.value).map { .funnel($0) } }
    let known = names.pack.retention.map(\.name)
    guard let name = checked(main.value, "retention", known, "unknown-retention") else { return nil }
    let grain = m["grain"]?.choice(of: Grain.self, &findings) ?? .month
    return .retention(name, grain: grain, from: period(m["from"]))
  }

  mutating func funnel(_ node: ConfigNode?) -> String? {
    checked(node, "funnel", names.pack.funnels.map(\.name), "unknown-funnel")
  }
}

extension JourneyTable {
  /// The names of the facts it shows, with their periods.
  func needs(_ pack: Pack) -> [(name: String, periods: [Period])] {
    switch self {
    case .funnel(let name):
      return (pack.funnels.first { $0.name == name }?.quantities ?? []).map { ($0, [pack.period]) }
    case .retention(let name, let grain, let from):
      guard let retention = pack.retention.first(where: { $0.name == name }) else { return [] }
      let periods = pack.starts(grain, from: from)
      let all = periods.joined.map { [$0] } ?? []
      return ([retention.started] + retention.windows.map(\.metric)).map { ($0, periods + all) }
    }
  }
}

extension Funnel {
  /// The counts of its steps and the metrics between them.
  var quantities: [String] {
    steps.flatMap { step in
      [step.count] + (step.rates.map { [$0.ofPrevious, $0.ofFirst, $0.dropOff] } ?? [])
    }
  }
}

extension Pack {
  /// The periods in which those of a retention table started: the last twelve months of the shown period, or from a
  /// named one.
  func starts(_ grain: Grain, from: String?) -> [Period] {
    let last = CivilDate(dayNumber: period.end.dayNumber - 1)
    let month = last.year * 12 + last.month - 12
    let start =
      from.flatMap { resolvePeriod($0, from: period)?.start }
      ?? CivilDate(year: month / 12, month: month % 12 + 1, day: 1) ?? period.start
    guard start < period.end else { return [] }
    return calendar.periods(grain, covering: Period(start: start, end: period.end))
  }

  /// Whether all who started in a period have had a window of so many days.
  func isMature(_ days: Int, after period: Period) -> Bool {
    calendar.seconds(of: period).upperBound + Int64(days) * 86_400 <= asOf
  }
}

extension [Period] {
  /// From the start of the first to the end of the last.
  var joined: Period? {
    guard let first, let last else { return nil }
    return Period(start: first.start, end: last.end)
  }
}
