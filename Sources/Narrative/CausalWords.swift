/// A causal word of the narrative, with the metrics of the sentence it stands in.
public struct CausalWord: Sendable, Hashable {
  /// In lower case, for example `driven by`.
  public var word: String
  /// The line the word starts on.
  public var line: Int
  /// Each metric referenced or claimed in the same sentence, once, in order.
  public var metrics: [String]

  /// A causal word found on `line`.
  public init(word: String, line: Int, metrics: [String]) {
    self.word = word
    self.line = line
    self.metrics = metrics
  }
}

/// Of all three languages at once: no phrase of one is an innocent word in another.
///
/// Longer phrases first where one starts with another.
private let phrases: [[String]] = [
  // English
  "as a result of", "as a consequence of", "because of", "on account of", "driven by", "brought about", "thanks to",
  "led to", "leads to", "leading to", "due to", "owing to", "attributable to", "resulted in", "results in",
  "resulting from", "stems from", "stemmed from", "caused", "causes", "causing", "drove", "drives",
  // German
  "führt zu", "führte zu", "führten zu", "zurückzuführen auf", "zurückzuführen ist", "aufgrund", "auf grund",
  "infolge", "wegen", "dank", "verursacht", "verursachte", "verursachten", "bewirkt", "bewirkte", "bewirkten",
  "ausgelöst durch", "bedingt durch", "getrieben von", "getrieben durch",
  // French
  "grâce à", "grâce au", "grâce aux", "à cause", "en raison", "du fait de", "du fait du", "du fait des", "dû à",
  "dû au",
  "dus à", "dus au", "due à", "due au", "due aux", "dues à", "dues au", "par suite", "conduit à", "a entraîné",
  "ont entraîné", "a provoqué", "ont provoqué", "a causé", "ont causé", "résulte de", "résulte du", "résultent de",
  "imputable à", "imputable au", "imputables à", "attribuable à", "attribuable au", "attribuables à",
].map { $0.split(separator: " ").map(String.init) }

/// The causal words of a page, for the caller to judge by the evidence grade of their metrics.
///
/// Words inside quotations with a source and in code are others' words and do not count.
public func causalWords(in page: Page) -> [CausalWord] {
  page.runs.flatMap { causalWords(in: $0.inlines, line: $0.line) }
}

/// The same for running text that starts on `line`.
public func causalWords(in inlines: [Inline], line: Int) -> [CausalWord] {
  let prose = Prose(inlines, line: line)
  let words = prose.words
  let lowered = words.map { $0.core.lowercased() }
  let found = words.indices.compactMap { index in
    phrases.first { lowered[index...].starts(with: $0) }.map { (phrase: $0, word: words[index]) }
  }
  guard !found.isEmpty else { return [] }
  let metrics = prose.metricsBySentence
  return found.map { phrase, word in
    CausalWord(word: phrase.joined(separator: " "), line: word.line, metrics: metrics[word.sentence] ?? [])
  }
}
