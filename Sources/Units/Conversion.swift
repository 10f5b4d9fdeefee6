/// A change of time unit that inference inserted into a formula, to be printed with the figure.
public struct Conversion: Sendable, Hashable {
  /// How a value is brought from one unit to the other.
  public enum TimeScaling: Sendable, Hashable {
    /// By an exact factor.
    case exactFactor(Double)
    /// By the days of the calendar: a flow over the shown period, scaled to the named period.
    case periodLength
  }

  public var from: Unit
  public var to: Unit
  public var scaling: TimeScaling
  /// For example `s to h: ÷ 3600`.
  public var text: String

  public init(from: Unit, to: Unit, scaling: TimeScaling, text: String) {
    self.from = from
    self.to = to
    self.scaling = scaling
    self.text = text
  }

  /// The exact factor, or nil for a scaling by the calendar.
  public var factor: Double? {
    if case .exactFactor(let factor) = scaling { factor } else { nil }
  }

  /// `× 12` or `÷ 3600`.
  static func factorText(_ factor: Double) -> String {
    factor < 1 ? "÷ \(plain(1 / factor))" : "× \(plain(factor))"
  }

  private static func plain(_ value: Double) -> String {
    let rounded = value.rounded()
    return abs(value - rounded) < 1e-9 * abs(value) && abs(rounded) < 1e15 ? "\(Int64(rounded))" : "\(value)"
  }
}
