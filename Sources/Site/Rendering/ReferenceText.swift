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
  private let figures: TimeFigures
  var presenter: FactPresenter
  var findings: [Diagnostic] = []
  private var sources: [String] = []

  init(pack: Pack, book: FactBook, isDraft: Bool) {
    self.pack = pack
    self.book = book
    self.isDraft = isDraft
    resolver = ReferenceResolver(names: PackNames(pack))
    figures = TimeFigures(pack: pack, book: book)
    presenter = FactPresenter(pack: pack, book: book)
  }

  /// The writer of narrative that asks here.
  var writer: NarrativeHTML {
    NarrativeHTML(
      reference: { self.html($0).markup }, claim: { self.html($0, text: $1).markup },
      quotation: { source, html in self.quotation(source, html).markup }, directive: { _ in "" },
      address: { $0.hasSuffix(".md") ? $0.dropLast(3) + ".html" : $0 })
  }

  func inline(_ text: RichText) -> HTML { .safe(writer.inline(text.inlines)) }

  func inline(_ text: [Inline]) -> HTML { .safe(writer.inline(text)) }

  func blocks(_ blocks: [Block]) -> HTML { .safe(writer.blocks(blocks)) }

  /// Quotations of the page, in order, for the list at its end.
  var quotations: [String] { sources }

  private func quotation(_ source: String, _ html: String) -> HTML {
    if !sources.contains(source) { sources.append(source) }
    let number = (sources.firstIndex(of: source) ?? 0) + 1
    return "<span class=\"source\" title=\"\(source)\">\(HTML.safe(html))<sup>\(number)</sup></span>"
  }

  private func html(_ written: Reference) -> HTML {
    let reference = resolver.resolved(written)
    switch reference.metric {
    case "period": return .text(pack.period.text)
    case "as_of": return .text(DateText.day(pack.asOfDate))
    case "quality": return .text(QualitySummary(book).sentence)
    default: break
    }
    do {
      let request = try resolver.request(reference)
      let fact = book.fact(request.metric, request.subject, in: request.slice)
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
      let figure = ShownFigure(value, FigureTerm(fact, part), format, reference.format.signed ? .signed : .plain)
      return presenter.number(fact, figure, variant: variant + reference.format.key).button
    }
    switch reference.property {
    case .value:
      if fact.answerWithoutValue != nil { return presenter.number(fact, variant: "word").button }
      return try figure(fact.estimate.value, .value, "value", "value")
    case .change, .relativeChange:
      guard let value = fact.estimate.value else { throw missing(reference, fact, "change") }
      // In a sentence the verb carries the direction; the sign is shown where the author asks for it.
      let figure = ShownFigure(value, FigureTerm(fact), format, reference.format.signed ? .signed : .unsigned)
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
      return presenter.tied(ShownFigure(target, FigureTerm(fact, .target), format)) ?? .empty
    case .plan:
      guard let plan = book.plan(fact.metric, slice) else { throw missing(reference, fact, "plan") }
      return presenter.tied(ShownFigure(plan, FigureTerm(fact, .plan), format)) ?? .empty
    case .n:
      guard let n = ShownFigure(n: fact) else { throw missing(reference, fact, "n") }
      return presenter.number(fact, n, variant: "n").button
    case .label: return .text(fact.label)
    case .status:
      guard let status = book.status(fact.metric, in: slice) else { throw missing(reference, fact, "status") }
      return .text(status.label.lowercased())
    }
  }

  private func format(_ fact: Fact, _ asked: ReferenceFormat) -> ValueFormat {
    var format = fact.format(digits: asked.digits ?? presenter.digits(fact.metric))
    switch asked.scale {
    case .ones: break
    case .thousands:
      format.multiplier = 0.001
      format.digits = asked.digits ?? 1
      if !format.suffix.hasSuffix(" k") { format.suffix = " k" + format.suffix }
    case .millions:
      format.multiplier = 0.000_001
      format.digits = asked.digits ?? 1
      format.suffix = " m"
    }
    return format
  }

  private func missing(_ reference: Reference, _ fact: Fact, _ what: String) -> DiagnosticError {
    DiagnosticError(
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
      let fact = book.fact(request.metric, request.subject, in: request.slice)
      let verdict = verdict(claim, fact, request.slice)
      guard let problem = verdict.problem else {
        let note: HTML = verdict.isNoise ? " <span class=\"noise\">(within noise)</span>" : .empty
        return "<span class=\"claim\">\(HTML.safe(text))</span>\(note)"
      }
      return mark(
        [
          Diagnostic(
            .error, "claim-not-borne-out", "the data do not bear out “\(claim.predicate.rawValue)” for \(claim.metric)",
            at: claim.location, explanation: problem, remedy: "write what the figures say, or claim `flat`")
        ], text)
    } catch let error as DiagnosticError {
      return mark(error.diagnostics, text)
    } catch {
      return .safe(text)
    }
  }

  private func verdict(_ claim: Claim, _ fact: Fact, _ slice: Slice) -> (problem: String?, isNoise: Bool) {
    let label = presenter.label(of: fact)
    guard let value = fact.estimate.value else { return ("\(label) is n/a: \(fact.why ?? "no data")", false) }
    let interval = presenter.intervalText(fact).map { " (95% interval \($0))" } ?? ""
    let shown = "\(label) is \(fact.text())\(interval)"
    let movement = fact.movement
    let holds: Bool
    switch claim.predicate {
    case .up: holds = movement == .up
    case .down: holds = movement == .down
    case .flat: holds = movement == .withinNoise || movement == .unchanged
    case .higher: return (value > 0 ? nil : shown, movement == .withinNoise)
    case .lower: return (value < 0 ? nil : shown, movement == .withinNoise)
    case .signal:
      return (
        figures.hasSignal(claim.metric) ? nil : "no point of \(slice.period.name) is a signal on its weekly chart",
        false
      )
    case .onTarget, .nearTarget, .offTarget:
      guard let status = book.status(claim.metric, in: slice), let target = book.target(claim.metric, slice) else {
        return ("\(label) has no target in \(slice.period.name)", false)
      }
      let wanted: TargetStatus =
        claim.predicate == .onTarget ? .onTarget : claim.predicate == .nearTarget ? .near : .offTarget
      let format = fact.format(digits: presenter.digits(fact.metric))
      return (
        status == wanted ? nil : "\(shown) against a target of \(format.string(target)): \(status.label.lowercased())",
        false
      )
    }
    return (holds ? nil : shown, false)
  }

  /// In a draft, findings stand where they were met.
  private func mark(_ diagnostics: [Diagnostic], _ html: String) -> HTML {
    findings += diagnostics
    guard isDraft else { return .safe(html) }
    let note = diagnostics.map { $0.summary + ($0.explanation.map { ": " + $0 } ?? "") }.joined(separator: "; ")
    return "<mark class=\"finding\" title=\"\(note)\">\(HTML.safe(html))</mark>"
  }
}

extension ReferenceFormat {
  /// Tells formats apart.
  fileprivate var key: String {
    let scaled = scale == .ones ? "" : scale == .thousands ? "k" : "m"
    return (digits.map(String.init) ?? "") + scaled + (signed ? "+" : "")
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
  func plain(_ text: RichText) -> String { inline(text).plainText }
}
