import Facts
import Formats
import Foundation
import Kernels
import Metrics
import Pack
import Statistics
import Units
import Warehouse

/// Makes the bundle of a built pack from the figures that its pages show.
struct BundleWriter {
  let pack: Pack
  let book: FactBook
  /// By page file.
  let figures: [(page: String, figures: [ShownFigure])]
  var readable = SharedStatements()

  /// What the pages show, in the order of the bundle.
  var facts: [Fact] {
    var shown: [FactIdentity: Fact] = [:]
    for page in figures {
      for fact in page.figures.flatMap({ $0.terms.flatMap(\.facts) }) { shown[FactIdentity(fact)] = fact }
    }
    return shown.sorted { $0.key < $1.key }.map(\.value)
  }

  func bundle() -> Bundle {
    let facts = facts
    let numbers = Dictionary(uniqueKeysWithValues: facts.enumerated().map { (FactIdentity($1), $0) })
    var derivation = Derivation()
    var privates: Set<Int> = []
    for (index, fact) in facts.enumerated() {
      let own = book.derivation(of: fact)
      derivation.formUnion(own)
      if own.isPrivate { privates.insert(index) }
    }
    let periods = periods(facts, derivation)
    return Bundle(
      definitions: definitions(periods, derivation), sums: sums(derivation, periods),
      facts: facts.enumerated().map { record($1, periods, isPrivate: privates.contains($0)) },
      pages: pages { numbers[FactIdentity($0)] ?? 0 })
  }

  // MARK: - Periods

  private typealias Periods = (list: [Period], index: [Period: Int])

  private func periods(_ facts: [Fact], _ derivation: Derivation) -> Periods {
    var found: Set<Period> = []
    for fact in facts { found.formUnion([fact.period] + [fact.subject.against].compactMap { $0 }) }
    found.formUnion(derivation.sums.map(\.slice.period) + derivation.parts.map(\.slice.period))
    found.formUnion(derivation.moves.flatMap { [$0.from, $0.to] })
    let sorted = found.sorted { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
    return (sorted, Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) }))
  }

  private func definitions(_ periods: Periods, _ derivation: Derivation) -> BundleDefinitions {
    let moves = Dictionary(grouping: derivation.moves, by: \.from)
    let reach = reach(derivation)
    return BundleDefinitions(
      title: pack.title, period: pack.period.name, asOf: "\(pack.asOfDate)", currency: pack.currency,
      minimumGroup: pack.minimumGroup,
      metrics: pack.metrics.map { metric in
        let compiled = pack.compiled[metric.name]
        return .init(
          name: metric.name, label: metric.label, formula: metric.formula.description, compiled: compiled?.text ?? "",
          conversions: compiled.flatMap { $0.conversions.isEmpty ? nil : $0.conversions.map(\.text) },
          unit: book.unit(metric.name).description, better: metric.polarity.rawValue, owner: metric.owner,
          definition: metric.definition)
      },
      measures: pack.measures.filter { reach.contains($0.name) }.map {
        .init(
          name: $0.name, dataset: $0.dataset, text: $0.text, condition: $0.condition?.description,
          scale: $0.aggregate == .distinct ? 0 : book.scale(ofMeasure: $0.name))
      },
      inputs: pack.inputs.map {
        .init(
          name: $0.name, label: $0.label, value: fifteen($0.value), low: $0.low.map(fifteen),
          high: $0.high.map(fifteen), unit: $0.unit.description, source: $0.source)
      },
      cohorts: pack.cohorts.map { cohort in
        .init(
          name: cohort.name, arms: cohort.arms.map(\.name), treatment: book.arms(of: cohort.name)?.treatment.arm,
          control: book.arms(of: cohort.name)?.control.arm)
      },
      periods: periods.list.map { period in
        let own = moves[period].map { moves in
          Dictionary(moves.map { ($0.function, periods.index[$0.to] ?? 0) }) { first, _ in first }
        }
        return .init(
          name: period.name, first: "\(period.start)", last: "\(CivilDate(dayNumber: period.end.dayNumber - 1))",
          days: period.days, year: pack.calendar.period(.year, containing: period.start).days, moves: own)
      }, statements: statements)
  }

  /// One a dataset, as the appendix shows them.
  private var statements: [BundleDefinitions.Statement] {
    readable.list(pack, book).entries.map {
      .init(purpose: $0.title, dialect: $0.dialect.rawValue, sql: $0.statement.sql)
    }
  }

  private func reach(_ derivation: Derivation) -> Set<String> { Set(derivation.sums.map(\.measure)) }

  // MARK: - Sums and facts

  private func sums(_ derivation: Derivation, _ periods: Periods) -> BundleSums {
    func place(_ slice: Slice) -> (Int, [String]?, [String]?) {
      (
        periods.index[slice.period] ?? 0, slice.segment.map { [$0.segment, $0.value] },
        slice.arm.map { [$0.cohort, $0.arm] }
      )
    }
    let sums = derivation.sums.map { sum -> BundleSums.Sum in
      let (period, segment, arm) = place(sum.slice)
      let narrow = Int64(exactly: sum.value)
      return .init(
        measure: sum.measure, period: period, segment: segment, arm: arm, sum: narrow,
        wide: narrow == nil ? "\(sum.value)" : nil)
    }
    let parts = derivation.parts.map { part -> BundleSums.Part in
      let (period, segment, arm) = place(part.slice)
      return .init(call: part.call, period: period, segment: segment, arm: arm, value: part.value.map(fifteen))
    }
    return BundleSums(
      sums: sums.sorted {
        order($0.measure, $0.period, $0.segment, $0.arm) < order($1.measure, $1.period, $1.segment, $1.arm)
      },
      parts: parts.sorted {
        order($0.call, $0.period, $0.segment, $0.arm) < order($1.call, $1.period, $1.segment, $1.arm)
      })
  }

  private func order(_ name: String, _ period: Int, _ segment: [String]?, _ arm: [String]?) -> (
    String, Int, String, String
  ) {
    (name, period, segment?.joined(separator: "\u{1}") ?? "", arm?.joined(separator: "\u{1}") ?? "")
  }

  private func record(_ fact: Fact, _ periods: Periods, isPrivate: Bool) -> BundleFact {
    let estimate = fact.estimate
    let slice = Slice(fact.period, segment: fact.segment, arm: fact.arm)
    let subject =
      switch fact.subject {
      case .level: "level"
      case .change: "change"
      case .relativeChange: "relative change"
      case .curve(let point): point.name
      }
    return BundleFact(
      metric: fact.metric, subject: subject, period: periods.index[fact.period] ?? 0,
      against: fact.subject.against.flatMap { periods.index[$0] },
      segment: fact.segment.map { [$0.segment, $0.value] }, arm: fact.arm.map { [$0.cohort, $0.arm] },
      value: estimate.value.map(fifteen), low: estimate.low.map(fifteen), high: estimate.high.map(fifteen),
      se: estimate.low == nil ? nil : estimate.standardError.map(fifteen),
      df: estimate.low == nil ? nil : estimate.degreesOfFreedom.map(fifteen),
      basis: estimate.low == nil || estimate.basis.isEmpty ? nil : estimate.basis.map(fifteen),
      method: estimate.method, n: estimate.n, clusters: estimate.clusters,
      clustersEstimated: estimate.clustersEstimated ? true : nil, unit: fact.unit.description,
      digits: pack.metrics.first { $0.name == fact.metric }?.digits, grade: fact.grade?.rawValue,
      target: book.target(fact.metric, slice).map(fifteen), plan: book.plan(fact.metric, slice).map(fifteen),
      forecast: book.forecast(fact.metric, slice).map(fifteen),
      scenario: fact.scenario.map { [fifteen($0.lowerBound), fifteen($0.upperBound)] },
      why: estimate.value == nil ? fact.why : nil, isPrivate: isPrivate ? true : nil)
  }

  // MARK: - Pages

  private func pages(_ number: (Fact) -> Int) -> BundlePages {
    var forms: [BundlePages.Form] = []
    var known: [BundlePages.Form: Int] = [:]
    var pages: [String: [BundlePages.Figure]] = [:]
    for page in figures {
      pages[page.page] = page.figures.map { figure in
        let form = BundlePages.Form(figure)
        let index = known[form] ?? forms.count
        if index == forms.count {
          known[form] = index
          forms.append(form)
        }
        return .init(
          form: index, of: figure.terms.map { $0.text(number) }, lead: figure.lead.isEmpty ? nil : figure.lead)
      }
    }
    return BundlePages(
      locale: pack.locale == .britishEnglish ? nil : pack.locale, forms: forms, pages: pages)
  }
}

extension BundlePages.Form {
  init(_ figure: ShownFigure) {
    let format = figure.format
    self.init(
      style: figure.style, multiplier: format.multiplier, digits: format.digits, prefix: format.prefix,
      suffix: format.suffix, difference: format.differenceSuffix, power: format.power == 0 ? nil : format.power)
  }

  func text(_ values: [Double]) -> String {
    style.text(values, ValueFormat(self))
  }
}
