public import Diagnostics
public import Metrics
public import Units

/// A pack as read from `pack.yaml`: typed, checked, with every name resolved.
public struct Pack: Sendable {
  /// The folder of the pack, absolute.
  public var folder: String
  public var title: String
  public var organisation: String?
  public var currency: String
  public var calendar: Calendar
  /// Midnight at the *end* of the day `as_of`: what happened on that day is included. (Seconds, UTC.)
  public var asOf: Int64
  public var asOfDate: CivilDate
  /// The period reported on.
  public var period: Period
  /// Comparison ranges by name, in the order of the file: `prior`, `year_ago`, `launch` …
  public var comparisons: [Comparison]
  public var datasets: [Dataset]
  public var segments: [Segment]
  public var cohorts: [Cohort]
  public var inputs: [Input]
  public var measures: [Measure]
  public var metrics: [Metric]
  /// Page files relative to the folder, in order.
  public var pages: [String]
  /// Business case file relative to the folder.
  public var businessCase: String?
  public var events: [Event]
  public var minimumGroup: Int
  public var cover: Cover
  /// The bytes read to make the pack, by file, for hashes on the page.
  public var sourceHashes: [String: String]

  /// A named stretch of time to compare with: either a shift of the shown period or a fixed range.
  public struct Comparison: Sendable, Hashable {
    public enum Target: Sendable, Hashable {
      /// So many months earlier (negative), the same length.
      case shift(months: Int)
      case range(Period)
    }
    public var name: String
    public var target: Target
    public init(name: String, target: Target) {
      self.name = name
      self.target = target
    }
  }

  /// A dated event shown on charts.
  public struct Event: Sendable, Hashable {
    public var date: CivilDate
    public var label: String
    /// Limits of control charts are computed anew from here.
    public var rebase: Bool
    public init(date: CivilDate, label: String, rebase: Bool) {
      self.date = date
      self.label = label
      self.rebase = rebase
    }
  }

  /// What stands on the cover, as written: purpose, board, sponsor, confidentiality.
  public struct Cover: Sendable, Hashable {
    public var purpose: String?
    public var board: CivilDate?
    public var sponsor: String?
    public var confidentiality: String?
    public init(
      purpose: String? = nil, board: CivilDate? = nil, sponsor: String? = nil, confidentiality: String? = nil
    ) {
      self.purpose = purpose
      self.board = board
      self.sponsor = sponsor
      self.confidentiality = confidentiality
    }
  }

  public init(
    folder: String, title: String, organisation: String?, currency: String, calendar: Calendar, asOf: Int64,
    asOfDate: CivilDate, period: Period, comparisons: [Comparison], datasets: [Dataset], segments: [Segment],
    cohorts: [Cohort], inputs: [Input], measures: [Measure], metrics: [Metric], pages: [String],
    businessCase: String?, events: [Event], minimumGroup: Int, cover: Cover, sourceHashes: [String: String]
  ) {
    self.folder = folder
    self.title = title
    self.organisation = organisation
    self.currency = currency
    self.calendar = calendar
    self.asOf = asOf
    self.asOfDate = asOfDate
    self.period = period
    self.comparisons = comparisons
    self.datasets = datasets
    self.segments = segments
    self.cohorts = cohorts
    self.inputs = inputs
    self.measures = measures
    self.metrics = metrics
    self.pages = pages
    self.businessCase = businessCase
    self.events = events
    self.minimumGroup = minimumGroup
    self.cover = cover
    self.sourceHashes = sourceHashes
  }
}
