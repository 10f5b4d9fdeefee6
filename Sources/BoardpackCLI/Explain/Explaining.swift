import Facts
import Formats
import Metrics
import Pack
import Site
import Statistics
import Units
import Warehouse

/// Gathers what is known of a metric: first what to compute, then what the facts say.
struct Explaining {
  let metric: String
  let pack: Pack
  let against: [(name: String, period: Period)]
  /// Whether the statements behind the metric are shown, in the form for reading.
  var showsSQL = false

  private var segments: [String] { FormulaFacts(pack).mixSegments(of: metric) }

  func need(_ planner: inout Planner) {
    let periods = [pack.period] + against.map(\.period)
    planner.need(metric, periods: periods)
    for segment in segments { planner.need(metric, periods: periods, segment: segment) }
  }

  /// What gives the sums behind the metric, in the SQL of the warehouse that holds the rows; DuckDB's for files.
  func statements() throws -> [Explanation.Statement] {
    var planner = Planner(pack)
    planner.need(metric, periods: [pack.period] + against.map(\.period))
    return try PackStatements(for: planner.plan(), on: pack).entries.map {
      .init(purpose: "\($0.dialect.title): \($0.title)", sql: $0.statement.sql)
    }
  }

  func explanation(_ book: FactBook) -> Explanation {
    let definition = pack.metrics.first { $0.name == metric }
    let compiled = pack.compiled[metric]
    let conversions = compiled?.conversions.map(\.text) ?? []
    return Explanation(
      metric: metric, label: book.label(metric), definition: definition?.definition, owner: definition?.owner,
      pitfalls: definition?.pitfalls ?? [], unit: book.unit(metric).description, better: definition?.polarity.rawValue,
      formula: definition?.formula.description ?? pack.measures.first { $0.name == metric }?.text,
      compiled: conversions.isEmpty ? nil : compiled?.text, conversions: conversions, formulas: inner(),
      readings: readings(book), figure: figure(book),
      changes: pack.inputs.contains { $0.name == metric } ? [] : against.map { change($0, book) },
      statements: showsSQL ? readableStatements() : [])
  }

  /// What the sums of the metric are in SQL, over the pack's period.
  private func readableStatements() -> [Explanation.Statement] {
    var planner = Planner(pack)
    planner.need(metric, periods: [pack.period])
    return ReadableStatements(for: planner.plan(), on: pack, period: pack.period).entries.map {
      .init(purpose: "\($0.title), \($0.dialect.title)", sql: $0.statement.sql)
    }
  }

  /// The formulas of the metrics inside the metric.
  private func inner() -> [String: String] {
    var found: [String: String] = [:]
    func visit(_ name: String) {
      guard let formula = pack.metrics.first(where: { $0.name == name })?.formula else { return }
      for inner in formula.names where found[inner] == nil {
        guard let next = pack.metrics.first(where: { $0.name == inner }) else { continue }
        found[inner] = next.formula.description
        visit(inner)
      }
    }
    visit(metric)
    return found
  }

  private func readings(_ book: FactBook) -> [Explanation.Reading] {
    book.readings(metric, in: Slice(pack.period)).map { reading in
      .init(
        name: reading.name, value: fifteen(reading.value), text: text(reading.value, of: reading.quantity, book),
        meaning: meaning(reading.quantity))
    }
  }

  private func meaning(_ name: String) -> String? {
    if let measure = pack.measures.first(where: { $0.name == name }) { return measure.text }
    if let input = pack.inputs.first(where: { $0.name == name }) {
      return "input, \(input.unit.description): \(input.source)"
    }
    if FormulaFunction(rawValue: name) != nil { return "days of the fiscal year over days of the period" }
    // A call of a distribution names its measure.
    return pack.measures.first { name.contains("(\($0.name)") }?.text
  }

  private func text(_ value: Double, of name: String, _ book: FactBook) -> String {
    guard FormulaFunction(rawValue: name) == nil else { return ValueFormat.number(digits: 4).string(value) }
    let measure = pack.measures.first { name == $0.name || name.contains("(\($0.name)") }
    let unit = name.hasPrefix("within") ? .share : book.unit(measure?.name ?? name)
    return ValueFormat.of(unit, magnitude: abs(value)).string(value)
  }

  private func figure(_ book: FactBook) -> Explanation.Figure {
    let slice = Slice(pack.period)
    let fact = book.fact(metric, in: slice)
    let digits = pack.metrics.first { $0.name == metric }?.digits
    let format = fact.format(digits: digits)
    let estimate = fact.estimate
    return .init(
      period: pack.period.text, value: estimate.value.map(fifteen), low: estimate.low.map(fifteen),
      high: estimate.high.map(fifteen), text: fact.text(digits: digits),
      interval: estimate.low.flatMap { low in
        estimate.high.map { "\(format.string(low)) to \(format.string($0))" }
      }, n: estimate.n, clusters: estimate.clusters, method: estimate.method, grade: fact.grade?.label,
      why: fact.why ?? fact.shownNote,
      target: book.target(metric, slice).map { format.string($0) },
      status: book.status(metric, in: slice)?.label.lowercased())
  }

  // MARK: - Change

  private func change(_ against: (name: String, period: Period), _ book: FactBook) -> Explanation.Change {
    let slice = Slice(pack.period)
    let fact = book.fact(metric, .change(against: against.period), in: slice)
    let now = book.fact(metric, in: slice)
    let earlier = book.fact(metric, in: Slice(against.period))
    let digits = pack.metrics.first { $0.name == metric }?.digits
    let magnitude = max(abs(now.estimate.value ?? 0), abs(earlier.estimate.value ?? 0))
    let level = now.format(digits: digits, magnitude: magnitude)
    let format = finer(level, for: abs(fact.estimate.value ?? 0))
    let parts = book.changeParts(metric, in: slice, against: against.period)
    return .init(
      name: against.name, period: against.period.text, value: fact.estimate.value.map(fifteen),
      low: fact.estimate.low.map(fifteen), high: fact.estimate.high.map(fifteen),
      text: fact.estimate.value.map { level.signed($0) } ?? "n/a",
      interval: fact.estimate.low.flatMap { low in
        fact.estimate.high.map { "\(level.signed(low)) to \(level.signed($0))" }
      }, verdict: verdict(fact), togetherText: fact.estimate.value.map { format.signed($0) } ?? "n/a",
      before: earlier.estimate.value.map { level.string($0) },
      parts: parts?.parts.map { part in
        .init(
          name: part.name, before: fifteen(part.before), after: fifteen(part.after),
          contribution: fifteen(part.contribution), beforeText: text(part.before, of: part.quantity, book),
          afterText: text(part.after, of: part.quantity, book), contributionText: format.signed(part.contribution))
      } ?? [], method: parts?.method,
      mix: segments.compactMap { mix($0, slice, against.period, level, format, book) },
      why: parts == nil ? reason(fact, now, earlier, against.period) : nil)
  }

  /// Why there is nothing to split.
  private func reason(_ change: Fact, _ now: Fact, _ earlier: Fact, _ against: Period) -> String {
    let missing = [(now, pack.period), (earlier, against)].filter { $0.0.estimate.value == nil }.map(\.1.text)
    guard missing.isEmpty else { return "there is no figure for \(missing.joined(separator: " and "))" }
    return change.why ?? "its parts stay private, or its formula reads other sums in the two periods"
  }

  /// One digit more than the level where the change would show fewer than two.
  private func finer(_ format: ValueFormat, for change: Double) -> ValueFormat {
    var format = format
    while format.digits < 6, change > 0, change * format.multiplier * decimal(format.digits) < 10 { format.digits += 1 }
    return format
  }

  private func decimal(_ digits: Int) -> Double { (0..<digits).reduce(1.0) { value, _ in value * 10 } }

  private func verdict(_ fact: Fact) -> String {
    switch fact.movement {
    case .up: fact.isCounted ? "more; counted in full" : "a rise: the interval excludes zero"
    case .down: fact.isCounted ? "less; counted in full" : "a fall: the interval excludes zero"
    case .withinNoise: "within noise: the interval holds zero, so the split below explains figures, not a signal"
    case .unchanged: "unchanged"
    case .unknown: "no interval: " + (fact.why ?? fact.estimate.notes.first ?? "n/a")
    }
  }

  private func mix(
    _ segment: String, _ slice: Slice, _ against: Period, _ level: ValueFormat, _ format: ValueFormat, _ book: FactBook
  ) -> Explanation.Mix? {
    guard let mix = book.mixParts(metric, by: segment, in: slice, against: against) else { return nil }
    let percent = ValueFormat.percent()
    let groups = mix.groups.sorted {
      (abs($1.rateEffect + $1.mixEffect), $0.value) < (abs($0.rateEffect + $0.mixEffect), $1.value)
    }
    return .init(
      segment: segment, rateEffect: fifteen(mix.rateEffect), mixEffect: fifteen(mix.mixEffect),
      rateText: format.signed(mix.rateEffect), mixText: format.signed(mix.mixEffect),
      groups: groups.map { group in
        .init(
          value: group.value.isEmpty ? "(none)" : group.value, before: group.before.map(fifteen),
          after: group.after.map(fifteen), beforeText: group.before.map { level.string($0) } ?? "–",
          afterText: group.after.map { level.string($0) } ?? "–", weightBefore: fifteen(group.weightBefore),
          weightAfter: fifteen(group.weightAfter),
          weightText: "\(percent.string(group.weightBefore)) → \(percent.string(group.weightAfter))",
          rateEffect: fifteen(group.rateEffect), mixEffect: fifteen(group.mixEffect),
          rateText: format.signed(group.rateEffect), mixText: format.signed(group.mixEffect))
      }, isReversal: mix.isReversal)
  }
}
