extension FormulaFunction {
  /// What may stand in the place of an argument.
  enum Parameter: Hashable {
    /// Any formula.
    case quantity
    /// The name of a survival or quantile measure.
    case distribution
    case probability, duration
    /// A whole number of periods.
    case periods
    case cohort, arm, range, noun, currency

    /// Whether the argument is a label, not a formula.
    var isLabel: Bool {
      switch self {
      case .cohort, .arm, .range, .noun, .currency: true
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
      case .periods: "a whole number of periods from 2 to 120"
      case .currency: "a currency such as USD"
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
    case .perYear, .perQuarter, .perMonth, .prior, .samePeriodLastYear, .cumulative, .ytd, .shareOfTotal: [.quantity]
    case .rolling: [.quantity, .periods]
    case .at, .index: [.quantity, .range]
    case .convert: [.quantity, .currency]
    case .npv: [.quantity, .quantity]
    case .as: [.quantity, .noun]
    case .least, .greatest: [.quantity, .quantity]
    }
  }

  var isVariadic: Bool { self == .least || self == .greatest || self == .npv }

  /// Whether it gives its argument over another period than the shown one.
  public var movesPeriod: Bool {
    switch self {
    case .prior, .samePeriodLastYear, .at, .cumulative, .rolling, .ytd: true
    default: false
    }
  }

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
    case .rolling: "write rolling(revenue, 3)"
    case .ytd: "write ytd(revenue)"
    case .shareOfTotal: "write share_of_total(revenue)"
    case .index: "write index(revenue, 2026-Q1)"
    case .convert: "write convert(revenue, USD)"
    case .npv: "write npv(discount_rate, first_year, second_year)"
    case .at: "write at(revenue, 2026-Q2) or at(revenue, launch)"
    case .as: "write as(orders, session)"
    case .least, .greatest: "write \(rawValue)(a, b)"
    }
  }
}
