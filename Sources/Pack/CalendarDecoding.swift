import Diagnostics

extension PackDecoder {
  mutating func readCalendar(_ node: ConfigNode) {
    let mapping = PackSchema.mapping(node, at: "calendar", &findings)
    if let month = mapping["year_starts"]?.integer(in: 1...12, &findings) { calendar.yearStarts = month }
    guard let zone = mapping["zone"], let name = zone.text(&findings) else { return }
    do {
      calendar.rules = try ZoneRules.load(name)
      calendar.zone = name
    } catch let error as DiagnosticError {
      findings += error.diagnostics.map { diagnostic in
        var located = diagnostic
        located.location = zone.location
        return located
      }
    } catch {
      findings.append(zone.error("unknown-zone", "The time zone `\(name)` cannot be read"))
    }
  }

  /// `2026-10-05`, or `2026-10-05 14:30` with optional seconds and offset (`Z`, `+02:00`).
  mutating func moment(_ node: ConfigNode) -> (seconds: Int64, date: CivilDate)? {
    guard let text = node.text(&findings) else { return nil }
    if let date = CivilDate(parsing: text) {
      return (calendar.start(of: CivilDate(dayNumber: date.dayNumber + 1)), date)
    }
    if let date = CivilDate(parsing: text.prefix(10)), let time = Self.time(text.dropFirst(10)) {
      let wall = Int64(date.dayNumber) * 86_400 + time.seconds
      if let offset = time.offset {
        return (wall - offset, calendar.day(atUTC: wall - offset))
      }
      return (calendar.rules.utcSeconds(wallClock: wall), date)
    }
    findings.append(
      node.wrongType(
        "a date or a date with a time", remedy: "Write `2026-10-05`, which includes the day, or `2026-10-05 14:30`"))
    return nil
  }

  private static func time(_ text: Substring) -> (seconds: Int64, offset: Int64?)? {
    guard let first = text.first, first == "T" || first == " " else { return nil }
    var rest = text.dropFirst()
    var offset: Int64?
    if rest.hasSuffix("Z") {
      offset = 0
      rest = rest.dropLast()
    } else if let sign = rest.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let amount = clock(rest[rest.index(after: sign)...]) else { return nil }
      offset = rest[sign] == "-" ? -amount : amount
      rest = rest[..<sign]
    }
    return clock(rest).map { ($0, offset) }
  }

  private static func clock(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.utf8.count == 2 }) else { return nil }
    let numbers = parts.compactMap { Int64($0) }
    guard numbers.count == parts.count, (0...23).contains(numbers[0]),
      numbers.dropFirst().allSatisfy({ (0...59).contains($0) })
    else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
  }

  mutating func reportPeriod(_ node: ConfigNode?, override: String?) -> Period? {
    if let override {
      if let period = calendar.period(named: override) { return period }
      findings.append(
        Diagnostic(
          .error, "unknown-period", "`\(override)` is no period", remedy: Self.periodRemedy))
      return nil
    }
    return node.flatMap { period($0) }
  }

  static let periodRemedy =
    "Write a period such as `2026-Q3`, `2026-09`, `2026-W31`, `2026`, `2026-10-05` or `2026-04-01..2026-06-29`, of "
    + "at most 200 years"

  mutating func period(_ node: ConfigNode) -> Period? {
    guard let text = node.text(&findings) else { return nil }
    if let period = calendar.period(named: text) { return period }
    findings.append(node.error("unknown-period", "`\(text)` is no period", remedy: Self.periodRemedy))
    return nil
  }

  mutating func readComparisons(_ node: ConfigNode?, period: Period?) {
    for entry in node?.entries(&findings) ?? [] where isName(entry) {
      guard let target = comparison(entry.value) else { continue }
      comparisons.append(Pack.Comparison(name: entry.name, target: target))
    }
    // Claims compare with `prior` unless they name another.
    if let period, !(node?.hasKey("prior") ?? false) {
      let whole = period.start.day == 1 && period.end.day == 1
      let target: Pack.Comparison.Target =
        whole ? .shift(months: period.start.monthIndex - period.end.monthIndex) : .range(period.previous)
      comparisons.insert(Pack.Comparison(name: "prior", target: target), at: 0)
    }
  }

  private mutating func comparison(_ node: ConfigNode) -> Pack.Comparison.Target? {
    guard let text = node.text(&findings) else { return nil }
    if let months = Self.months(text) { return .shift(months: months) }
    if let period = calendar.period(named: text) { return .range(period) }
    findings.append(
      node.error(
        "unknown-comparison", "`\(text)` is neither a shift nor a period",
        remedy: "Write `-1 quarter`, `-1 year`, `-3 months`, or a period such as `2026-04-01..2026-06-29`"))
    return nil
  }

  private static func months(_ text: String) -> Int? {
    let words = text.split(separator: " ")
    guard words.count == 2, let count = Int(words[0]), (-1200...1200).contains(count), count != 0 else { return nil }
    switch words[1] {
    case "month", "months": return count
    case "quarter", "quarters": return count * 3
    case "year", "years": return count * 12
    default: return nil
    }
  }
}

extension ConfigNode {
  func hasKey(_ name: String) -> Bool {
    if case .mapping(let entries) = content { return entries.contains { $0.name == name } }
    return false
  }
}
