public import Formats
import Metrics
import Pack
import Statistics
public import Units

extension Fact {
  /// The format of this fact; `magnitude` of the figures shown with it decides on thousands.
  ///
  /// A share of fewer than a hundred cases has no decimals: one case more or less moves it by a whole percent.
  public func format(digits: Int? = nil, magnitude: Double? = nil) -> ValueFormat {
    let largest = magnitude ?? abs(estimate.value ?? 0)
    return .of(unit, magnitude: largest, digits: digits ?? (isShareOfFew ? 0 : nil))
  }

  private var isShareOfFew: Bool {
    guard case .share = unit.display, let n = estimate.n else { return false }
    return n < 100
  }

  /// An answer that is no number: a median that too many open cases keep from being reached.
  public var answerWithoutValue: String? {
    guard estimate.value == nil else { return nil }
    if estimate.method == FactBook.withheldInOutput { return phrase("withheld") }
    return why?.hasPrefix("not reached") == true ? phrase("not reached") : nil
  }

  /// The value as shown in prose and tables; `n/a` where there is none.
  public func text(digits: Int? = nil) -> String {
    guard let value = estimate.value else { return answerWithoutValue ?? phrase("n/a") }
    let format = format(digits: digits)
    switch subject {
    case .level, .curve: return format.string(value)
    case .change, .relativeChange: return format.signed(value)
    }
  }
}

extension FactBook {
  /// The label of a metric or an input; a measure, which has none, by its name in words.
  public func label(_ name: String) -> String {
    index.metrics[name]?.label ?? index.inputs[name]?.label ?? displayName(name)
  }

  /// The unit of a metric, an input or a measure.
  public func unit(_ name: String) -> Units.Unit { index.unit(of: name) }

  /// The unit in words, as subtitles and table heads show it.
  public func unitText(_ name: String, magnitude: Double = 0) -> String {
    unitWords(index.unit(of: name), magnitude: magnitude)
  }
}
