import Diagnostics

extension Claim {
  /// Reads what stands between the braces of `[rose]{nps up}`.
  init(parsing body: String, at location: Diagnostic.Location) throws(PhraseScanner.Failure) {
    var scanner = PhraseScanner(body)
    scanner.skipSpaces()
    let example = "Write a metric and a predicate: “{nps up}”; a quotation is written “{source: \"…\"}”."
    guard let metric = scanner.path()?.joined(separator: ".") else {
      throw PhraseScanner.Failure(
        summary: "it does not start with the name of a metric", offset: scanner.position, remedy: example)
    }
    let filters = try scanner.filters()
    scanner.skipSpaces()
    let start = scanner.position
    guard var word = scanner.name() else {
      throw PhraseScanner.Failure(summary: "the predicate is missing", offset: start, remedy: example)
    }
    scanner.skipSpaces()
    if ["on", "near", "off"].contains(word) {
      word += " " + (scanner.name() ?? "")
      scanner.skipSpaces()
    }
    let names = Predicate.allCases.map(\.rawValue)
    guard let predicate = Predicate(rawValue: word) else {
      let nearest = nearestName(to: word, among: names).map { "Did you mean “\($0)”? " } ?? ""
      throw PhraseScanner.Failure(
        summary: "“\(word)” is no predicate", offset: start,
        remedy: nearest + "The predicates are \(names.joined(separator: ", ")).")
    }
    let end = scanner.position
    let comparison = scanner.name()
    scanner.skipSpaces()
    guard scanner.isAtEnd else {
      throw PhraseScanner.Failure(
        summary: "“\(scanner.rest)” is not understood", offset: scanner.position,
        remedy: "After the predicate stands at most the name of a comparison: “{nps up year_ago}”.")
    }
    guard comparison == nil || predicate.isComparing else {
      throw PhraseScanner.Failure(
        summary: "“\(predicate.rawValue)” compares with no other period", offset: end,
        remedy: "Remove “\(comparison ?? "")”.")
    }
    self.init(metric: metric, filters: filters, predicate: predicate, comparison: comparison, location: location)
  }
}

extension Claim.Predicate {
  fileprivate var isComparing: Bool {
    switch self {
    case .up, .down, .flat, .higher, .lower: true
    case .signal, .onTarget, .nearTarget, .offTarget: false
    }
  }
}

/// The source in `source: "…"`; nil where the braces hold no quotation.
func quotationSource(_ body: String) throws(PhraseScanner.Failure) -> String? {
  var scanner = PhraseScanner(body)
  scanner.skipSpaces()
  guard scanner.name() == "source" else { return nil }
  scanner.skipSpaces()
  guard scanner.take(":") else { return nil }
  scanner.skipSpaces()
  let start = scanner.position
  let source = try scanner.quoted()
  scanner.skipSpaces()
  let isBlank = source.allSatisfy(\.isWhitespace)
  guard scanner.isAtEnd, !isBlank else {
    throw PhraseScanner.Failure(
      summary: isBlank ? "the source is empty" : "“\(scanner.rest)” is not understood",
      offset: isBlank ? start : scanner.position,
      remedy: "Write “{source: \"Annual report 2025, p. 12\"}”.")
  }
  return source
}
