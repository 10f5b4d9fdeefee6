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
    var isFirst = false
    if word == "first", let next = scanner.name() {
      (isFirst, word) = (true, next)
      scanner.skipSpaces()
    }
    if ["on", "near", "off", "above", "below"].contains(word) {
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
    var end = scanner.position
    var comparison = scanner.name()
    var since: String?
    var quorum: Quorum?
    if comparison == "since" {
      comparison = nil
      since = scanner.text(until: " \t")
      scanner.skipSpaces()
      guard since?.isEmpty == false, predicate.isRecord || isFirst else {
        throw PhraseScanner.Failure(
          summary: "“since” is not understood here", offset: end,
          remedy: "Write “highest since 2025-Q1”, “lowest since …” or “first on target since …”.")
      }
      end = scanner.position
      comparison = scanner.name()
    }
    scanner.skipSpaces()
    if comparison == "in" {
      comparison = nil
      quorum = try Quorum(&scanner)
    } else if comparison != nil {
      var ahead = scanner
      if ahead.name() == "in" {
        quorum = try Quorum(&ahead)
        scanner = ahead
      }
    }
    guard scanner.isAtEnd else {
      throw PhraseScanner.Failure(
        summary: "“\(scanner.rest)” is not understood", offset: scanner.position,
        remedy: "After the predicate stands at most the name of a comparison: “{nps up year_ago}”.")
    }
    guard !isFirst || predicate.isOfTarget else {
      throw PhraseScanner.Failure(
        summary: "“first” goes with a target", offset: start,
        remedy: "Write “first on target”; for the highest figure of several periods “highest since 2025-Q1”.")
    }
    guard quorum == nil || !predicate.isRecord && predicate != .signal && !isFirst else {
      throw PhraseScanner.Failure(
        summary: "“\(predicate.rawValue)” is not counted over a segment", offset: end,
        remedy: "Count “up”, “down”, “flat”, “significant” or a target: “{nps up in 3 of 4 channel}”.")
    }
    guard comparison == nil || predicate.isComparing else {
      throw PhraseScanner.Failure(
        summary: "“\(predicate.rawValue)” compares with no other period", offset: end,
        remedy: "Remove “\(comparison ?? "")”.")
    }
    self.init(metric: metric, filters: filters, predicate: predicate, comparison: comparison, location: location)
    self.isFirst = isFirst
    self.since = since
    self.quorum = quorum
  }
}

extension Claim.Predicate {
  fileprivate var isComparing: Bool {
    switch self {
    case .up, .down, .flat, .higher, .lower, .significant: true
    case .signal, .onTarget, .nearTarget, .offTarget, .aboveTarget, .belowTarget, .highest, .lowest: false
    }
  }

  fileprivate var isRecord: Bool { self == .highest || self == .lowest }

  fileprivate var isOfTarget: Bool {
    switch self {
    case .onTarget, .nearTarget, .offTarget, .aboveTarget, .belowTarget: true
    default: false
    }
  }
}

extension Claim.Quorum {
  /// Reads `3 of 4 channel` after the word `in`.
  fileprivate init(_ scanner: inout PhraseScanner) throws(PhraseScanner.Failure) {
    scanner.skipSpaces()
    let start = scanner.position
    let words = scanner.text(until: "").split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count == 4, words[1] == "of", let holding = Int(words[0]), let all = Int(words[2]), holding >= 0,
      holding <= all, all > 0
    else {
      throw PhraseScanner.Failure(
        summary: "the count is not understood", offset: start,
        remedy: "Write how many of how many values of which segment: “{nps up in 3 of 4 channel}”.")
    }
    self.init(holding: holding, all: all, segment: words[3])
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
