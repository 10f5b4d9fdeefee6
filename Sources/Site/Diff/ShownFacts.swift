/// A fact of a bundle with the form in which its pages write it first.
struct ShownFact: Sendable {
  var fact: BundleFact
  /// Its place in the bundle.
  var index: Int
  /// nil where no page shows its value by itself.
  var form: BundlePages.Form?

  /// Value, interval, target and plan as the pages write them.
  var text: String {
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

/// A fact before and after; nil where there is none.
struct FactChange: Sendable {
  var name: String
  var before: ShownFact?
  var after: ShownFact?
}

/// The facts of a bundle by what they are, each as its pages write it.
struct ShownFacts {
  var facts: [String: ShownFact] = [:]

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
      key += fact.pointText
      key += ", " + period(fact.period)
      if let segment = fact.segment { key += ", " + segment.joined(separator: " ") }
      if let arm = fact.arm { key += ", " + arm.joined(separator: " ") }
      facts[key] = ShownFact(fact: fact, index: index, form: forms[index])
    }
  }
}
