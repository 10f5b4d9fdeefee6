/// A drawing as values: marks with their roles, and text with its measured box, ready to be audited or written.
public struct Scene: Sendable, Hashable {
  /// The drawing's width in px.
  public var width: Double
  /// The drawing's height in px.
  public var height: Double
  /// In painting order.
  public var marks: [Mark]
  /// Where bars stand; nil in charts without bars.
  public var baseline: Baseline?
  /// The ends of the value axis; nil in charts without one.
  public var span: ClosedRange<Double>?
  /// Where the value axis runs, for a scaling mark beside it.
  var ruler: Ruler?

  init(width: Double, height: Double, marks: [Mark] = [], baseline: Baseline? = nil) {
    self.width = width
    self.height = height
    self.marks = marks
    self.baseline = baseline
  }

  /// The line of the value zero.
  public enum Baseline: Sendable, Hashable {
    /// A vertical line: bars run sideways.
    case x(Double)
    /// A horizontal line: columns stand on it.
    case y(Double)
    /// A horizontal line in each row of panels.
    case rows([Double])
  }
}

/// One thing drawn.
public enum Mark: Sendable, Hashable {
  /// A rectangle.
  case rectangle(Box, MarkRole)
  /// Lines and areas.
  case path(Path, MarkRole)
  /// A disc or ring.
  case circle(x: Double, y: Double, radius: Double, MarkRole)
  /// A line of text.
  case text(TextMark)
}

/// An axis-parallel box in px, y downwards.
public struct Box: Sendable, Hashable {
  /// Left edge.
  public var x: Double
  /// Top edge.
  public var y: Double
  /// Not negative.
  public var width: Double
  /// Not negative.
  public var height: Double

  var right: Double { x + width }
  var bottom: Double { y + height }

  func overlaps(_ other: Box, tolerance: Double) -> Bool {
    x + tolerance < other.right && other.x + tolerance < right && y + tolerance < other.bottom
      && other.y + tolerance < bottom
  }
}

/// What a mark is; its raw value is its CSS class.
public enum MarkRole: String, Sendable, Hashable {
  /// Grid lines, the axis with its ticks, rules between rows.
  case grid = "c-grid", axis = "c-axis", rule = "c-rule"
  /// The focus series: line, forecast, faded part, interval, last point, filled bar.
  case focus = "c-focus", forecast = "c-forecast", faded = "c-faded", band = "c-band", dot = "c-dot",
    accent = "c-fill-accent"
  /// Other series and the line of a control chart, and the points on them.
  case other = "c-other", otherForecast = "c-other-forecast", otherFaded = "c-other-faded", largest = "c-largest",
    point = "c-point",
    otherPoint = "c-other-point", run = "c-run"
  /// Reference lines.
  case target = "c-target", targetHalo = "c-target-halo", mean = "c-mean", limit = "c-limit", event = "c-event",
    median = "c-median",
    pooled = "c-pooled", promise = "c-promise"
  /// Signals.
  case good = "c-good", bad = "c-bad"
  /// Scenario fills: actual, a total on a cut axis, plan outlined, parts, memos outlined.
  case actual = "c-actual", cut = "c-cut", plan = "c-plan", part = "c-part", memo = "c-memo"
  /// Squares of a forest plot, whiskers, connectors, break marks.
  case square = "c-square", whisker = "c-whisker", whiskerHalo = "c-whisker-halo", connector = "c-connector",
    panelEvent = "c-panel-event", axisBreak = "c-break"
  /// An earlier period; hatching of what is expected, and over a colour.
  case prior = "c-prior", hatch = "c-hatch", hatchOver = "c-hatch-over"
  /// Lines of pins, by impact.
  case goodPin = "c-good-pin", badPin = "c-bad-pin", neutralPin = "c-neutral-pin"
  /// Bullets: ranges from worst to best, the measure, the target's tick.
  case range0 = "c-range0", range1 = "c-range1", range2 = "c-range2", range3 = "c-range3", measure = "c-measure",
    targetTick = "c-target-tick"
  /// A result with its driver at the lower and at the upper end.
  case lowEnd = "c-low-end", highEnd = "c-high-end"
  /// Cells from pale to strong, and without a figure.
  case heat0 = "c-heat0", heat1 = "c-heat1", heat2 = "c-heat2", heat3 = "c-heat3", heat4 = "c-heat4",
    heat5 = "c-heat5", missing = "c-missing"
  /// Answers: the groups of a net promoter score, and disagreement.
  case detractor = "c-detractor", passive = "c-passive", promoter = "c-promoter", disagree1 = "c-disagree1",
    disagree2 = "c-disagree2"
  /// Parts of a whole, bottom up, and the rest.
  case share1 = "c-share-1", share2 = "c-share-2", share3 = "c-share-3", share4 = "c-share-4", share5 = "c-share-5",
    shareOther = "c-share-other"
  /// The whisker of an effect, a point that is planned or a reference, one that may lie on others.
  case effect = "c-effect", hollow = "c-hollow", marker = "c-marker"
  /// Cells of a crowd of points, from few to many.
  case density1 = "c-density-1", density2 = "c-density-2", density3 = "c-density-3", density4 = "c-density-4",
    density5 = "c-density-5"
  /// Parts of a sparkline.
  case spark = "c-spark", extreme = "c-extreme"

  /// Bars stand on the baseline.
  var isBar: Bool {
    switch self {
    case .actual, .accent, .plan: true
    default: false
    }
  }
}
