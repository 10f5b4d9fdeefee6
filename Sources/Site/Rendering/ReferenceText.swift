import Diagnostics
import Facts
import Formats
import Narrative
import Pack
import Statistics

/// Writes references, claims and quotations of running text, and remembers what it finds wrong.
final class ReferenceText {
  let pack: Pack
  let book: FactBook
  let resolver: ReferenceResolver
  let isDraft: Bool
  var presenter: FactPresenter
  var findings: [Diagnostic] = []
  /// What links of the page can lead to.
  let cross: CrossReferences
  let file: String
  /// Sources and footnotes, numbered together.
  private var endnotes = Endnotes()
  /// Terms that have not been met on the page.
  var newTerms: [CrossReferences.Term] = []
  private var headings = HeadingNames()

  init(pack: Pack, book: FactBook, isDraft: Bool, cross: CrossReferences = .init([]), file: String = "") {
    self.pack = pack
    self.cross = cross
    self.file = file
    self.book = book
    self.isDraft = isDraft
    resolver = ReferenceResolver(names: PackNames(pack))
    presenter = FactPresenter(pack: pack, book: book)
  }

  /// Starts the page anew: what is written once a page is written again.
  func begin() {
    endnotes = Endnotes()
    newTerms = cross.terms
    headings = HeadingNames()
  }

  /// The writer of narrative that asks here.
  ///
  /// - Parameters:
  ///   - terms: whether the first use of a term leads to the glossary, as in text but not in titles.
  ///   - anchors: whether headings bear names for links.
  private func writer(terms: Bool = false, anchors: Bool = false) -> NarrativeHTML {
    NarrativeHTML(
      reference: { self.html($0).markup }, claim: { self.html($0, text: $1).markup },
      quotation: { source, html in self.quotation(source, html).markup }, directive: { _ in "" },
      headingID: { _, words in anchors ? self.headings.next(words) : nil },
      footnote: { note, content in self.footnote(note, content).markup },
      link: { address, words in self.link(address, .safe(words))?.markup },
      text: { terms ? self.withTerms($0).markup : HTML.text($0).markup },
      address: { $0.hasSuffix(".md") ? $0.dropLast(3) + ".html" : $0 })
  }

  func inline(_ text: RichText) -> HTML { .safe(writer().inline(text.inlines)) }

  func inline(_ text: [Inline]) -> HTML { .safe(writer().inline(text)) }

  /// Running text that may lead to the glossary.
  func prose(_ text: RichText) -> HTML { .safe(writer(terms: true).inline(text.inlines)) }

  func blocks(_ blocks: [Block], anchors: Bool = false) -> HTML {
    .safe(writer(terms: true, anchors: anchors).blocks(blocks))
  }

  /// Judges claims by the facts.
  var judge: ClaimJudge { ClaimJudge(pack: pack, book: book, resolver: resolver, presenter: presenter) }

  /// Whether a block is shown; what is wrong with its condition was found before the data were read.
  func shows(_ condition: Condition) -> Bool {
    func holds(_ claim: Claim) -> Bool { (try? judge.verdict(claim))?.problem == nil }
    return condition.when.map(holds) != false && condition.unless.map(holds) != true
  }

  /// Sources and footnotes of the page, for the list at its end.
  var notes: HTML { endnotes.html }

  private func quotation(_ source: String, _ html: String) -> HTML {
    "<span class=\"source\" title=\"\(source)\">\(HTML.safe(html))</span>\(endnotes.mark("source " + source, .text(source)))"
  }

  private func footnote(_ note: Footnote, _ content: [Inline]) -> HTML {
    guard !content.isEmpty else { return .empty }
    return endnotes.mark("note " + note.name, .safe(writer().inline(content)))
  }

  private func html(_ written: Reference) -> HTML {
    let reference = resolver.resolved(written)
    switch reference.metric {
    case "period": return .text(pack.period.text)
    case "as_of": return .text(DateText.day(pack.asOfDate))
    case "quality": return .text(QualitySummary(book).sentence)
    case pack.outputs?.variable: return .text(pack.outputName)
    default: break
    }
    do {
      let request = try resolver.request(reference)
      let fact = book.fact(request.metric, request.subject, in: request.slice)
      if fact.isWithheld, reference.property.isFigure { return presenter.number(fact, variant: "word").button }
      return try html(reference, fact, request.slice)
    } catch let error as DiagnosticError {
      return mark(error.diagnostics, "?")
    } catch {
      return "?"
    }
  }

  private func html(_ reference: Reference, _ fact: Fact, _ slice: Slice) throws -> HTML {
    let format = format(fact, reference.format)
    func figure(_ value: Double?, _ part: FigureTerm.Part, _ variant: String, _ what: String) throws -> HTML {
      guard let value else { throw missing(reference, fact, what) }
      if reference.format.wording == .fraction, FigureWords.fraction(value) == nil {
        throw missing(reference, fact, "simple fraction")
      }
      let figure = ShownFigure(
        value, FigureTerm(fact, part), format, reference.format.style ?? (reference.format.signed ? .signed : .plain))
      return presenter.number(fact, figure, variant: variant + reference.format.key).button
    }
    switch reference.property {
    case .value:
      if fact.answerWithoutValue != nil { return presenter.number(fact, variant: "word").button }
      return try figure(fact.estimate.value, .value, "value", "value")
    case .change, .relativeChange:
      guard let value = fact.estimate.value else { throw missing(reference, fact, "change") }
      if reference.format.wording == .times, case .relativeChange = fact.subject {
        let times = ShownFigure(1 + value, "1 + \(fact)", timesFormat(reference.format), .times)
        return presenter.number(fact, times, variant: "times" + reference.format.key).button
      }
      // In a sentence the verb carries the direction; the sign is shown where the author asks for it.
      let style = reference.format.style ?? (reference.format.signed ? .signed : .unsigned)
      let figure = ShownFigure(value, FigureTerm(fact), format, style)
      return presenter.number(fact, figure, variant: "change" + reference.format.key).button
    case .low: return try figure(fact.estimate.low, .low, "low", "interval")
    case .high: return try figure(fact.estimate.high, .high, "high", "interval")
    case .interval:
      guard let interval = ShownFigure(interval: fact, format, .plain) else {
        throw missing(reference, fact, "interval")
      }
      return presenter.number(fact, interval, variant: "interval").button
    case .target:
      guard let target = book.target(fact.metric, slice) else { throw missing(reference, fact, "target") }
      return presenter.set(.target, of: fact, ShownFigure(target, FigureTerm(fact, .target), format), isQuiet: false)
        ?? .empty
    case .forecast:
      guard let forecast = book.forecast(fact.metric, slice) else { throw missing(reference, fact, "forecast") }
      return presenter.set(
        .forecast, of: fact, ShownFigure(forecast, FigureTerm(fact, .forecast), format), isQuiet: false) ?? .empty
    case .plan:
      guard let plan = book.plan(fact.metric, slice) else { throw missing(reference, fact, "plan") }
      return presenter.set(.plan, of: fact, ShownFigure(plan, FigureTerm(fact, .plan), format), isQuiet: false)
        ?? .empty
    case .n:
      guard let n = ShownFigure(n: fact) else { throw missing(reference, fact, "n") }
      return presenter.number(fact, n, variant: "n").button
    case .label: return .text(fact.label)
    case .moved: return try moved(reference, fact, format)
    case .fromTo(let name):
      guard let period = pack.resolvePeriod(name, from: slice.period), let now = fact.estimate.value else {
        throw missing(reference, fact, "value")
      }
      let before = book.fact(fact.metric, in: Slice(period, segment: slice.segment, arm: slice.arm))
      if before.isWithheld { return presenter.number(before, variant: "word").button }
      guard let was = before.estimate.value else { throw missing(reference, before, "value") }
      let style: FigureStyle = phrase(" to ") == PackLocale.current.to ? .plain : .turning
      let both = ShownFigure([was, now], [FigureTerm(before), FigureTerm(fact)], format, style)
      return .phrase("from \(presenter.number(fact, both, variant: "from" + name + reference.format.key).button)")
    case .ranking(let ranking): return try self.ranking(ranking, reference, slice)
    case .status:
      guard let status = book.status(fact.metric, in: slice) else { throw missing(reference, fact, "status") }
      return .text(status.label.withinSentence)
    }
  }

  private func format(_ fact: Fact, _ asked: ReferenceFormat) -> ValueFormat {
    if asked.wording == .times { return timesFormat(asked) }
    var format = fact.format(digits: asked.digits ?? presenter.digits(fact.metric))
    switch asked.scale {
    case .ones: break
    case .thousands: format.scale(to: .thousands, digits: asked.digits)
    case .millions: format.scale(to: .millions, digits: asked.digits)
    }
    return format
  }

  private func timesFormat(_ asked: ReferenceFormat) -> ValueFormat { .number(digits: asked.digits ?? 1) }

  /// The verb that the evidence bears: a direction only beyond noise.
  private func moved(_ reference: Reference, _ fact: Fact, _ format: ValueFormat) throws -> HTML {
    guard let value = fact.estimate.value else { throw missing(reference, fact, "change") }
    func change(_ style: FigureStyle) -> HTML {
      let figure = ShownFigure(value, FigureTerm(fact), format, reference.format.style ?? style)
      return presenter.number(fact, figure, variant: "moved\(style)" + reference.format.key).button
    }
    switch fact.movement {
    case .up: return .phrase("rose by \(change(.unsigned))")
    case .down: return .phrase("fell by \(change(.unsigned))")
    case .withinNoise: return .phrase("did not move beyond noise (\(change(.signed)))")
    case .unchanged: return .phrase("stayed the same")
    case .unknown: throw missing(reference, fact, "interval")
    }
  }

  /// `web (61.3%), app (60.1%) and voice (22.0%)`; `none` where no change is beyond noise.
  private func ranking(_ ranking: Ranking, _ reference: Reference, _ slice: Slice) throws -> HTML {
    let facts: [Fact]
    switch book.breakdown(reference.metric, by: ranking.segment, in: slice) {
    // Which output has a small group is the data's to say, not an error of the author's.
    case .withheld where pack.division != nil: return .phrase("(withheld)")
    case .withheld(let why):
      throw DiagnosticError(
        Diagnostic(
          .error, "withheld-breakdown", "the figures by \(ranking.segment) are withheld", at: reference.location,
          explanation: why, remedy: "take the list out of the sentence, or join small groups"))
    case .facts(let found): facts = found
    }
    var chosen = facts
    if ranking.order == .rose || ranking.order == .fell {
      guard let against = pack.resolvePeriod(ranking.comparison, from: slice.period) else { return "?" }
      chosen = facts.map {
        book.fact(
          reference.metric, .change(against: against), in: Slice(slice.period, segment: $0.segment, arm: slice.arm))
      }.filter { $0.movement == (ranking.order == .rose ? .up : .down) }
    }
    let descends = ranking.order == .highest || ranking.order == .rose
    let ordered = chosen.sorted { a, b in
      let (x, y) = (a.estimate.value ?? 0, b.estimate.value ?? 0)
      return x == y ? (a.segment?.value ?? "") < (b.segment?.value ?? "") : descends ? x > y : x < y
    }
    let magnitude = ordered.compactMap { $0.estimate.value.map(abs) }.max() ?? 0
    let items = ordered.prefix(ranking.count).map { fact -> HTML in
      var format = fact.format(
        digits: reference.format.digits ?? presenter.digits(fact.metric), magnitude: magnitude)
      if reference.format.scale != .ones { format = self.format(fact, reference.format) }
      let isLevel = if case .level = fact.subject { true } else { false }
      let figure = ShownFigure(fact, format, isLevel ? .plain : .signed)
      let number = presenter.number(fact, figure, variant: "ranked" + reference.format.key).button
      return "\(displayName(fact.segment?.value ?? "")) <span class=\"nw\">(\(number))</span>"
    }
    guard let last = items.last else { return .phrase("none") }
    return items.count == 1 ? last : .phrase("\(Array(items.dropLast()).joined(", ")) and \(last)")
  }

  private func missing(_ reference: Reference, _ fact: Fact, _ what: String) -> DiagnosticError {
    if let place = fact.segment, case let known = book.values(of: place.segment), !known.contains(place.value),
      fact.estimate.value == nil
    {
      let nearest = nearestName(to: place.value, among: known).map { "did you mean `\($0)`?" }
      return DiagnosticError(
        Diagnostic(
          .error, "unknown-value", "`\(place.segment)` has no value `\(place.value)` in the data",
          at: reference.location,
          remedy: nearest ?? "its values are \(known.sorted().prefix(12).joined(separator: ", "))"))
    }
    return DiagnosticError(
      Diagnostic(
        .error, "no-\(what)", "\(presenter.label(of: fact)) has no \(what)", at: reference.location,
        explanation: fact.why ?? fact.estimate.notes.first,
        remedy: "take the reference out of the sentence, or give the metric what it needs"))
  }
}

// MARK: - Claims

extension ReferenceText {
  private func html(_ claim: Claim, text: String) -> HTML {
    do {
      let request = try resolver.request(claim, isContrast: book.isContrast(claim.metric))
      // What is said of a few customers would give them away; a missing figure is the reader's to see, not an error.
      if book.fact(request.metric, request.subject, in: request.slice).isWithheld {
        return "<span class=\"claim\">\(phrase("(withheld)"))</span>"
      }
      let verdict = try judge.verdict(claim)
      guard let problem = verdict.problem else {
        let note: HTML = verdict.isNoise ? " <span class=\"noise\">\(phrase("(within noise)"))</span>" : .empty
        return "<span class=\"claim\">\(HTML.safe(text))</span>\(note)"
      }
      return mark(
        [
          Diagnostic(
            .error, "claim-not-borne-out", "the data do not bear out “\(claim.predicateText)” for \(claim.metric)",
            at: claim.location, explanation: problem,
            remedy: claim.predicateText.contains("target")
              ? "write what the figures say: {{ \(claim.metric).status }} reads “on target” or “off target” by itself"
              : "write what the figures say, or claim `flat`")
        ], text)
    } catch let error as DiagnosticError {
      return mark(error.diagnostics, text)
    } catch {
      return .safe(text)
    }
  }

  /// In a draft, findings stand where they were met.
  private func mark(_ diagnostics: [Diagnostic], _ html: String) -> HTML {
    findings += diagnostics
    guard isDraft else { return .safe(html) }
    let note = diagnostics.map { $0.summary + ($0.explanation.map { ": " + $0 } ?? "") }.joined(separator: "; ")
    return "<mark class=\"finding\" title=\"\(note)\">\(HTML.safe(html))</mark>"
  }
}

extension Claim {
  /// The predicate as written, with what belongs to it.
  var predicateText: String {
    (isFirst ? "first " : "") + predicate.rawValue + (comparison.map { " " + $0 } ?? "")
      + (since.map { " since " + $0 } ?? "")
      + (quorum.map { " in \($0.holding) of \($0.all) \($0.segment)" } ?? "")
  }
}

extension ReferenceFormat {
  /// The style of words; nil for a figure.
  fileprivate var style: FigureStyle? {
    switch wording {
    case .words: .words
    case .ordinal: .ordinal
    case .times: .times
    case .fraction: .fraction
    case nil: nil
    }
  }

  /// Tells formats apart.
  fileprivate var key: String {
    let scaled = scale == .ones ? "" : scale == .thousands ? "k" : "m"
    return (digits.map(String.init) ?? "") + scaled + (signed ? "+" : "") + (wording?.rawValue ?? "")
  }
}

extension ValueFormat {
  /// A difference without its sign, for sentences whose verb says the direction: `2.9 pp`.
  func unsignedDifference(_ value: Double) -> String {
    var format = self
    format.suffix = differenceSuffix ?? suffix
    return format.string(abs(value))
  }
}

extension DateText {
  static func day(_ date: CivilDate) -> String { day(year: date.year, month: date.month, day: date.day) }
  static func short(_ date: CivilDate) -> String { shortDay(month: date.month, day: date.day) }
}

extension ReferenceText {
  /// Running text without markup, for titles that a screen reader speaks: references as their figures.
  func plain(_ text: RichText) -> String {
    // What is spoken mentions no note, so none may be numbered by it.
    let held = endnotes
    defer { endnotes = held }
    return inline(text.spoken).plainText
  }
}

extension RichText {
  /// Without the marks of footnotes, and with quotations as their words.
  fileprivate var spoken: RichText {
    var text = self
    text.inlines = inlines.filter { if case .footnote = $0 { false } else { true } }.flatMap { piece -> [Inline] in
      if case .quotation(_, let content) = piece { content } else { [piece] }
    }
    return text
  }
}
