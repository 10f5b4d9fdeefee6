import Charts

/// Every kind of chart in every state that data can put it in, drawn from fixed specs, so that a person can look at all
/// of it at once.
public struct Gallery {
  /// In the order of the page; a new kind adds its line here and its states in a file of its own.
  static let kinds: [GalleryKind] = [
    .line, .column, .bar, .control, .waterfall, .forest, .survival, .scatter, .share, .eventStudy,
    .reliability, .timeline, .variance, .bullet, .tornado, .slope, .heat, .distribution, .multiples,
    .sparkline,
  ]

  /// The pages and what they need, sorted by path.
  public let files: [(path: String, bytes: [UInt8])]
  /// What the audit found, one sentence each with the drawing that it is about; empty when all is clean.
  public let findings: [String]

  /// Draws everything.
  ///
  /// - Parameter now: the time since any fixed moment, to print how long each drawing takes; nil: nothing is timed, and the
  ///   same bytes come out each time.
  public init(now: (() -> Duration)? = nil) {
    let page = GalleryPage(Self.kinds, now: now)
    files = page.files
    findings = page.findings
  }
}

/// A kind of chart with its states.
struct GalleryKind {
  struct State {
    var name: String
    var spec: ChartSpec

    init(_ name: String, _ spec: ChartSpec) {
      self.name = name
      self.spec = spec
    }
  }

  var name: String
  var states: [State]

  /// A kind over time: one state for each of the common series, then its own.
  init(_ name: String, series: (GallerySeries) -> ChartSpec, _ states: [State] = []) {
    self.name = name
    self.states = GallerySeries.all.map { State($0.name, series($0)) } + states
  }

  init(_ name: String, _ states: [State]) {
    self.name = name
    self.states = states
  }
}
