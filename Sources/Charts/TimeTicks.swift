import Formats

/// A labelled day on a time axis.
struct TimeTick: Equatable {
  var day: Int
  var x: Double
  var label: String
  /// Printed under the label where the year changes.
  var year: String?
}

/// A distance between ticks of time.
enum TimeStep: Equatable {
  case days(Int)
  case months(Int)

  /// From fine to coarse.
  static let all: [TimeStep] = [
    .days(1), .days(2), .days(7), .days(14), .months(1), .months(3), .months(6), .months(12), .months(24), .months(60),
    .months(120), .months(240), .months(600), .months(1200), .months(12_000),
  ]

  var approximateDays: Double {
    switch self {
    case .days(let n): Double(n)
    case .months(let n): Double(n) * 30.4375
    }
  }

  /// Which step a day lies in; equal for days of one step. Quarters and years are those of the fiscal year.
  func index(_ day: Int, _ fiscal: FiscalYear) -> Int {
    switch self {
    case .days(let n): floorDivide(day + 3, n)  // day -3 was a Monday
    case .months(let n): floorDivide(fiscal.monthIndex(day), n)
    }
  }

  /// The first day of a step.
  func start(_ index: Int, _ fiscal: FiscalYear) -> Int {
    switch self {
    case .days(let n): index * n - 3
    case .months(let n): fiscal.day(ofMonth: index * n)
    }
  }

  func label(_ day: Int, grain: TimeGrain, _ fiscal: FiscalYear) -> String {
    let date = CalendarDay(day)
    switch self {
    case .days: return DateText.shortDay(month: date.month, day: date.day)
    case .months(let n) where n >= 12: return fiscal.yearText(day)
    case .months where namesQuarters(grain): return fiscal.quarterText(day)
    case .months: return DateText.shortMonthName(date.month)
    }
  }

  /// Whether its ticks are quarters, not months: the year under them is then fiscal too.
  func namesQuarters(_ grain: TimeGrain) -> Bool {
    guard case .months(let n) = self else { return false }
    return grain == .quarter && n < 12
  }
}

extension TimeStep {
  /// The least room between labels: an em between dates of two words, which else read as one of four.
  fileprivate var gap: Double {
    switch self {
    case .days: TextRole.label.size
    case .months: TextRole.label.size / 2
    }
  }
}

func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

extension TimeGrain {
  var finest: TimeStep {
    switch self {
    case .day, .week: .days(self == .day ? 1 : 7)
    case .month: .months(1)
    case .quarter: .months(3)
    case .year: .months(12)
    }
  }

  /// The px that one tick should have: every period of a month's or a quarter's chart is worth naming.
  var tickDistance: Double {
    switch self {
    case .day, .week: 52
    case .month, .quarter, .year: 30
    }
  }

  /// The period that begins on a day, in a label: `28 Sep 2026`, `Sep 2026`, `Q3 2026`, `2026`; in fiscal years `Q3 FY26`,
  /// `FY26`.
  func periodText(_ day: Int, _ fiscal: FiscalYear) -> String {
    let date = CalendarDay(day)
    switch self {
    case .day, .week: return DateText.shortDay(year: date.year, month: date.month, day: date.day)
    case .month: return DateText.month(year: date.year, month: date.month)
    case .quarter: return fiscal.quarterText(day) + " " + fiscal.yearText(day)
    case .year: return fiscal.yearText(day)
    }
  }
}

/// Ticks between two days: the step whose distance comes nearest to the wanted one by ratio, then coarser ones until
/// the measured labels fit.
func timeTicks(
  from low: Int, to high: Int, grain: TimeGrain, fiscal: FiscalYear = .calendar, x: (Int) -> Double
) -> [TimeTick] {
  let pixelsPerDay = high > low ? (x(high) - x(low)) / Double(high - low) : 0
  return chosenTicks(grain: grain, fiscal: fiscal, pixelsPerDay: pixelsPerDay, days: (low, high)) { step in
    let first = step.index(low, fiscal)
    let last = step.index(high, fiscal)
    guard last >= first, last - first < 1000 else { return [] }
    var starts = (first...last).map { step.start($0, fiscal) }
    // A step that began shortly before the first point is named at that point.
    if starts[0] < low {
      let isEarly = Double(low - starts[0]) < step.approximateDays / 3
      if isEarly, case .months(let n) = step, n < 12 { starts[0] = low } else { starts.removeFirst() }
    }
    return starts
  } x: {
    x($0)
  }
}

/// Ticks of columns: the first column in each step is labelled.
func columnTicks(_ days: [Int], grain: TimeGrain, fiscal: FiscalYear = .calendar, x: [Double]) -> [TimeTick] {
  guard let low = days.first, let high = days.last, let left = x.first, let right = x.last else { return [] }
  var places: [Int: Double] = [:]
  for (day, place) in zip(days, x) where places[day] == nil { places[day] = place }
  let pixelsPerDay = high > low ? (right - left) / Double(high - low) : 0
  return chosenTicks(grain: grain, fiscal: fiscal, pixelsPerDay: pixelsPerDay, days: (low, high)) { step in
    var out: [Int] = []
    for day in days where out.last.map({ step.index($0, fiscal) != step.index(day, fiscal) }) ?? true {
      out.append(day)
    }
    return out
  } x: {
    places[$0] ?? left
  }
}

private func chosenTicks(
  grain: TimeGrain, fiscal: FiscalYear, pixelsPerDay: Double, days: (low: Int, high: Int),
  candidates: (TimeStep) -> [Int],
  x: (Int) -> Double
) -> [TimeTick] {
  let allowed = TimeStep.all.drop { $0 != grain.finest }
  let wanted = pixelsPerDay > 0 ? grain.tickDistance / pixelsPerDay : 1
  let best =
    allowed.indices.min {
      distance(allowed[$0].approximateDays, wanted) < distance(allowed[$1].approximateDays, wanted)
    } ?? allowed.startIndex
  for step in allowed[best...] {
    let days = candidates(step)
    if days.isEmpty { break }
    let ticks = labelled(
      days.map { TimeTick(day: $0, x: x($0), label: step.label($0, grain: grain, fiscal)) }, step: step
    ) {
      step.namesQuarters(grain) ? fiscal.yearText($0) : String(CalendarDay($0).year)
    }
    if fits(ticks, gap: step.gap) { return ticks }
  }
  // No round day lies inside: name the first one.
  return [TimeTick(day: days.low, x: x(days.low), label: grain.periodText(days.low, fiscal))]
}

private func distance(_ a: Double, _ b: Double) -> Double { a > b ? a / b : b / a }

private func labelled(_ ticks: [TimeTick], step: TimeStep, year: (Int) -> String) -> [TimeTick] {
  if case .months(let n) = step, n >= 12 { return ticks }
  var ticks = ticks
  var shown: String?
  for i in ticks.indices {
    let year = year(ticks[i].day)
    if year != shown { ticks[i].year = year }
    shown = year
  }
  // A year that begins right after the first tick needs the room more.
  let years = ticks.indices.filter { ticks[$0].year != nil }
  if years.count > 1, let text = ticks[years[1]].year,
    ticks[years[1]].x - ticks[years[0]].x < TextRole.small.width(text) + 6
  {
    ticks[years[0]].year = nil
  }
  return ticks
}

private func fits(_ ticks: [TimeTick], gap: Double) -> Bool {
  for (a, b) in zip(ticks, ticks.dropFirst()) {
    let needed = (TextRole.label.width(a.label) + TextRole.label.width(b.label)) / 2 + gap
    if b.x - a.x < needed { return false }
  }
  let years = ticks.filter { $0.year != nil }
  for (a, b) in zip(years, years.dropFirst()) where b.x - a.x < TextRole.small.width(a.year ?? "") + 4 {
    return false
  }
  return true
}
