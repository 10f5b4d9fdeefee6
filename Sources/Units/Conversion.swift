/// A change of time unit that inference inserted into a formula, to be printed with the figure.
public struct Conversion: Sendable, Hashable {
  /// How a value is brought from one unit to the other.
  public enum TimeScaling: Sendable, Hashable {
    /// By an exact factor.
    case exactFactor(Double)
    /// By the days of the calendar: a flow over the shown period, scaled to the named period.
    case periodLength
    /// By the exchange rates of the pack.
    case exchangeRate
  }

  /// The unit before.
  public var from: Unit
  /// The unit after.
  public var to: Unit
  /// How the value changes.
  public var scaling: TimeScaling
  /// For example `s to h: ÷ 3600`.
  public var text: String

  /// Creates a conversion with its own text.
  public init(from: Unit, to: Unit, scaling: TimeScaling, text: String) {
    self.from = from
    self.to = to
    self.scaling = scaling
    self.text = text
  }

  /// A conversion by an exact factor, with its text.
  public init(from: Unit, to: Unit, factor: Double) {
    self.init(
      from: from, to: to, scaling: .exactFactor(factor), text: "\(from) to \(to): \(Self.factorText(factor))")
  }

  /// The exact factor as text, `× 12` or `÷ 3600`; empty for a scaling by the calendar.
  public var factorText: String { factor.map(Self.factorText) ?? "" }

  /// The exact factor, or nil for a scaling by the calendar.
  public var factor: Double? {
    if case .exactFactor(let factor) = scaling { factor } else { nil }
  }

  /// `× 12` or `÷ 3600`.
  private static func factorText(_ factor: Double) -> String {
    factor < 1 ? "÷ \(plain(1 / factor))" : "× \(plain(factor))"
  }

  private static func plain(_ value: Double) -> String {
    let rounded = value.rounded()
    return abs(value - rounded) < 1e-9 * abs(value) && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(value)"
  }
}
