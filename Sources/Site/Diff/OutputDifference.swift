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
  public var figures: [Change] {
    facts.map { Change(place: $0.name, before: $0.before?.text, after: $0.after?.text) }
  }
  /// The same with what they are made of.
  private(set) var facts: [FactChange] = []
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
    self.init(old: try ComparedOutput(folder: old), new: try ComparedOutput(folder: new))
  }

  init(old: ComparedOutput, new: ComparedOutput) {
    compareFigures(ShownFacts(old.bundle), ShownFacts(new.bundle))
    compare(
      Self.definitions(old.bundle.definitions), Self.definitions(new.bundle.definitions), into: \.definitions)
    for name in Set(old.pages.keys).union(new.pages.keys).sorted() {
      guard let was = old.pages[name], let now = new.pages[name] else {
        pages.append(
          Change(place: name, before: old.pages[name].map { _ in name }, after: new.pages[name].map { _ in name }))
        continue
      }
      self.texts += Self.changes(from: was.texts, to: now.texts, on: name)
      claims += Self.changes(from: was.claims, to: now.claims, on: name)
    }
  }

  private mutating func compareFigures(_ was: ShownFacts, _ now: ShownFacts) {
    for name in Set(was.facts.keys).union(now.facts.keys).sorted() {
      let (before, after) = (was.facts[name], now.facts[name])
      if before?.text == after?.text {
        sameFigures += 1
      } else {
        facts.append(FactChange(name: name, before: before, after: after))
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
