import Pack

/// The period a new pack reports on, and what it can be compared with.
struct NewPeriods {
  let asOf: CivilDate
  let period: Period
  /// Whether the period is over at `asOf`.
  let isComplete: Bool
  let hasPrior: Bool
  let hasYearAgo: Bool
  /// First month with rows, for charts.
  let firstMonth: Period
  /// The stretch that `prior` names, where it is no shift.
  private(set) var before: Period?

  /// `span` is that of the time column; `lastDay` the latest day in the data.
  init(_ span: NewTimeShape.Span, lastDay: Int) {
    asOf = CivilDate(dayNumber: lastDay)
    let first = CivilDate(dayNumber: span.first)
    firstMonth = Period(.month, containing: first)
    /// Rows in each month; the data may start a few days into the first, after a holiday or a weekend.
    func covers(_ period: Period) -> Bool {
      guard span.first <= period.start.dayNumber + 3 else { return false }
      var month = Period(.month, containing: period.start)
      while month.start < period.end {
        guard span.months[month.start.year * 12 + month.start.month - 1] != nil else { return false }
        month = Period(.month, containing: month.end)
      }
      return true
    }
    func lastComplete(_ grain: Grain) -> Period {
      let current = Period(grain, containing: CivilDate(dayNumber: lastDay))
      return current.end.dayNumber == lastDay + 1 ? current : current.previous
    }
    let quarter = lastComplete(.quarter)
    var month = lastComplete(.month)
    // A gap at the end of the data: go back to the last month with rows.
    while month.start > firstMonth.start, !covers(month) { month = month.previous }
    if covers(quarter), covers(quarter.previous) {
      period = quarter
      isComplete = true
    } else if covers(month), month.end.dayNumber <= lastDay + 1 {
      period = month
      isComplete = true
    } else {
      period = Period(.month, containing: CivilDate(dayNumber: span.last))
      isComplete = period.end.dayNumber <= lastDay + 1
    }
    hasPrior = covers(period.previous)
    hasYearAgo = covers(period.shifted(months: -12))
  }

  /// The ninety days from a launch beside the ninety before it; without a launch the last ninety in the data.
  init(reviewOf span: NewTimeShape.Span, lastDay: Int, launch: CivilDate?) {
    let start = launch?.dayNumber ?? lastDay + 1 - Self.review
    func days(_ first: Int) -> Period {
      Period(start: CivilDate(dayNumber: first), end: CivilDate(dayNumber: first + Self.review))
    }
    asOf = CivilDate(dayNumber: lastDay)
    firstMonth = Period(.month, containing: CivilDate(dayNumber: span.first))
    period = days(start)
    before = days(start - Self.review)
    isComplete = period.end.dayNumber <= lastDay + 1
    hasPrior = span.first < start
    hasYearAgo = false
  }

  private static let review = 90

  var priorShift: String {
    if let before { return before.name }
    return period.grain == .quarter ? "-1 quarter" : "-1 month"
  }
}
