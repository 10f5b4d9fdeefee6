import Facts
import Formats
import Pack

/// What a pack expects of a metric in a period to come.
struct Forecast {
  var period: Period
  var value: Double
  var fact: Fact

  func figure(_ format: ValueFormat) -> ShownFigure { ShownFigure(value, FigureTerm(fact, .forecast), format) }
}

extension TimeFigures {
  /// The forecasts of the two years after a series, of periods of its grain.
  func forecasts(_ metric: String, after last: Period?, _ grain: Grain) -> [Forecast] {
    guard var period = last else { return [] }
    let end = period.end.dayNumber + 731
    var found: [Forecast] = []
    while period.end.dayNumber < end {
      let next = pack.calendar.period(grain, containing: period.end)
      guard next.end > period.end else { break }
      period = next
      let slice = Slice(period)
      guard let value = book.forecast(metric, slice) else { continue }
      found.append(Forecast(period: period, value: value, fact: book.fact(metric, in: slice)))
    }
    return found
  }
}
