public import Formats
import Pack
import Units

extension Fact {
  /// The format of this fact; `magnitude` of the figures shown with it decides on thousands.
  public func format(digits: Int? = nil, magnitude: Double? = nil) -> ValueFormat {
    let largest = magnitude ?? abs(estimate.value ?? 0)
    return .of(unit, magnitude: largest, digits: digits)
  }

  /// The value as shown in prose and tables; `n/a` where there is none.
  public func text(digits: Int? = nil) -> String {
    guard let value = estimate.value else { return "n/a" }
    let format = format(digits: digits)
    switch subject {
    case .level: return format.string(value)
    case .change, .relativeChange: return format.signed(value)
    }
  }
}
