public import Formats

/// Totals and the parts that lead from one to the next, top to bottom, in neutral colours.
public struct WaterfallSpec: Sendable, Hashable {
  /// How a step is drawn.
  public enum Kind: Sendable, Hashable {
    /// From zero; sets the running sum to its value.
    case total
    /// From the running sum, which it moves.
    case part
    /// As a total, within the chart.
    case subtotal
    /// Outlined from the running sum, which it does not move.
    case memo
  }

  /// One row.
  public struct Step: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// A level for totals and subtotals, a signed change for parts and memos; nil prints "n/a".
    public var value: Double?
    /// How it is drawn and whether it moves the running sum.
    public var kind: Kind
    /// A heading printed above this step, for example "Cashable".
    public var heading: String?

    /// A step.
    public init(label: String, value: Double?, kind: Kind = .part, heading: String? = nil) {
      self.label = label
      self.value = value
      self.kind = kind
      self.heading = heading
    }
  }

  /// Top to bottom.
  public var steps: [Step]
  /// How values are printed, bare; the subtitle says the unit.
  public var format: ValueFormat

  /// A waterfall, or a bridge when it starts with a total.
  public init(steps: [Step], format: ValueFormat) {
    self.steps = steps
    self.format = format
  }
}
