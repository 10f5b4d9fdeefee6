/// What differs between two outputs of `boardpack build`: figures, definitions, texts and claims.
public struct OutputDifference: Sendable {
  /// One thing before and after; nil where there is none.
  public struct Change: Sendable, Equatable {
    /// A page, or the name of a figure or a definition.
    public var place: String
    /// As the earlier output has it.
    public var before: String?
    /// As the later output has it.
    public var after: String?
  }

  /// Facts whose value, interval, target or plan changed, is new or is gone, by metric.
  public private(set) var figures: [Change] = []
  /// Facts that are as they were.
  public private(set) var sameFigures = 0
  /// Formulas, definitions, owners and inputs.
  public private(set) var definitions: [Change] = []
  /// Sentences, apart from the figures in them, by page.
  public private(set) var texts: [Change] = []
  /// Claims that were made or dropped, by page.
  public private(set) var claims: [Change] = []
  /// Pages that one of the two lacks.
  public private(set) var pages: [Change] = []

  /// Whether the two say the same.
  public var isEmpty: Bool { [figures, definitions, texts, claims, pages].allSatisfy(\.isEmpty) }

  /// Compares two folders; throws a `DiagnosticError` where one of them is no output with its bundle.
  public init(old: String, new: String) throws {
    let (before, after) = (BundleReader(folder: old), BundleReader(folder: new))
    let (was, now) = (try before.bundle(), try after.bundle())
    compareFigures(ShownFacts(was), ShownFacts(now))
    compare(Self.definitions(was.definitions), Self.definitions(now.definitions), into: \.definitions)
    let names = Set(was.pages.pages.keys).union(now.pages.pages.keys).sorted()
    for name in names {
      let texts = [before, after].map { reader in
        reader.bytes(name).map { PageTexts(String(decoding: $0, as: UTF8.self)) }
      }
      guard let was = texts[0], let now = texts[1] else {
        pages.append(Change(place: name, before: texts[0].map { _ in name }, after: texts[1].map { _ in name }))
        continue
      }
      self.texts += Self.changes(from: was.texts, to: now.texts, on: name)
      claims += Self.changes(from: was.claims, to: now.claims, on: name)
    }
  }

  private mutating func compareFigures(_ was: ShownFacts, _ now: ShownFacts) {
    for key in Set(was.texts.keys).union(now.texts.keys).sorted() {
      let (before, after) = (was.texts[key], now.texts[key])
      if before == after {
        sameFigures += 1
      } else {
        figures.append(Change(place: key, before: before, after: after))
      }
    }
  }

  private mutating func compare(
    _ was: [String: String], _ now: [String: String], into list: WritableKeyPath<Self, [Change]>
  ) {
    for key in Set(was.keys).union(now.keys).sorted() where was[key] != now[key] {
      self[keyPath: list].append(Change(place: key, before: was[key], after: now[key]))
    }
  }

  private static func definitions(_ definitions: BundleDefinitions) -> [String: String] {
    var found = ["Title": definitions.title, "Period": definitions.period, "Data as of": definitions.asOf]
    for metric in definitions.metrics {
      found["\(metric.name), formula"] = metric.formula
      found["\(metric.name), label"] = metric.label
      found["\(metric.name), unit"] = metric.unit + ", better \(metric.better)"
      found["\(metric.name), owner"] = metric.owner
      found["\(metric.name), definition"] = metric.definition
    }
    for measure in definitions.measures { found["\(measure.name), measure"] = measure.text }
    for input in definitions.inputs {
      let range = [input.low, input.high].compactMap { $0 }.map { "\($0)" }.joined(separator: " to ")
      found["\(input.name), input"] =
        "\(input.value) \(input.unit)" + (range.isEmpty ? "" : " (\(range))") + ", " + input.source
    }
    return found
  }

  /// Texts that one of two lists lacks; one that was reworded stands with what became of it.
  static func changes(from was: [String], to now: [String], on page: String) -> [Change] {
    var gone = remainder(of: was, without: now)
    var changes: [Change] = []
    for text in remainder(of: now, without: was) {
      let words = Set(text.split(separator: " "))
      let nearest = gone.indices.max { likeness(words, gone[$0]) < likeness(words, gone[$1]) }
      if let nearest, likeness(words, gone[nearest]) >= 0.5 {
        changes.append(Change(place: page, before: gone.remove(at: nearest), after: text))
      } else {
        changes.append(Change(place: page, before: nil, after: text))
      }
    }
    return gone.map { Change(place: page, before: $0, after: nil) } + changes
  }

  private static func remainder(of texts: [String], without others: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for text in others { counts[text, default: 0] += 1 }
    return texts.filter { text in
      guard let count = counts[text], count > 0 else { return true }
      counts[text] = count - 1
      return false
    }
  }

  /// The share of words that two texts have in common, 0 to 1.
  private static func likeness(_ words: Set<Substring>, _ text: String) -> Double {
    let other = Set(text.split(separator: " "))
    let all = words.union(other).count
    return all == 0 ? 0 : Double(words.intersection(other).count) / Double(all)
  }
}

/// The facts of a bundle by what they are, each as its pages write it.
private struct ShownFacts {
  var texts: [String: String] = [:]

  init(_ bundle: Bundle) {
    var forms: [Int: BundlePages.Form] = [:]
    for page in bundle.pages.pages.keys.sorted() {
      for figure in bundle.pages.pages[page] ?? [] {
        guard figure.of.count == 1, let name = figure.of.first, let index = Int(name.dropFirst()), name.hasPrefix("f"),
          bundle.pages.forms.indices.contains(figure.form), forms[index] == nil
        else { continue }
        forms[index] = bundle.pages.forms[figure.form]
      }
    }
    let labels = Dictionary(bundle.definitions.metrics.map { ($0.name, $0.label) }) { first, _ in first }
    func period(_ index: Int) -> String {
      bundle.definitions.periods.indices.contains(index) ? bundle.definitions.periods[index].name : "?"
    }
    for (index, fact) in bundle.facts.enumerated() {
      var key = labels[fact.metric].map { "\($0) (\(fact.metric))" } ?? fact.metric
      if let against = fact.against { key += ", \(fact.subject) on \(period(against))" }
      key += ", " + period(fact.period)
      if let segment = fact.segment { key += ", " + segment.joined(separator: " ") }
      if let arm = fact.arm { key += ", " + arm.joined(separator: " ") }
      texts[key] = Self.text(fact, forms[index])
    }
  }

  private static func text(_ fact: BundleFact, _ form: BundlePages.Form?) -> String {
    func written(_ value: Double) -> String { form.map { $0.text([value]) } ?? "\(value)" }
    guard let value = fact.value else { return "n/a" + (fact.why.map { ": " + $0 } ?? "") }
    // Digits that no page shows do not count as a change.
    var text = written(value)
    if let low = fact.low, let high = fact.high { text += " (\(written(low)) to \(written(high)))" }
    if let target = fact.target { text += ", target \(written(target))" }
    if let plan = fact.plan { text += ", plan \(written(plan))" }
    return text
  }
}
