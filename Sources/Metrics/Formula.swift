/// A metric's formula over measures, inputs and other metrics.
///
/// Parsed by `Formula.init(parsing:)`; `description` prints it back.
public indirect enum Formula: Sendable, Hashable {
  /// A literal, with an optional unit in brackets: `2080 [h/fte/year]`, `30`, `14 [day]`.
  case number(Double, unit: String?)
  /// A measure, an input or a metric by name; the parts of a funnel's name are joined by dots.
  case name(String)
  case negate(Formula)
  case binary(Operator, Formula, Formula)
  case call(FormulaFunction, [Formula])
  /// `if(condition, a, b)`: the first figure where the condition holds, otherwise the second.
  case choice(FormulaCondition<Formula>, Formula, Formula)

  /// The arithmetic operators.
  public enum Operator: String, Sendable, Hashable { case plus = "+", minus = "-", times = "*", over = "/" }
}

/// The named functions of formulas.
public enum FormulaFunction: String, Sendable, Hashable, CaseIterable {
  /// `contrast(metric, cohort)`: treatment less control.
  case contrast
  /// `relative(metric, cohort)`: the lift, (treatment - control) / control.
  case relative
  /// `arm(metric, name)`: a metric within one arm of a cohort.
  case arm
  /// `median(measure)` of a survival or quantile measure.
  case median
  /// `quantile(measure, 0.75)`.
  case quantile
  /// `within(measure, 30 [day])`: the share done within a time; open cases are censored.
  case within
  /// `nps(promoters, detractors, answers)`: 100 x (share of promoters less share of detractors), index points.
  case nps
  /// `mean(sum, count)` is `sum / count` read as a mean of the rows (t interval where the row is the unit).
  case mean
  /// Exact time conversions of a per-period rate or a flow: a figure of the shown period scaled to a year, a quarter,
  /// a month, by days of the calendar.
  case perYear = "per_year", perQuarter = "per_quarter", perMonth = "per_month"
  /// `prior(metric)`: the same metric one period of the same length earlier; `same_period_last_year(metric)`.
  case prior, samePeriodLastYear = "same_period_last_year"
  /// `cumulative(metric)`: from the first period in the data to the end of the shown one; sums only.
  case cumulative
  /// `rolling(metric, 3)`: over the shown period and the two before it of the same length, from their sums.
  case rolling
  /// `ytd(metric)`: from the start of the fiscal year to the end of the shown period, from its sums.
  case ytd
  /// `share_of_total(metric)`: of a flow, the slice's segment over all rows, those without a value included.
  case shareOfTotal = "share_of_total"
  /// `index(metric, 2026-Q1)`: 100 x the metric over the metric in its base period.
  case index
  /// `convert(metric, USD)`: money in another currency, by the pack's exchange rates.
  case convert
  /// `npv(rate, a, b, c)`: the present value of amounts at the end of years 1, 2, 3; `rate` is a share a year.
  case npv
  /// `at(metric, name)`: the metric over a named range of `compare:` or a period such as 2026-Q2.
  case at
  /// `as(x, order)`: the same figure with its noun renamed in the open.
  case `as`
  case least, greatest
}
