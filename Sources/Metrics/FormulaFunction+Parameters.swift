extension FormulaFunction {
  /// What may stand in the place of an argument.
  enum Parameter: Hashable {
    /// Any formula.
    case quantity
    /// The name of a survival or quantile measure.
    case distribution
    case probability, duration
    case cohort, arm, range, noun

    /// Whether the argument is a label, not a formula.
    var isLabel: Bool {
      switch self {
      case .cohort, .arm, .range, .noun: true
      default: false
      }
    }

    /// Whether the label may hold more than letters, digits and `_`.
    var takesAnyText: Bool { self == .arm || self == .range }

    var word: String {
      switch self {
      case .quantity: "a formula"
      case .distribution: "the name of a survival or quantile measure"
      case .probability: "a number between 0 and 1"
      case .duration: "a time with its unit"
      case .cohort: "the name of a cohort"
      case .arm: "the name of an arm"
      case .range: "a period or a name of compare:"
      case .noun: "a noun"
      }
    }
  }

  var parameters: [Parameter] {
    switch self {
    case .contrast, .relative: [.quantity, .cohort]
    case .arm: [.quantity, .arm]
    case .median: [.distribution]
    case .quantile: [.distribution, .probability]
    case .within: [.distribution, .duration]
    case .nps: [.quantity, .quantity, .quantity]
    case .mean: [.quantity, .quantity]
    case .perYear, .perQuarter, .perMonth, .prior, .samePeriodLastYear, .cumulative: [.quantity]
    case .at: [.quantity, .range]
    case .as: [.quantity, .noun]
    case .least, .greatest: [.quantity, .quantity]
    }
  }

  var isVariadic: Bool { self == .least || self == .greatest }

  /// A correct call, for remedies.
  var example: String {
    switch self {
    case .contrast: "write contrast(value_per_customer, arm)"
    case .relative: "write relative(value_per_customer, arm)"
    case .arm: "write arm(value_per_customer, holdout)"
    case .median: "write median(velocity)"
    case .quantile: "write quantile(velocity, 0.75)"
    case .within: "write within(velocity, 30 [day])"
    case .nps: "write nps(promoters, detractors, answers)"
    case .mean: "write mean(score_sum, answers)"
    case .perYear, .perQuarter, .perMonth: "write \(rawValue)(saving)"
    case .prior, .samePeriodLastYear, .cumulative: "write \(rawValue)(revenue)"
    case .at: "write at(revenue, 2026-Q2) or at(revenue, launch)"
    case .as: "write as(orders, session)"
    case .least, .greatest: "write \(rawValue)(a, b)"
    }
  }
}
