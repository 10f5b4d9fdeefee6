/// Milestones in time: planned against actual, with what became of each.
public struct TimelineSpec: Sendable, Hashable {
  /// What became of a milestone.
  public enum Status: Sendable, Hashable {
    /// On its date or before: a disc.
    case met
    /// After its date: a diamond.
    case late
    /// Not yet: a ring at the planned date.
    case open
  }

  /// One milestone.
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// Days since 1970-01-01; nil where there was no plan.
    public var planned: Int?
    /// Days since 1970-01-01; nil: not yet.
    public var actual: Int?
    /// Decides shape and colour.
    public var status: Status
    /// Says the same in words: "Late 35 days", "Met", "Open".
    public var words: String

    /// A milestone.
    public init(label: String, planned: Int?, actual: Int?, status: Status, words: String) {
      self.label = label
      self.planned = planned
      self.actual = actual
      self.status = status
      self.words = words
    }
  }

  /// Top to bottom.
  public var rows: [Row]
  /// The day up to which the data speak; open milestones before it are overdue.
  public var asOf: Int?
  /// For example "As of 5 Oct".
  public var asOfLabel: String
  /// When the years and quarters of its axis start.
  public var fiscal = FiscalYear.calendar

  /// A timeline.
  public init(rows: [Row], asOf: Int? = nil, asOfLabel: String = "") {
    self.rows = rows
    self.asOf = asOf
    self.asOfLabel = asOfLabel
  }
}
