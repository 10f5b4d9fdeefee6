/// What a chart shows, without any knowledge of where the figures come from.
public enum ChartSpec: Sendable, Hashable {
  /// One or several series over time, with intervals.
  case line(LineSpec)
  /// Vertical columns over time, actual and plan.
  case column(ColumnSpec)
  /// Horizontal bars by category.
  case bar(BarSpec)
  /// A control chart of individual values.
  case control(ControlSpec)
  /// Totals and the parts between them.
  case waterfall(WaterfallSpec)
  /// Estimates with intervals by row, and a pooled one.
  case forest(ForestSpec)
  /// Shares still waiting over time since a start.
  case survival(SurvivalSpec)
  /// Levels and their differences from a plan or an earlier period.
  case variance(VarianceSpec)
  /// Measures against targets.
  case bullet(BulletSpec)
  /// How far each driver moves a result.
  case tornado(TornadoSpec)
  /// Two or three periods, a line a value.
  case slope(SlopeSpec)
  /// Shaded cells.
  case heat(HeatSpec)
  /// Answers over a scale.
  case distribution(DistributionSpec)
  /// Two measures against each other.
  case scatter(ScatterSpec)
  /// Parts of a whole over time.
  case share(ShareSpec)
  /// An effect before and after an event.
  case eventStudy(EventStudySpec)
  /// Predicted against observed shares.
  case reliability(ReliabilitySpec)
  /// Milestones, planned against actual.
  case timeline(TimelineSpec)
  /// Small charts side by side, one a value.
  case multiples(MultiplesSpec)
  /// A word-sized line.
  case sparkline(SparklineSpec)
}

/// The widths that charts are drawn at; one is never scaled into another.
public enum ChartSize: Sendable, Hashable, CaseIterable {
  /// 680 px, the text column.
  case full
  /// 328 px, one of a pair.
  case half
  /// 358 px, a phone.
  case phone
  /// 92 x 22 px; other specs than a sparkline are drawn as `half` at this size.
  case sparkline

  var width: Double {
    switch self {
    case .full: 680
    case .half, .sparkline: 328
    case .phone: 358
    }
  }

  var isNarrow: Bool { self != .full }
}

/// The periods that the points of a time chart stand for; no tick is finer.
public enum TimeGrain: Sendable, Hashable, CaseIterable {
  /// Days, Monday weeks, calendar months, calendar quarters, calendar years.
  case day, week, month, quarter, year
}

/// A day with a short label, drawn as a thin rule; days outside the points' range are not drawn.
public struct ChartEvent: Sendable, Hashable {
  /// Days since 1970-01-01.
  public var day: Int
  /// For example "Assistant live, 1 Apr".
  public var label: String

  /// An event on a day.
  public init(day: Int, label: String) {
    self.day = day
    self.label = label
  }
}
