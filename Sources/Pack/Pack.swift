public import Formats
public import Metrics

/// A pack as read from `pack.yaml`: typed, checked, with every name resolved.
public struct Pack: Sendable {
  /// The folder of the pack, absolute.
  public var folder: String
  /// The headline of the pack.
  public var title: String
  /// Whose pack it is.
  public var organisation: String?
  /// ISO 4217 code.
  public var currency: String
  /// How pages write numbers and dates.
  public var locale = PackLocale.britishEnglish
  /// The brand file relative to the folder; nil: `templates/brand.yaml`, where there is one.
  public var brand: String?
  /// What the pages are printed on; nil: left to the reader.
  public var paper: Paper?
  /// Zone and fiscal year.
  public var calendar: Calendar
  /// The moment the data stands at, in seconds UTC: the midnight at the *end* of the day `as_of`, so that the day is
  /// included, or the very moment where `as_of` names one.
  public var asOf: Int64
  /// The day `as_of` names.
  public var asOfDate: CivilDate
  /// The period reported on.
  public var period: Period
  /// Comparison ranges by name, in the order of the file: `prior`, `year_ago`, `launch` …
  public var comparisons: [Comparison]
  /// In the order of the file, as are the lists below.
  public var datasets: [Dataset]
  /// The ways to cut facts.
  public var segments: [Segment]
  /// The divisions into arms.
  public var cohorts: [Cohort]
  /// Figures that no dataset holds.
  public var inputs: [Input]
  /// Sums over one dataset each.
  public var measures: [Measure]
  /// Formulas over measures, inputs and each other, in the order of the file.
  public var metrics: [Metric]
  /// Page files relative to the folder, in order.
  public var pages: [String]
  /// Business case file relative to the folder.
  public var businessCase: String?
  /// Dated events, by date.
  public var events: [Event]
  /// A breakdown with a group of fewer clusters is withheld whole.
  public var minimumGroup: Int
  /// What stands on the cover.
  public var cover: Cover
  /// The formulas of the metrics with their units, by name.
  public var compiled: [String: CompiledFormula]
  /// Names of metrics, each after those it depends on.
  public var compiledOrder: [String]
  /// Absolute folders outside the pack's own from which its datasets may be read: the caller's, and the pack's `data_from`.
  public var dataRoots: [String]
  /// All that decides what its figures are, besides data and prose: packs that differ in it may have other sums. Empty
  /// for a pack made from parts, of which nothing is known.
  public var definition: [UInt8] = []
  /// What `convert` converts by; nil where the pack names no rates.
  public var exchangeRates: ExchangeRates?
  /// Where the secret for tokens of restricted values lies; nil: such values are left out instead.
  public var tokenKey: TokenKey?

  /// How far the pack has come; nil where it does not say.
  public var review: Review?
  /// The folder of an earlier output with which `changes` compares; nil where the pack names none.
  public var since: String?
  /// Datasets that only the internal edition may rest on.
  public var internalDatasets: Set<String> = []

  /// Steps that rows pass, in the order of the file; their counts and rates are measures and metrics above.
  public var funnels: [Funnel] = []
  /// Who started and came back; the shares are metrics above.
  public var retention: [Retention] = []
  /// What the author expects of metrics, in the order of the file; only `boardpack test` runs them.
  public var tests: [PackTest] = []
  /// One output for each value of a segment; nil: one output.
  public var outputs: Outputs?
  /// Set while outputs are made: whom the figures stand for.
  public var division: Division?

  /// A named stretch of time to compare with: either a shift of the shown period or a fixed range.
  public struct Comparison: Sendable, Hashable {
    /// What a comparison compares with.
    public enum Target: Sendable, Hashable {
      /// So many months earlier (negative), the same length.
      case shift(months: Int)
      /// A fixed period.
      case range(Period)
    }
    /// As in `nps.change(prior)`.
    public var name: String
    /// The shift or range.
    public var target: Target
    /// A comparison by name.
    public init(name: String, target: Target) {
      self.name = name
      self.target = target
    }
  }

  /// A dated event shown on charts.
  public struct Event: Sendable, Hashable {
    /// The day it happened.
    public var date: CivilDate
    /// As shown on charts.
    public var label: String
    /// Limits of control charts are computed anew from here.
    public var rebase: Bool
    /// An event on a day.
    public init(date: CivilDate, label: String, rebase: Bool) {
      self.date = date
      self.label = label
      self.rebase = rebase
    }
  }

  /// What stands on the cover, as written: purpose, board, sponsor, confidentiality.
  public struct Cover: Sendable, Hashable {
    /// What the pack is for.
    public var purpose: String?
    /// The day the board meets.
    public var board: CivilDate?
    /// Who answers for the programme.
    public var sponsor: String?
    /// Who may read it.
    public var confidentiality: String?
    /// Nothing is required on a cover.
    public init(
      purpose: String? = nil, board: CivilDate? = nil, sponsor: String? = nil, confidentiality: String? = nil
    ) {
      self.purpose = purpose
      self.board = board
      self.sponsor = sponsor
      self.confidentiality = confidentiality
    }
  }

  /// A pack made from parts that are known to fit each other; `load` checks what an author wrote.
  public init(
    folder: String, title: String, organisation: String?, currency: String, calendar: Calendar, asOf: Int64,
    asOfDate: CivilDate, period: Period, comparisons: [Comparison], datasets: [Dataset], segments: [Segment],
    cohorts: [Cohort], inputs: [Input], measures: [Measure], metrics: [Metric], pages: [String],
    businessCase: String?, events: [Event], minimumGroup: Int, cover: Cover,
    compiled: [String: CompiledFormula] = [:], compiledOrder: [String] = [],
    dataRoots: [String] = [], tokenKey: TokenKey? = nil
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
    self.compiled = compiled
    self.compiledOrder = compiledOrder
    self.dataRoots = dataRoots
    self.tokenKey = tokenKey
  }
}
