/// What money is counted in on a page, so that no figure has more than four digits before the point.
public enum MoneyScale: Sendable, Hashable {
  case ones
  case thousands
  case millions
  case billions

  /// The scale for figures that are shown together.
  ///
  /// - Parameter magnitude: the largest absolute value among them, in the currency.
  public init(magnitude: Double) {
    switch magnitude {
    case 1e10...: self = .billions
    case 1e7...: self = .millions
    case 1e4...: self = .thousands
    default: self = .ones
    }
  }

  /// What a value is multiplied by before it is printed.
  public var multiplier: Double {
    switch self {
    case .ones: 1
    case .thousands: 1e-3
    case .millions: 1e-6
    case .billions: 1e-9
    }
  }

  /// What stands after the figure in English; ``PackLocale`` knows the other languages by it.
  public var suffix: String {
    switch self {
    case .ones: ""
    case .thousands: " k"
    case .millions: " m"
    case .billions: " bn"
    }
  }

  static let trillions = " tn"

  /// What stands after a figure that leaves out a power of ten that has a word, in English.
  static func named(_ power: Int) -> String? {
    switch power {
    case 3: thousands.suffix
    case 6: millions.suffix
    case 9: billions.suffix
    case 12: trillions
    default: nil
    }
  }
}

extension ValueFormat {
  /// Prints in thousands or millions instead, with one digit after the point where the author asks for no other number.
  public mutating func scale(to scale: MoneyScale, digits: Int?) {
    let isScaled = [MoneyScale.thousands, .millions, .billions].contains { $0.suffix == suffix }
    multiplier = scale.multiplier
    self.digits = digits ?? 1
    suffix = scale.suffix + (isScaled ? "" : suffix)
  }
}
