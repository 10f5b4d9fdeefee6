public import Units

/// Which direction is good for the business.
public enum Polarity: String, Sendable, Hashable, CaseIterable { case up, down, neutral }

/// A board-level figure: a formula over measures, with everything a reader asks about it.
public struct Metric: Sendable, Hashable {
  /// Name in formulas and references.
  public var name: String
  /// Name that readers see.
  public var label: String
  /// How it is computed.
  public var formula: Formula
  /// The unit as declared; nil when it is to be inferred.
  public var declaredUnit: Units.Unit?
  /// Which direction is good.
  public var polarity: Polarity
  /// Who answers for it.
  public var owner: String?
  /// What it means, in plain words.
  public var definition: String?
  /// Target and plan per period name, in the metric's unit.
  public var targets: [String: Double]
  /// Plan per period name, in the metric's unit.
  public var plans: [String: Double]
  /// What is expected of periods to come, by period name, in the metric's unit.
  public var forecasts: [String: Double] = [:]
  /// Where the target comes from.
  public var targetSource: String?
  /// Digits after the point when shown; nil: chosen from the unit.
  public var digits: Int?
  /// cashable / avoided / capacity / supporting, for benefits; nil otherwise.
  public var benefitClass: BenefitClass?
  /// What misleads readers of it, one sentence each.
  public var pitfalls: [String] = []
  /// Who wrote its formula.
  public var origin: Origin = .pack
  /// Where the pack declares it.
  public var location: SourceText

  /// Who wrote a metric's formula: the pack's author, or the KPI library.
  public enum Origin: String, Sendable, Hashable { case pack, library }

  /// Creates a metric.
  public init(
    name: String, label: String, formula: Formula, declaredUnit: Units.Unit? = nil, polarity: Polarity,
    owner: String? = nil, definition: String? = nil, targets: [String: Double] = [:], plans: [String: Double] = [:],
    targetSource: String? = nil, digits: Int? = nil, benefitClass: BenefitClass? = nil, location: SourceText
  ) {
    self.name = name
    self.label = label
    self.formula = formula
    self.declaredUnit = declaredUnit
    self.polarity = polarity
    self.owner = owner
    self.definition = definition
    self.targets = targets
    self.plans = plans
    self.targetSource = targetSource
    self.digits = digits
    self.benefitClass = benefitClass
    self.location = location
  }
}

/// How a benefit may be counted; only the first two enter the conservative return.
public enum BenefitClass: String, Sendable, Hashable, CaseIterable { case cashable, avoided, capacity, supporting }
