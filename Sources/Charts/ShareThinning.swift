import Formats

extension TimeGrain {
  /// The grains above this one, from fine to coarse.
  fileprivate var coarser: [TimeGrain] {
    let all: [TimeGrain] = [.day, .week, .month, .quarter, .year]
    return Array(all.drop { $0 != self }.dropFirst())
  }

  /// What a chart says that draws this grain's sums beside figures of one period.
  fileprivate func note(figures period: String) -> String {
    switch self {
    case .day: ""
    case .week: phrase("Columns: weeks; at the right: \(period)")
    case .month: phrase("Columns: months; at the right: \(period)")
    case .quarter: phrase("Columns: quarters; at the right: \(period)")
    case .year: phrase("Columns: years; at the right: \(period)")
    }
  }
}

/// Amounts as columns: those of the spec, or their sums over the finest coarser grain that a drawing can show.
struct ShareColumns {
  var days: [Int]
  var grain: TimeGrain
  /// For each part an amount for each of the days.
  var amounts: [[Double?]]
  /// Says what is drawn where that is not the spec's own grain; empty where it is.
  var note = ""

  /// - Parameters:
  ///   - amounts: for each part an amount for each of the spec's days.
  ///   - last: the index of the period that figures are printed of.
  ///   - limit: the most columns that can be told apart.
  init(_ spec: ShareSpec, amounts: [[Double?]], last: Int, limit: Int) {
    days = spec.days
    grain = spec.grain
    self.amounts = amounts
    guard days.count > limit else { return }
    let first = grain.coarser.first { periodStarts(of: $0, spec.fiscal).count <= limit }
    guard let coarse = first ?? grain.coarser.last else { return }
    let starts = periodStarts(of: coarse, spec.fiscal)
    let ranges = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : days.count) }
    // What a sum would hide has no shares here either.
    let isWhole = ranges.map { range in range.allSatisfy { day in amounts.allSatisfy { ($0[day] ?? 0) >= 0 } } }
    self.amounts = amounts.map { part in
      ranges.indices.map { index in
        isWhole[index] ? ranges[index].compactMap { part[$0] }.reduce(nil) { ($0 ?? 0) + $1 } : nil
      }
    }
    note = coarse.note(figures: grain.periodText(spec.days[last], spec.fiscal))
    grain = coarse
    days = starts.map { spec.days[$0] }
  }

  /// Where in the days each period of a grain begins.
  private func periodStarts(of grain: TimeGrain, _ fiscal: FiscalYear) -> [Int] {
    let step = grain.finest
    return days.indices.filter { $0 == 0 || step.index(days[$0], fiscal) != step.index(days[$0 - 1], fiscal) }
  }
}
