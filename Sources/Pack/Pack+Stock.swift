public import Metrics

extension Pack {
  /// The stretch whose snapshots are the level of a stock at the end of a period: its last day, week, month or quarter.
  ///
  /// Where that one is not over at `as_of`, the one before, if it lies in the period too.
  public func snapshot(_ grain: StockGrain, of period: Period) -> Period {
    let unit: Grain =
      switch grain {
      case .day: .day
      case .week: .week
      case .month: .month
      case .quarter: .quarter
      }
    let last = CivilDate(dayNumber: period.end.dayNumber - 1)
    let found = calendar.period(unit, containing: asOfDate >= period.start ? min(last, asOfDate) : last)
    guard calendar.seconds(of: found).upperBound > asOf, found.start > period.start else { return found }
    let before = calendar.period(unit, containing: CivilDate(dayNumber: found.start.dayNumber - 1))
    return before.start >= period.start ? before : found
  }

  /// Whether the rows of a dataset can be told apart by a segment.
  public func hasSource(_ segment: String, for dataset: String) -> Bool {
    segments.contains { $0.name == segment && $0.sources[dataset] != nil }
  }
}
