import Facts
import Formats
import Pack
import Statistics

/// How the values of a figure are written.
enum FigureStyle: String, Codable, Hashable, Sendable {
  /// `61.3%`; two values are joined by “to”, as in all styles but those with brackets.
  case plain
  /// `+2.9 pp`
  case signed
  /// `61.3`
  case bare
  /// `+2.9`
  case bareSigned = "bare, signed"
  /// `2.9 pp`, whatever the sign.
  case unsigned
  /// `(34–42)`
  case brackets
  /// `38 (34–42)`
  case withBrackets = "with brackets"
  /// `38 (34 to 42)`, without units.
  case bareWithEnds = "bare with ends"
  /// `4,2 auf 3,1`: from one to the other, in a language that has a word of its own for it.
  case turning
  /// `three`
  case words
  /// `third`
  case ordinal
  /// `2.4 times`
  case times
  /// `one in five`
  case fraction
  /// `990 from 827 customers`
  case fromCustomers = "from customers"

  func text(_ values: [Double], _ format: ValueFormat) -> String {
    switch self {
    case .plain: values.map(format.string).joined(separator: PackLocale.current.to)
    case .signed: values.map(format.signed).joined(separator: PackLocale.current.to)
    case .bare: values.map(format.bare).joined(separator: PackLocale.current.to)
    case .bareSigned: values.map(format.bareSigned).joined(separator: PackLocale.current.to)
    case .unsigned: values.map(format.unsignedDifference).joined(separator: PackLocale.current.to)
    case .brackets: values.count == 2 ? "(\(format.interval(values[0], values[1])))" : ""
    case .withBrackets:
      values.count == 3 ? "\(format.string(values[0])) (\(format.interval(values[1], values[2])))" : ""
    case .bareWithEnds:
      values.count == 3 ? format.bareWithEnds(values[0], values[1], values[2]) : ""
    case .turning: values.map(format.string).joined(separator: phrase(" to "))
    case .words: values.map { FigureWords.count($0, format) }.joined(separator: PackLocale.current.to)
    case .ordinal: values.map(FigureWords.ordinal).joined(separator: PackLocale.current.to)
    case .times: values.map { FigureWords.times($0, digits: format.digits) }.joined(separator: PackLocale.current.to)
    case .fromCustomers:
      values.count == 2 ? phrase("\(format.string(values[0])) from \(format.string(values[1])) customers") : ""
    case .fraction:
      values.map { FigureWords.fraction($0) ?? format.string($0) }.joined(separator: PackLocale.current.to)
    }
  }
}

/// A figure of a page: the values shown, what each is of facts, and how they are written.
struct ShownFigure: Sendable {
  var values: [Double]
  var terms: [FigureTerm]
  var format: ValueFormat
  var style: FigureStyle
  /// Words in front of it in the same label of a chart.
  var lead = ""

  var text: String { lead + style.text(values, format) }

  init(_ values: [Double], _ terms: [FigureTerm], _ format: ValueFormat, _ style: FigureStyle = .plain) {
    self.values = values
    self.terms = terms
    self.format = format
    self.style = style
  }

  init(_ value: Double, _ term: FigureTerm, _ format: ValueFormat, _ style: FigureStyle = .plain) {
    self.init([value], [term], term.isSet ? format.keepingTenths(of: value) : format, style)
  }

  /// The value of a fact; nil without one.
  init?(_ fact: Fact, _ format: ValueFormat, _ style: FigureStyle = .plain) {
    guard let value = fact.estimate.value else { return nil }
    self.init(value, FigureTerm(fact), format, style)
  }

  /// The interval of a fact; nil without one.
  init?(interval fact: Fact, _ format: ValueFormat, _ style: FigureStyle = .bare) {
    guard let low = fact.estimate.low, let high = fact.estimate.high else { return nil }
    self.init([low, high], [FigureTerm(fact, .low), FigureTerm(fact, .high)], format, style)
  }

  /// How many rows a fact rests on; nil where the notion does not apply.
  init?(n fact: Fact) {
    guard let n = fact.estimate.n else { return nil }
    self.init(Double(n), FigureTerm(fact, .n), .count)
  }
}

extension ShownFigure {
  /// How many rows of how many customers a fact rests on; of rows alone where customers are not counted one by one.
  init?(cases fact: Fact) {
    self.init(n: fact)
    guard let clusters = fact.estimate.clusters, !fact.estimate.clustersEstimated else { return }
    values.append(Double(clusters))
    terms.append(FigureTerm(fact, .clusters))
    style = .fromCustomers
  }
}

extension ValueFormat {
  /// A target of 37.5% stays that beside shares of so few that they have no decimals.
  fileprivate func keepingTenths(of value: Double) -> ValueFormat {
    guard suffix == "%", digits == 0, abs(value * multiplier - (value * multiplier).rounded()) > 1e-9 else {
      return self
    }
    var format = self
    format.digits = 1
    return format
  }
}

/// The figures of a page, each once, numbered in the order of their first appearance.
struct FigureCollector {
  private struct Key: Hashable {
    var terms: [String]
    var style: FigureStyle
    var lead: String
    var format: ValueFormat
  }

  private var ids: [Key: Int] = [:]
  private(set) var figures: [ShownFigure] = []

  mutating func id(_ figure: ShownFigure) -> Int {
    let terms = figure.terms.map { $0.text { numbers.number($0) } }
    let key = Key(terms: terms, style: figure.style, lead: figure.lead, format: figure.format)
    if let id = ids[key] { return id }
    ids[key] = figures.count
    figures.append(figure)
    return figures.count - 1
  }

  private let numbers = FactNumbers()
}

/// Numbers facts in the order in which they are met.
final class FactNumbers {
  private var known: [FactIdentity: Int] = [:]

  func number(_ fact: Fact) -> Int {
    let identity = FactIdentity(fact)
    if let number = known[identity] { return number }
    known[identity] = known.count
    return known.count - 1
  }
}

/// What tells facts apart.
struct FactIdentity: Hashable, Comparable {
  private var parts: [String]

  init(_ fact: Fact) {
    let against = fact.subject.against
    parts = [
      fact.metric, "\(fact.period.start)", "\(fact.period.end)", fact.qualifiedName,
      against.map { "\($0.start)" } ?? "",
      against.map { "\($0.end)" } ?? "", fact.segment?.segment ?? "", fact.segment?.value ?? "", fact.arm?.cohort ?? "",
      fact.arm?.arm ?? "",
    ]
  }

  static func < (a: FactIdentity, b: FactIdentity) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
}
