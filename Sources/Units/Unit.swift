/// A unit of measure: a product of powers of currencies, times and nouns, or one of the special scales.
///
/// Written without braces: `EUR/session`, `EUR_net`, `h/fte/year`, `share`, `pp`, `points`, `min`, `order`, `1`.
/// A value in `share` lies between 0 and 1; a value in `pp` is a difference of such values, so 8 pp is stored as 0.08.
public struct Unit: Sendable, Hashable {
  /// What a unit is, for showing a value in it.
  public enum Display: Sendable, Hashable {
    /// A share between 0 and 1 (shown in percent).
    case share
    /// A difference of shares (shown in percentage points).
    case percentagePoints
    /// Index points, as of NPS.
    case points
    case score
    /// A pure number.
    case ratio
    /// Money; `per` is what it is divided by, as text (`session`), or nil.
    case money(currency: String, per: String?)
    /// A time; `symbol` is one of s, min, h, day, week, month, quarter, year; `per` as above.
    case time(symbol: String, per: String?)
    /// A number of things; `per` as above.
    case count(noun: String, per: String?)
    /// Anything else, by its text.
    case other(String)
  }

  /// The special scales that are not products of bases.
  enum Scale: Sendable, Hashable { case plain, share, percentagePoints, points, score, index }

  var scale: Scale
  /// Exponents other than zero, in the order of their bases.
  var powers: [Power]

  struct Power: Sendable, Hashable {
    var base: Base
    var exponent: Int
  }

  enum Base: Sendable, Hashable {
    /// Money; the tag names its basis, as in `EUR_net`.
    case currency(String, tag: String?)
    case noun(String)
    case time(TimeSymbol)
  }

  init(scale: Scale) {
    self.scale = scale
    powers = []
  }

  /// Adds up equal bases, drops those that cancel, and sorts.
  init(_ powers: [Power]) {
    var sums: [Base: Int] = [:]
    for power in powers { sums[power.base, default: 0] += power.exponent }
    scale = .plain
    self.powers = sums.filter { $0.value != 0 }.map { Power(base: $0.key, exponent: $0.value) }
      .sorted { $0.base < $1.base }
  }

  /// A share between 0 and 1.
  public static let share = Unit(scale: .share)
  /// A difference of shares, written `pp`.
  public static let percentagePoints = Unit(scale: .percentagePoints)
  /// Index points, as of NPS.
  public static let points = Unit(scale: .points)
  /// A score on a declared scale, as of a survey answer.
  public static let score = Unit(scale: .score)
  /// A figure as a percentage of its own value in a base period: 100 is the base.
  public static let index = Unit(scale: .index)
  /// A pure number, written `1`.
  public static let ratio = Unit([])

  /// Money of an ISO 4217 currency; nil for an unknown code.
  public init?(currency code: String) {
    guard Currency.digits(of: code) != nil else { return nil }
    self.init([Power(base: .currency(code, tag: nil), exponent: 1)])
  }

  /// A number of things, from a noun in singular or plural.
  public init(noun: String) {
    self.init([Power(base: .noun(Noun.singular(noun)), exponent: 1)])
  }

  /// A time.
  public init(time: TimeSymbol) {
    self.init([Power(base: .time(time), exponent: 1)])
  }

  /// What a figure *written* in this unit is multiplied by to become the stored value: 0.01 for `pp`, otherwise 1.
  public var writtenFactor: Double { scale == .percentagePoints ? 0.01 : 1 }
}

extension Unit.Base: Comparable {
  private var rank: (Int, String) {
    switch self {
    case .currency(let code, let tag): (0, tag.map { code + "_" + $0 } ?? code)
    case .noun(let noun): (1, noun)
    case .time(let symbol): (2, String(symbol.order))
    }
  }

  static func < (a: Unit.Base, b: Unit.Base) -> Bool { a.rank < b.rank }
}
