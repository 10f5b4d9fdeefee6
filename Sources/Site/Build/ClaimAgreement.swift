import Diagnostics
import Facts
import Narrative
import Pack

/// Finds claims of a pack that contradict each other: the summary says one thing of a figure, a page another.
///
/// Data cannot find all of them: `higher` and `flat` both hold for a change within noise.
struct ClaimAgreement {
  private struct Subject: Hashable {
    var metric: String
    var slice: Slice
    var against: Period?
  }

  private struct Made {
    var claim: Claim
    var aspect: Aspect
  }

  /// What a predicate speaks of; two claims of one aspect contradict where their predicates exclude each other.
  private enum Aspect { case movement, target, side, record }

  private(set) var findings: [Diagnostic] = []

  init(pages: [PageSource], resolver: ReferenceResolver, isContrast: (String) -> Bool) {
    var made: [Subject: [Made]] = [:]
    for page in pages {
      for text in page.unconditional.texts {
        var claims: [Claim] = []
        text.inlines.visit(reference: { _ in }, claim: { claims.append($0) })
        for claim in claims where claim.quorum == nil {
          guard let aspect = Self.aspect(claim.predicate),
            let request = try? resolver.request(claim, isContrast: isContrast(claim.metric))
          else { continue }
          let subject = Subject(metric: claim.metric, slice: request.slice, against: request.subject.against)
          let other = made[subject]?.first {
            $0.aspect == aspect && Self.exclude($0.claim.predicate, claim.predicate)
          }
          if let other { findings.append(Self.finding(claim, other.claim)) }
          made[subject, default: []].append(Made(claim: claim, aspect: aspect))
        }
      }
    }
  }

  private static func finding(_ claim: Claim, _ other: Claim) -> Diagnostic {
    let place = "\(other.location.file):\(other.location.line ?? 1)"
    return Diagnostic(
      .warning, "claims-disagree",
      "“\(claim.predicateText)” for \(claim.metric) does not go with “\(other.predicateText)” in \(place)",
      at: claim.location, explanation: "both speak of the same figure",
      remedy: "say the same in both places; a sentence that stands in several is best written once, `[…]{#name}`, and "
        + "repeated with `{{ #name }}`")
  }

  private static func aspect(_ predicate: Claim.Predicate) -> Aspect? {
    switch predicate {
    case .up, .down, .flat, .higher, .lower, .significant: .movement
    case .onTarget, .nearTarget, .offTarget: .target
    case .aboveTarget, .belowTarget: .side
    case .highest, .lowest: .record
    case .signal: nil
    }
  }

  private static func exclude(_ a: Claim.Predicate, _ b: Claim.Predicate) -> Bool {
    guard a != b else { return false }
    switch (a, b) {
    case (.up, .higher), (.higher, .up), (.down, .lower), (.lower, .down): return false
    case (.significant, .flat), (.flat, .significant): return true
    case (.significant, _), (_, .significant): return false
    default: return true
    }
  }
}

extension PageSource {
  /// Without what a condition may leave out: of two blocks that say the opposite only one is shown.
  fileprivate var unconditional: PageSource {
    var page = self
    page.elements = elements.compactMap { element in
      guard case .directive(var spec) = element else { return element }
      guard spec.condition.claims.isEmpty else { return nil }
      switch spec.content {
      case .statements(let items): spec.content = .statements(items.filter(\.condition.claims.isEmpty))
      case .decisions(let items): spec.content = .decisions(items.filter(\.condition.claims.isEmpty))
      default: break
      }
      return .directive(spec)
    }
    return page
  }
}
