import Diagnostics
import Facts
import Narrative
import Pack

/// A reference or claim with its names resolved: which fact to read.
struct FactRequest {
  var metric: String
  var subject: Fact.Subject
  var slice: Slice
}

/// Resolves the names in references and claims against a pack.
struct ReferenceResolver {
  let names: PackNames

  /// Words that stand for themselves, not for a fact.
  static let words = ["period", "as_of", "quality"]

  /// A metric whose name ends like a property is meant before the property.
  func resolved(_ reference: Reference) -> Reference {
    guard let name = reference.joinedName, names.quantities.contains(name) else { return reference }
    var reference = reference
    reference.metric = name
    reference.property = .value
    return reference
  }

  func request(_ reference: Reference) throws -> FactRequest {
    let reference = resolved(reference)
    let slice = try slice(reference.filters, at: reference.location)
    try check(reference.metric, at: reference.location)
    let subject: Fact.Subject
    switch reference.property {
    case .moved(let name): subject = .change(against: try comparison(name, from: slice.period, at: reference.location))
    case .fromTo(let name):
      _ = try comparison(name, from: slice.period, at: reference.location)
      subject = .level
    case .ranking(let ranking):
      try checkSegment(ranking.segment, at: reference.location)
      guard slice.segment == nil else { throw crossed(at: reference.location) }
      _ = try comparison(ranking.comparison, from: slice.period, at: reference.location)
      subject = .level
    case .change(let name): subject = .change(against: try comparison(name, from: slice.period, at: reference.location))
    case .relativeChange(let name):
      subject = .relativeChange(against: try comparison(name, from: slice.period, at: reference.location))
    default: subject = .level
    }
    return FactRequest(metric: reference.metric, subject: subject, slice: slice)
  }

  /// The fact a claim is about: a comparison's change, or the level for contrasts and targets.
  func request(_ claim: Claim, isContrast: Bool) throws -> FactRequest {
    let slice = try slice(claim.filters, at: claim.location)
    if let quorum = claim.quorum {
      try checkSegment(quorum.segment, at: claim.location)
      guard slice.segment == nil else { throw crossed(at: claim.location) }
    }
    try check(claim.metric, at: claim.location)
    switch claim.predicate {
    case .onTarget, .nearTarget, .offTarget, .aboveTarget, .belowTarget, .signal, .highest, .lowest:
      if let since = claim.since { _ = try comparison(since, from: slice.period, at: claim.location) }
      return FactRequest(metric: claim.metric, subject: .level, slice: slice)
    case .up, .down, .flat, .higher, .lower, .significant:
      if isContrast, claim.comparison == nil {
        return FactRequest(metric: claim.metric, subject: .level, slice: slice)
      }
      let against = try comparison(claim.comparison ?? "prior", from: slice.period, at: claim.location)
      return FactRequest(metric: claim.metric, subject: .change(against: against), slice: slice)
    }
  }

  private func check(_ metric: String, at location: Diagnostic.Location) throws {
    guard !names.quantities.contains(metric) else { return }
    if let dot = metric.lastIndex(of: "."), names.quantities.contains(String(metric[..<dot])) {
      let (owner, word) = (String(metric[..<dot]), String(metric[metric.index(after: dot)...]))
      let properties = Reference.propertyNames
      var remedy = "the properties are \(properties.joined(separator: ", "))"
      if properties.contains(word) {
        remedy = "filters follow the name of the metric directly: `{{ \(owner)[channel=voice].\(word) }}`"
      } else if let nearest = nearestName(to: metric, among: properties.map { "\(owner).\($0)" } + names.quantities) {
        remedy = "did you mean `\(nearest)`?"
      }
      throw DiagnosticError(
        Diagnostic(
          .error, "unknown-metric", "`\(word)` is no property of `\(owner)`, and there is no metric `\(metric)`",
          at: location, remedy: remedy))
    }
    let nearest = nearestName(to: metric, among: names.quantities + Self.words)
    throw DiagnosticError(
      Diagnostic(
        .error, "unknown-metric", "there is no metric, input or measure `\(metric)`", at: location,
        explanation: "a number on a page must be a fact of the pack",
        remedy: nearest.map { "did you mean `\($0)`?" } ?? "define it under `metrics:` in pack.yaml"))
  }

  private func comparison(_ name: String, from period: Period, at location: Diagnostic.Location) throws -> Period {
    if let period = names.pack.resolvePeriod(name, from: period) { return period }
    let nearest = nearestName(to: name, among: names.comparisons)
    throw DiagnosticError(
      Diagnostic(
        .error, "unknown-comparison", "there is no comparison `\(name)`", at: location,
        remedy: nearest.map { "did you mean `\($0)`?" }
          ?? "the pack compares with: \(names.comparisons.joined(separator: ", "))"))
  }

  private func crossed(at location: Diagnostic.Location) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        .error, "crossed-segments", "a reference names two segments", at: location,
        explanation: "crosses of segments are not computed",
        remedy: "name one segment, or define a segment that combines both"))
  }

  private func checkSegment(_ name: String, at location: Diagnostic.Location) throws {
    guard !names.segments.contains(name) else { return }
    let nearest = nearestName(to: name, among: names.segments).map { "did you mean `\($0)`?" }
    throw DiagnosticError(
      Diagnostic(
        .error, "unknown-segment", "there is no segment `\(name)`", at: location,
        remedy: nearest ?? "the pack has: \(names.segments.sorted().joined(separator: ", "))"))
  }

  private func slice(_ filters: [Filter], at location: Diagnostic.Location) throws -> Slice {
    var slice = Slice(names.pack.period)
    for filter in filters {
      if filter.name == "period" {
        slice.period = try comparison(filter.value, from: names.pack.period, at: location)
      } else if names.cohorts.contains(filter.name) {
        let arms = names.pack.cohorts.first { $0.name == filter.name }?.arms.map(\.name) ?? []
        guard arms.contains(filter.value) else {
          throw DiagnosticError(
            Diagnostic(
              .error, "unknown-arm", "cohort `\(filter.name)` has no arm `\(filter.value)`", at: location,
              remedy: "its arms are \(arms.joined(separator: ", "))"))
        }
        slice.arm = ArmName(filter.name, filter.value)
      } else if names.segments.contains(filter.name) {
        guard slice.segment == nil else {
          throw crossed(at: location)
        }
        slice.segment = SegmentValue(filter.name, filter.value)
      } else {
        let known = names.segments + names.cohorts + ["period"]
        let nearest = nearestName(to: filter.name, among: known)
        throw DiagnosticError(
          Diagnostic(
            .error, "unknown-segment", "there is no segment or cohort `\(filter.name)`", at: location,
            remedy: nearest.map { "did you mean `\($0)`?" } ?? "the pack has: \(known.joined(separator: ", "))"))
      }
    }
    return slice
  }
}
