public import Units

/// A measure, input or metric as formulas see it.
public struct NamedQuantity: Sendable, Hashable {
  /// How its value depends on the length of the shown period.
  public enum Role: Sendable, Hashable {
    /// A count or a sum over the period: grows with the period's length.
    case flow
    /// A level at the end of the period, such as headcount: the same whatever the period's length.
    case stock
    /// Anything else with a value: an input, a count of distinct keys, a ratio.
    case constant
    /// A survival or quantile measure, for `median`, `quantile` and `within`; it has no single value.
    case distribution
    /// Flows and constants together: no scaling to another period makes sense.
    case mixed
  }

  /// The unit of its stored values; nil where nobody declared one: then formulas over it take the declared unit on trust.
  public var unit: Units.Unit?
  /// How it depends on the period.
  public var role: Role
  /// Over what its figures add up.
  public var additivity: Additivity
  /// Whether it is a relative change, such as a lift, which is no share of anything.
  public var isLift: Bool

  /// Creates a quantity; `additivity` follows from the role unless given: a flow, a stock, or a factor.
  public init(unit: Units.Unit?, role: Role, additivity: Additivity? = nil, isLift: Bool = false) {
    self.unit = unit
    self.role = role
    self.additivity =
      additivity
      ?? {
        switch role {
        case .flow: .flow
        case .stock: .stock
        case .constant: .factor
        case .distribution, .mixed: .recomputed
        }
      }()
    self.isLift = isLift
  }
}

/// What formulas may name.
public struct UnitEnvironment: Sendable {
  /// Measures and inputs by name (and metrics, for a formula compiled alone).
  public var quantities: [String: NamedQuantity]
  /// Cohorts by name; nil: not checked.
  public var cohorts: Set<String>?

  /// Creates an environment.
  public init(quantities: [String: NamedQuantity], cohorts: Set<String>? = nil) {
    self.quantities = quantities
    self.cohorts = cohorts
  }
}

extension Measure {
  /// What formulas see of this measure: its unit and whether it is a flow.
  ///
  /// `noun` names the dataset's rows (`session`), `clusterNoun` what its cluster key identifies (`customer`). Survival
  /// measures are in seconds, whatever their resolution.
  public func quantity(
    noun: String, clusterNoun: String, columnUnit: (String) -> Units.Unit?
  ) -> NamedQuantity {
    let role: NamedQuantity.Role = stock == nil ? .flow : .stock
    return switch aggregate {
    case .count: NamedQuantity(unit: Units.Unit(noun: noun), role: role)
    case .sum(let expression): NamedQuantity(unit: expression.unit(of: columnUnit), role: role)
    case .distinct: NamedQuantity(unit: Units.Unit(noun: clusterNoun), role: .constant, additivity: .distinct)
    case .survival: NamedQuantity(unit: Units.Unit(time: .second), role: .distribution)
    case .quantile(let expression, _): NamedQuantity(unit: expression.unit(of: columnUnit), role: .distribution)
    }
  }
}
