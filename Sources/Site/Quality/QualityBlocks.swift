import Engines
import Facts
import Formats
import Metrics
import Pack

/// The state of the data as tables: first whether it adds up, then what was found, last what was read.
struct QualityBlocks {
  let pack: Pack
  let book: FactBook
  let summary: QualitySummary

  /// How the hash of a large file begins, which is no SHA-256 of the whole.
  static let fingerprintPrefix = "bp1-"

  init(_ book: FactBook) {
    pack = book.pack
    self.book = book
    summary = QualitySummary(book)
  }

  /// The whole state in one line; a sign and a word go with it.
  var verdict: HTML {
    let status = summary.isSound ? StatusView.sound : StatusView.attention
    return "<p class=\"verdict\">\(status.html) \(summary.sentence).</p>"
  }

  /// The tables that have something to say.
  var tables: HTML {
    [controlTotals, reconciliation, rules, setAside, times, also, contracts].compactMap { $0 }.joined()
  }

  // MARK: - Does it add up

  private var controlTotals: HTML {
    let divided = summary.datasets.contains { $0.quality.unassigned > 0 }
    func cells(_ name: HTML, _ counts: [Int]) -> [HTML] {
      [name] + counts.enumerated().filter { divided || $0.offset != 2 }.map { number($0.element) }
    }
    func counts(_ quality: DatasetQuality) -> [Int] {
      [quality.read, quality.accepted, quality.unassigned, quality.outOfPeriod, quality.quarantined]
    }
    var rows = summary.datasets.map { TableView.Row.cells(cells(.text($0.quality.dataset), counts($0.quality))) }
    if rows.count > 1 {
      let all = summary.datasets.map { counts($0.quality) }
      rows.append(.total(cells(.phrase("All"), (0..<5).map { column in all.reduce(0) { $0 + $1[column] } })))
    }
    // The sign stays with its word, also on a phone.
    let headings = [
      phrase("Dataset"), phrase("Read"), divided ? phrase("= In all figures") : phrase("= In figures"),
      phrase("+ In no arm"), phrase("+ Outside periods"),
      phrase("+ Set aside"),
    ].map { $0.replacing("= ", with: "=\u{A0}").replacing("+ ", with: "+\u{A0}") }
    return TableView(
      caption: .phrase("Control totals"),
      unit: phrase("each row read stands in just one of the columns after it")
        + (divided ? phrase("; rows in no arm are in all figures but those by arm") : ""),
      columns: headings.enumerated().filter { divided || $0.offset != 3 }.map {
        .init($0.element, number: $0.offset > 0)
      }, rows: rows, style: "quality dt in"
    ).html
  }

  // MARK: - Does it agree

  private var reconciliation: HTML? {
    guard !summary.reconciled.isEmpty else { return nil }
    let rows = summary.reconciled.map { item -> TableView.Row in
      let format = item.format
      let known = item.sum != nil
      let declared = item.declared
      let share = item.share.map(reconciliationShare) ?? "–"
      return .cells([
        "\(book.measureTitle(declared.measure))<small>\(declared.period.text); \(declared.source)</small>",
        .text(known ? format.string(item.value) : phrase("n/a")), .text(format.string(item.figure)),
        """
        \(known ? format.signed(item.difference) : phrase("n/a"))\
        <small>\(phrase("\(known ? share : "–"), allowed: \(item.allowed)"))</small>
        """,
        (item.agrees ? StatusView.agrees : .differs).html,
      ])
    }
    return TableView(
      caption: .phrase("Reconciliation"), unit: phrase("sums of the rows against figures kept elsewhere"),
      columns: [
        .init(phrase("Figure; its source")), .init(phrase("Rows"), number: true), .init(phrase("Source"), number: true),
        .init(phrase("Difference"), number: true), .init(phrase("Result")),
      ], rows: rows, style: "quality dt in"
    ).html
  }

  // MARK: - What was found

  private var rules: HTML? {
    let rows = summary.datasets.flatMap { dataset, quality in
      dataset.rules.rowRules.map { rule -> TableView.Row in
        let result = quality.rules.first { $0.name == rule.name }
        let kept = result.map { rule.limit.allows($0.violations, of: quality.read) }
        return .cells([
          "\(rule.name)<small>\(dataset.name): <code>\(rule.location.text)</code></small>",
          result.map { number($0.violations) } ?? "–", .text(rule.limit.text),
          .text(rule.action == .quarantine ? phrase("set\u{A0}aside") : phrase("counted")),
          kept.map { ($0 ? StatusView.kept : .broken).html } ?? "–",
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return TableView(
      caption: .phrase("Rules"), unit: phrase("conditions that each row must meet"),
      columns: [
        .init(phrase("Rule")), .init(phrase("Broken by"), number: true), .init(phrase("Allowed"), number: true),
        .init(phrase("Such rows")),
        .init(phrase("Result")),
      ], rows: rows, style: "quality dt in"
    ).html
  }

  private var setAside: HTML? {
    let groups = summary.datasets.flatMap { SetAside.groups($0.quality) }
    guard !groups.isEmpty else { return nil }
    let rows = groups.map { group -> TableView.Row in
      let places = group.places.joined(separator: ", ") + (group.rows > group.places.count ? ", …" : "")
      return .cells([
        "\(group.column.map { $0 + ": " } ?? "")\(phrase(known: group.ruleText))<small>\(group.dataset)</small>",
        number(group.rows),
        "<span class=\"places\">\(places)</span>",
      ])
    }
    let unlisted = summary.datasets.reduce(0) { $0 + max(0, $1.quality.quarantined - QuarantineFile.limit) }
    return TableView(
      caption: .phrase("Rows set aside"),
      unit: phrase(
        "in no figure; each is listed in \(QuarantineFolder.name)/<dataset>.csv in the pack’s private folder")
        + (unlisted > 0
          ? phrase("; \(ValueFormat.count.string(Double(unlisted))) more are not listed one by one") : ""),
      columns: [.init(phrase("Rule")), .init(phrase("Rows"), number: true), .init(phrase("First places"))], rows: rows,
      style: "quality dt in"
    ).html
  }

  // MARK: - How old it is

  private var times: HTML? {
    let timed = summary.datasets.filter { $0.dataset.time != nil }
    let isKept = timed.contains { $0.dataset.rules.retention != nil }
    let isLimited = isKept || timed.contains { $0.dataset.rules.freshness != nil }
    let rows = timed.map { dataset, quality -> TableView.Row in
      let (fresh, kept) = (dataset.rules.freshness, dataset.rules.retention)
      let isKeptTooLong = kept.flatMap { kept in quality.earliest.map { $0 < kept.moment } } ?? false
      let status: [HTML] = [
        fresh == nil ? nil : (dataset.isStale(quality) ? StatusView.stale : .fresh).html,
        isKeptTooLong ? StatusView.keptTooLong.html : nil,
      ].compactMap { $0 }
      let latest =
        day(quality.latest)
        + (fresh.map { "<small>\(phrase("fresh within \(phrase(known: $0.text))"))</small>" } ?? .empty)
      let earliest =
        day(quality.earliest)
        + (kept.map { "<small>\(phrase("kept at most \(phrase(known: $0.text))"))</small>" } ?? .empty)
      return .cells(
        [.text(dataset.name), latest] + (isKept ? [earliest] : [])
          + (isLimited ? [status.isEmpty ? "–" : status.joined("<br>")] : []))
    }
    guard !rows.isEmpty else { return nil }
    return TableView(
      caption: .phrase("Age"), unit: phrase("rows up to \(DateText.day(pack.asOfDate)), and how old they may be then"),
      columns: [.init(phrase("Dataset")), .init(phrase("Latest row"), number: true)]
        + (isKept ? [.init(phrase("First row"), number: true)] : []) + (isLimited ? [.init(phrase("Result"))] : []),
      rows: rows, style: "quality dt in"
    ).html
  }

  private func day(_ seconds: Int64?) -> HTML {
    guard let seconds else { return "–" }
    let day = pack.calendar.day(atUTC: seconds)
    return .text(DateText.shortDay(year: day.year, month: day.month, day: day.day))
  }

  // MARK: - What else was counted

  private var also: HTML? {
    let rows = summary.datasets.flatMap { dataset, quality -> [TableView.Row] in
      func row(_ what: String, _ count: Int) -> TableView.Row? {
        count > 0 ? .cells([.text(dataset.name), .text(what), number(count)]) : nil
      }
      let immature = quality.immature.sorted { $0.key < $1.key }.map { name, count in
        let days =
          pack.measures.first { $0.name == name }?.matureDays.map { phrase("\($0) days") } ?? phrase("its window")
        return row(phrase("not yet in \(name): \(days) were not over"), count)
      }
      let others = quality.others.map {
        let values =
          "\(ValueFormat.count.string(Double($0.values))) \($0.values == 1 ? phrase("value") : phrase("values"))"
        return row(phrase("shown as “(other)” by \($0.segment): \(values)"), $0.rows)
      }
      return
        (immature + others + [
          row(phrase("times in the hour that occurs twice, read as the first"), quality.repeatedTimes)
        ])
        .compactMap { $0 }
    }
    guard !rows.isEmpty else { return nil }
    return TableView(
      caption: .phrase("Also counted"), unit: phrase("rows that a reader may look for"),
      columns: [.init(phrase("Dataset")), .init(phrase("What")), .init(phrase("Rows"), number: true)], rows: rows,
      style: "quality dt in"
    ).html
  }

  private var contracts: HTML? {
    let rows = summary.datasets.compactMap { dataset, _ in
      dataset.rules.contract.map {
        TableView.Row.cells([.text(dataset.name), .text($0.id), .text($0.version), .text($0.file)])
      }
    }
    guard !rows.isEmpty else { return nil }
    return TableView(
      caption: .phrase("Data contracts"), unit: phrase("what the rows were promised to be"),
      columns: [.init(phrase("Dataset")), .init(phrase("Contract")), .init(phrase("Version")), .init(phrase("File"))],
      rows: rows,
      style: "quality dt in"
    ).html
  }

  private func number(_ count: Int) -> HTML { .text(ValueFormat.count.string(Double(count))) }
}

extension FactBook {
  /// A measure as a board member reads it: the label of a metric that is just this measure, else its name in words.
  func measureTitle(_ measure: String) -> String {
    if let metric = pack.metrics.first(where: { $0.formula == .name(measure) }) { return metric.label }
    return measure.replacing("_", with: " ").capitalizedFirst
  }
}
