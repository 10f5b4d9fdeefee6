/// How a value is shown: its scale, digits, sign and unit text, in ``PackLocale/current``; nothing is read from the
/// environment.
///
/// A `ValueFormat` is a value; it knows nothing of units of measure. `Facts` chooses one for a fact, charts and
/// tables print through it, so that one figure reads the same everywhere.
public struct ValueFormat: Sendable, Hashable {
  /// The value is multiplied by this before it is printed: 100 for a share shown in percent, 0.001 for "€ k".
  public var multiplier: Double
  /// Digits after the decimal point.
  public var digits: Int
  /// Text before the figure and after its sign, for example `€`.
  public var prefix: String
  /// Text after the figure, for example `%`, ` min`, ` k`.
  public var suffix: String
  /// The suffix of a *difference* of two such values, for example ` pp` where values are `%`; nil: as `suffix`.
  public var differenceSuffix: String?
  /// The power of ten that is left out of the figure and named behind it: 9 prints `12.3 bn`, −7 prints `1.2×10⁻⁷`.
  public var power = 0

  /// A format of the given parts; by default nothing is scaled and nothing is added.
  public init(
    multiplier: Double = 1, digits: Int, prefix: String = "", suffix: String = "", differenceSuffix: String? = nil
  ) {
    self.multiplier = multiplier
    self.digits = digits
    self.prefix = prefix
    self.suffix = suffix
    self.differenceSuffix = differenceSuffix
  }

  /// `61.3%`, `€3.40`, `−2.9 min`: sign (a true minus), prefix, grouped figure, suffix.
  public func string(_ value: Double) -> String {
    let shown = magnitude(value)
    return sign(of: value, shown, plus: false) + figure(shown, suffix)
  }

  /// A difference with its sign always shown: `+2.9 pp`, `−€0.32`, `0.0 pp`.
  public func signed(_ value: Double) -> String {
    let shown = magnitude(value)
    return sign(of: value, shown, plus: true) + figure(shown, differenceSuffix ?? suffix)
  }

  /// The figure alone, for axes and table cells whose head names the unit: `61.3`, `−2.9`.
  public func bare(_ value: Double) -> String {
    let shown = magnitude(value)
    return sign(of: value, shown, plus: false) + plain(shown) + mark(shown)
  }

  /// The figure alone with its sign always shown: `+2.9`, `−0.32`.
  public func bareSigned(_ value: Double) -> String {
    let shown = magnitude(value)
    return sign(of: value, shown, plus: true) + plain(shown) + mark(shown)
  }

  /// An interval in a label, joined by an en dash: `34–42`; negative ends are joined by "to".
  public func interval(_ low: Double, _ high: Double) -> String {
    figures([low, high], joiner: low < 0 || high < 0 ? PackLocale.current.to : "–")
  }

  /// A figure with its ends, without units: `38 (34 to 42)`; a power of ten is named once, at the end.
  public func bareWithEnds(_ value: Double, _ low: Double, _ high: Double) -> String {
    let ends = unmarked(low) + PackLocale.current.to + unmarked(high)
    return "\(unmarked(value)) (\(ends))" + mark([value, low, high])
  }

  private func figures(_ values: [Double], joiner: String) -> String {
    values.map(unmarked).joined(separator: joiner) + mark(values)
  }

  private func unmarked(_ value: Double) -> String {
    let shown = magnitude(value)
    return sign(of: value, shown, plus: false) + plain(shown)
  }

  /// No sign where nothing but zeros is shown.
  private func sign(of value: Double, _ shown: String, plus: Bool) -> String {
    if isZero(shown) { return "" }
    return value < 0 ? "−" : (plus ? "+" : "")
  }

  private func isZero(_ shown: String) -> Bool {
    shown.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
  }

  private func figure(_ shown: String, _ suffix: String) -> String {
    let locale = PackLocale.current
    guard !prefix.isEmpty else { return plain(shown) + mark(shown) + locale.suffix(suffix) }
    if let word = MoneyScale.named(power), !isZero(shown) {
      return locale.money(plain(shown), symbol: prefix, suffix: word) + suffix
    }
    return locale.money(plain(shown) + mark(shown), symbol: prefix, suffix: suffix)
  }

  /// Zero needs no digits beside a power of ten.
  private func plain(_ shown: String) -> String {
    power != 0 && isZero(shown) ? "0" : groupedThousands(shown)
  }

  private func mark(_ shown: String) -> String {
    power == 0 || isZero(shown) ? "" : PackLocale.current.mark(power: power)
  }

  private func mark(_ values: [Double]) -> String {
    values.lazy.map { mark(magnitude($0)) }.first { !$0.isEmpty } ?? ""
  }

  private func magnitude(_ value: Double) -> String {
    decimalText(abs(value * multiplier), digits: digits, power: power)
  }
}

extension ValueFormat {
  /// A whole count with grouped thousands.
  public static let count = ValueFormat(digits: 0)

  /// A share between 0 and 1, shown in percent; differences in percentage points.
  public static func percent(digits: Int = 1) -> ValueFormat {
    ValueFormat(multiplier: 100, digits: digits, suffix: "%", differenceSuffix: " pp")
  }

  /// A plain number.
  public static func number(digits: Int) -> ValueFormat {
    ValueFormat(digits: digits)
  }
}
