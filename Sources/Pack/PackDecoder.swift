import Diagnostics
import Formats
import Metrics
import Units

/// Turns the nodes of `pack.yaml` into a pack and collects every finding on the way.
struct PackDecoder {
  private(set) var files: PackFiles
  var findings: [Diagnostic] = []
  var currency = "EUR"
  var calendar = Calendar(zone: "UTC", yearStarts: 1, rules: .utc)
  var datasets: [Dataset] = []
  /// The database of datasets that name none of their own.
  var warehouse: Warehouse?
  /// What each dataset's roll-up columns, lookups and expressions say about types.
  var uses: [ExpressionUse] = []
  var segments: [Segment] = []
  var cohorts: [Cohort] = []
  var inputs: [Input] = []
  /// Inputs whose unit the author gave; the others are bare numbers.
  var inputsWithUnit: Set<String> = []
  var measures: [Measure] = []
  /// Where formulas stand.
  var formulas: [SourceText] = []
  /// Measures that are shared out where a segment is missing, with the name of their base.
  var allocations: [(measure: String, base: ConfigNode)] = []
  var comparisons: [Pack.Comparison] = []
  /// Seconds UTC; nil where the pack names no moment.
  var asOf: Int64?
  var period: Period?
  /// Figures to agree with, until the measures they name are known.
  var reconciliations: [(dataset: String, entry: ConfigEntry)] = []

  /// What the pack takes from the KPI library.
  var library = LibraryUse()
  /// What failed once and is not reported again.
  var failed = FailedNames()
  var funnels: [Funnel] = []
  var retention: [Retention] = []
  var tests: [PackTest] = []

  /// Datasets marked `audience: internal`.
  var internalDatasets: Set<String> = []

  /// The bytes of the contracts that datasets were declared by.
  var contracts: [UInt8] = []

  /// Keys whose entries other parts of the pack name.
  private static let sections: Set<String> = [
    "datasets", "segments", "cohorts", "inputs", "measures", "metrics", "use", "funnels", "retention", "compare",
  ]

  init(files: PackFiles) { self.files = files }

  /// Digits of the currency's minor unit.
  var currencyDigits: Int { Currency.digits(of: currency) ?? 2 }

  mutating func pack(_ root: ConfigNode, period periodName: String?) -> Pack? {
    var top = PackSchema.mapping(root, at: "", &findings)
    // Without a whole section everything that names something of it would be a finding.
    let isReadable = top.misspelt.allSatisfy { name in top[name] != nil || !Self.sections.contains(name) }
    guard isReadable else { return nil }
    let title = top["title"]?.text(&findings)
    if let code = top["currency"]?.text(&findings) { readCurrency(code, top["currency"]) }
    if let node = top["calendar"] { readCalendar(node) }
    let asOf = top["as_of"].flatMap { moment($0) }
    let period = reportPeriod(top["period"], override: periodName)
    self.asOf = asOf?.seconds
    self.period = period
    readComparisons(top["compare"], period: period)
    if let node = top["data_from"] { files.startData(from: node, &findings) }
    warehouse = warehouse(top["warehouse"], at: "warehouse")
    readDatasets(top["datasets"])
    readSegments(top["segments"])
    readCohorts(top["cohorts"])
    readInputs(top["inputs"])
    noteFailures(top["inputs"], known: inputs.map(\.name), in: \.figures)
    top = withLibrary(top)
    readMeasures(top["measures"])
    noteFailures(top["measures"], known: measures.map(\.name), in: \.figures)
    checkAllocations()
    readReconciliations()
    let drafts =
      metricDrafts(top["metrics"]) + funnelDrafts(top["funnels"]) + retentionDrafts(top["retention"])
    let figures = drafts.map(\.metric.name) + funnels.map(\.name) + retention.map(\.name)
    for section in ["metrics", "funnels", "retention"] { noteFailures(top[section], known: figures, in: \.figures) }
    checkNames(top)
    inferColumns()
    checkExpressions()
    checkFanOut()
    let exchangeRates = exchangeRates(top["exchange_rates"])
    let (compiledMetrics, compiled) = metrics(drafts)
    if let period { checkExchange(compiledMetrics, compiled, exchangeRates, period) }
    checkSuppliedShares(compiledMetrics)
    let metrics = settleLibrary(compiledMetrics)
    readTests(top["tests"], metrics: metrics, compiled.formulas)
    let outputs = outputs(top["for"], metrics: metrics.map(\.name))
    let pages = pages(top["pages"])
    let businessCase = top["business_case"].flatMap { files.file($0, ending: ".yaml", &findings) }
    let events = events(top["events"])
    let tokenKey = tokenKey(top["token_key"])
    let minimumGroup = top["minimum_group"]?.integer(in: 1...1_000_000, &findings)
    let cover = cover(top["cover"])
    let review = review(top["review"])
    let organisation = top["organisation"]?.text(&findings)
    guard let title, let asOf, let period else { return nil }
    if calendar.seconds(of: period).upperBound > asOf.seconds, let node = top["as_of"] {
      findings.append(
        Diagnostic(
          .note, "open-period", "The period \(period.name) is not over at `as_of`", at: node.location,
          explanation: "Its figures hold what had happened by then"))
    }
    var pack = Pack(
      folder: files.folder, title: title, organisation: organisation, currency: currency, calendar: calendar,
      asOf: asOf.seconds, asOfDate: asOf.date, period: period, comparisons: comparisons, datasets: datasets,
      segments: segments, cohorts: cohorts, inputs: inputs, measures: measures, metrics: metrics, pages: pages,
      businessCase: businessCase, events: events, minimumGroup: minimumGroup ?? 10, cover: cover,
      compiled: compiled.formulas, compiledOrder: compiled.order, dataRoots: files.roots,
      tokenKey: tokenKey)
    pack.exchangeRates = exchangeRates
    pack.outputs = outputs
    if let locale = top["locale"].flatMap({ locale($0) }) { pack.locale = locale }
    pack.brand = top["brand"].flatMap { files.file($0, ending: ".yaml", &findings) }
    pack.paper = top["paper"]?.choice(of: Pack.Paper.self, &findings)
    pack.review = review
    pack.since = top["since"].flatMap { files.neighbour($0, &findings) }
    pack.internalDatasets = internalDatasets
    return pack
  }

  private mutating func readCurrency(_ code: String, _ node: ConfigNode?) {
    if Currency.digits(of: code) != nil {
      currency = code
    } else if let node {
      let upper = code.uppercased()
      let remedy =
        Currency.digits(of: upper) != nil ? "Write `\(upper)`" : "Write a code of ISO 4217 such as EUR or USD"
      findings.append(node.error("unknown-currency", "There is no currency `\(code)`", remedy: remedy))
    }
  }

  private mutating func locale(_ node: ConfigNode) -> PackLocale? {
    guard let name = node.text(&findings) else { return nil }
    if let locale = PackLocale(rawValue: name) { return locale }
    let known = PackLocale.allCases.map(\.rawValue)
    let nearest = nearestName(to: name, among: known).map { "Did you mean `\($0)`?" }
    findings.append(
      node.error(
        "unknown-locale", "There is no locale `\(name)`",
        remedy: nearest ?? "Write one of \(known.joined(separator: ", "))"))
    return nil
  }

  /// `cost_per_interaction` reads "Cost per interaction".
  static func label(from name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  func label(_ node: ConfigNode?, name: String, _ findings: inout [Diagnostic]) -> String {
    node?.text(&findings) ?? Self.label(from: name)
  }

  private mutating func tokenKey(_ node: ConfigNode?) -> TokenKey? {
    guard let node else { return nil }
    let keys = PackSchema.mapping(node, at: "token_key", &findings)
    switch (keys["env"]?.text(&findings), keys["file"]?.text(&findings)) {
    case (let name?, nil): return .environment(name)
    case (nil, let path?): return .file(path)
    default:
      findings.append(
        node.error(
          "token-key", "`token_key` names either `env` or `file`", remedy: "Write `token_key: {env: BOARDPACK_KEY}`"))
      return nil
    }
  }

  private mutating func pages(_ node: ConfigNode?) -> [String] {
    guard let node else { return [] }
    var seen: Set<String> = []
    let known = findings.count
    let items = node.list(&findings)
    if items.isEmpty, findings.count == known {
      findings.append(node.error("no-pages", "The pack has no pages", remedy: "Name at least one: `pages: [index.md]`"))
    }
    return items.compactMap { item in
      guard let page = files.file(item, ending: ".md", &findings) else { return nil }
      guard seen.insert(page).inserted else {
        findings.append(
          item.error("duplicate-page", "The page `\(page)` is listed twice", remedy: "Keep one of the two"))
        return nil
      }
      return page
    }
  }

  private mutating func events(_ node: ConfigNode?) -> [Pack.Event] {
    guard let node else { return [] }
    let events = node.list(&findings).compactMap { item -> Pack.Event? in
      let event = PackSchema.mapping(item, at: "events.*", &findings)
      let date = event["date"]?.date(&findings)
      let label = event["label"]?.text(&findings)
      let rebase = event["rebase"]?.boolean(&findings) ?? false
      guard let date, let label else { return nil }
      return Pack.Event(date: date, label: label, rebase: rebase)
    }
    return events.sorted { ($0.date, $0.label) < ($1.date, $1.label) }
  }

  private mutating func cover(_ node: ConfigNode?) -> Pack.Cover {
    guard let node else { return Pack.Cover() }
    let cover = PackSchema.mapping(node, at: "cover", &findings)
    return Pack.Cover(
      purpose: cover["purpose"]?.text(&findings), board: cover["board"]?.date(&findings),
      sponsor: cover["sponsor"]?.text(&findings), confidentiality: cover["confidentiality"]?.text(&findings))
  }
}
