public import Diagnostics
public import Units

/// A measure, input or metric as formulas see it.
public struct NamedQuantity: Sendable, Hashable {
  /// What it is.
  public enum Role: Sendable, Hashable {
    /// A count or sum over the period: scales with the period's length.
    case flow
    /// Anything else with a value: an input, distinct keys, a ratio.
    case constant
    /// A survival or quantile measure: `median`, `quantile`, `within` take it.
    case distribution
    /// A sum of flows and constants: neither.
    case mixed
  }
  /// nil: an input without a unit, a bare number.
  public var unit: Units.Unit?
  public var role: Role
  public init(unit: Units.Unit?, role: Role) {
    self.unit = unit
    self.role = role
  }
}

/// What formulas may name.
public struct UnitEnvironment: Sendable {
  public var quantities: [String: NamedQuantity]
  /// nil: not checked.
  public var cohorts: Set<String>?
  public init(quantities: [String: NamedQuantity], cohorts: Set<String>? = nil) {
    self.quantities = quantities
    self.cohorts = cohorts
  }
}

extension Measure {
  /// What a formula sees. `noun`: of the dataset's rows (`session`); `clusterNoun`: of the cluster key (`customer`).
  public func quantity(
    noun: String, clusterNoun: String, columnUnit: (String) -> Units.Unit?
  ) -> NamedQuantity { NamedQuantity(unit: nil, role: .flow) }
}

/// A formula with its unit, ready to be evaluated.
public struct CompiledFormula: Sendable, Hashable {
  /// A node; durations and probabilities in calls are numbers in the measure's unit.
  public indirect enum Node: Sendable, Hashable {
    case number(Double)
    case name(String)
    case negate(Node)
    case binary(Formula.Operator, Node, Node)
    /// An inserted conversion.
    case scale(Double, Node)
    case least([Node]), greatest([Node])
    /// A function of data. Cohorts, arms and ranges are `.name`. `per_year` and its like stay only where the
    /// scaling is by the length of the shown period.
    case call(FormulaFunction, [Node])
  }
  public var root: Node
  public var unit: Units.Unit
  public var role: NamedQuantity.Role
  public var conversions: [Conversion]
  /// The value; nil for n/a: an unknown leaf, division by zero.
  public func evaluate(
    name: (String) -> Double?, call: (FormulaFunction, [Node]) -> Double?
  ) -> Double? { nil }
}

extension CompiledFormula.Node {
  /// The value of a node.
  public func evaluate(
    name: (String) -> Double?, call: (FormulaFunction, [CompiledFormula.Node]) -> Double?
  ) -> Double? { nil }
}

extension Formula {
  /// Infers the unit, checks it against the declared one, inserts exact conversions.
  public func compile(
    in environment: UnitEnvironment, declared: Units.Unit? = nil
  ) throws(ExpressionError) -> CompiledFormula { throw ExpressionError("todo", "") }
}

/// All metrics of a pack compiled in the order of their dependencies.
public struct CompiledMetrics: Sendable {
  public var formulas: [String: CompiledFormula]
  /// Dependencies first.
  public var order: [String]
  public var diagnostics: [Diagnostic]
}

/// Compiles all metrics; unknown names, cycles and unit mistakes become diagnostics.
public func compileMetrics(_ metrics: [Metric], in environment: UnitEnvironment) -> CompiledMetrics {
  CompiledMetrics(formulas: [:], order: [], diagnostics: [])
}
