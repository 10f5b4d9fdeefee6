public import Metrics

/// An entry of the built-in KPI library: a metric with all that a reader asks about it, over the library's own datasets.
public struct KPI: Sendable {
  /// Where it stands in lists, in this order.
  public enum Section: String, Sendable, CaseIterable {
    case board, conversations, customers, team, money, trust

    /// As a heading.
    public var title: String {
      switch self {
      case .board: "The board's own page"
      case .conversations: "Conversations"
      case .customers: "Customers"
      case .team: "Team"
      case .money: "Money"
      case .trust: "Trust and governance"
      }
    }
  }

  /// A published figure that many quote and nobody has proved.
  public struct RuleOfThumb: Sendable {
    /// The figure in words.
    public var text: String
    /// Who published it.
    public var source: String
  }

  /// A figure the pack must supply.
  public struct Input: Sendable {
    /// As in formulas.
    public var name: String
    /// In library units, where `money` is the pack's currency; empty: a pure number.
    public var unit: String
    /// In plain words.
    public var meaning: String
  }

  /// Rows of which the KPI's value is known.
  public struct Test: Sendable {
    /// As written in the library.
    public var name: String
    /// By dataset of the library, in the order of the file; each row's values by column, as texts.
    public var rows: [(dataset: String, rows: [[String: String]])]
    /// Values of inputs as written.
    public var inputs: [String: String]
    /// The value in the KPI's unit; nil: not available.
    public var value: Double?
    /// How far the figure may lie from it.
    public var tolerance: Double
    /// The period shown.
    public var period: String
    /// The moment the rows stand at.
    public var asOf: String
  }

  /// Its name in formulas and references.
  public var name: String
  /// As readers see it.
  public var label: String
  /// Where it stands in lists.
  public var section: Section
  /// In plain words.
  public var definition: String
  /// Over measures of the library, other KPIs and inputs.
  public var formula: Formula
  /// In library units, where `money` is the pack's currency.
  public var unit: String
  /// Which direction is good.
  public var polarity: Polarity
  /// How a benefit may be counted.
  public var benefitClass: BenefitClass?
  /// What misleads readers.
  public var pitfalls: [String]
  /// A published figure, if any.
  public var ruleOfThumb: RuleOfThumb?
  /// Figures the pack must supply for this formula itself.
  public var inputs: [Input]
  /// The cohort the pack must have.
  public var cohort: String?
  /// Worked examples, at least one.
  public var tests: [Test]
  /// The entry as written, for the keys of a metric.
  var entries: [ConfigEntry]
  /// For its place in the library.
  var node: ConfigNode
}
