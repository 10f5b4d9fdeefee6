import Foundation
import TestSupport

@testable import Statistics

func confidence(_ inputs: JSON) throws -> Double { 1 - (try inputs.double("alpha")) }

func rounded(_ value: Double, _ digits: Int) -> Double {
  let unit = pow(10, Double(digits))
  return (value * unit).rounded() / unit
}

func limits(_ estimate: Estimate) -> [String: JSON] {
  ["lower": .optional(estimate.low), "upper": .optional(estimate.high)]
}

func statistic(_ estimate: Estimate) -> JSON {
  .number((estimate.value ?? .nan) / (estimate.standardError ?? .nan))
}

func difference(_ estimate: Estimate) -> [String: JSON] {
  limits(estimate).merging([
    "diff": .optional(estimate.value), "se": .optional(estimate.standardError), "t": statistic(estimate),
    "df": .optional(estimate.degreesOfFreedom), "p": .optional(estimate.pValue),
  ]) { $1 }
}

func lift(_ estimate: Estimate) -> [String: JSON] {
  limits(estimate).merging([
    "lift": .optional(estimate.value), "se": .optional(estimate.standardError), "p": .optional(estimate.pValue),
  ]) { $1 }
}

/// The moments of an arm given as sums, as successes, or as mean and variance.
func moments(_ arm: JSON) throws -> Moments {
  let n = try arm.int("n")
  if let sum = try? arm.double("sum") {
    return Moments(n: n, sum: sum, sumOfSquares: try arm.double("sum_squares"))
  }
  if let successes = try? arm.int("x") { return Moments(successes: successes, trials: n) }
  return Moments(n: n, mean: try arm.double("mean"), variance: try arm.double("var"))
}

func joint(_ arm: JSON, y: String, x: String, products: String) throws -> JointMoments {
  JointMoments(
    n: try arm.int("n"), ySum: try arm.double("\(y)_sum"), ySumOfSquares: try arm.double("\(y)_sum_squares"),
    xSum: try arm.double("\(x)_sum"), xSumOfSquares: try arm.double("\(x)_sum_squares"),
    sumOfProducts: try (try? arm.double("\(products)_sum_of_products")) ?? arm.double("\(products)_sum"))
}

func promoters(_ counts: JSON) throws -> PromoterCounts {
  PromoterCounts(
    promoters: try counts.int("promoters"), passives: try counts.int("passives"),
    detractors: try counts.int("detractors"))
}

func durations(_ inputs: JSON) throws -> [(time: Int64, closed: Int, open: Int)] {
  zip(try inputs.ints("times"), try inputs.ints("events")).map { (Int64($0), $1, 1 - $1) }
}

let ratioFigures: Figures = {
  let arms = (
    treatment: try joint($0("treatment"), y: "num", x: "den", products: "num_den"),
    control: try joint($0("control"), y: "num", x: "den", products: "num_den")
  )
  guard let treatment = arms.treatment.ratio, let control = arms.control.ratio else { return [:] }
  let difference = welchDifference(treatment: treatment, control: control)
  let relative = relativeLift(treatment: treatment, control: control)
  let (value, error) = (difference.value ?? .nan, difference.standardError ?? .nan)
  let z = Distribution.normalCritical(0.95)
  return [
    "ratio_treatment": .optional(ratioOfSums(arms.treatment).value),
    "se_treatment": .optional(ratioOfSums(arms.treatment).standardError),
    "ratio_control": .optional(ratioOfSums(arms.control).value),
    "se_control": .optional(ratioOfSums(arms.control).standardError),
    "diff": .number(value), "se_diff": .number(error), "z_lower": .number(value - z * error),
    "z_upper": .number(value + z * error), "gb_t_lower": .optional(difference.low),
    "gb_t_upper": .optional(difference.high), "gb_p": .optional(difference.pValue),
    "rel_lift": .optional(relative.value), "rel_lower": .optional(relative.low),
    "rel_upper": .optional(relative.high),
  ]
}

let kaplanMeierFigures: Figures = {
  let counts = try durations($0)
  let curve = KaplanMeier(counts, confidence: try confidence($0))
  let median = curve.median
  let closedOnly = typeSevenQuantile(0.5, of: counts.map { ($0.time, $0.closed) })
  let restricted = curve.restrictedMean(to: 365)
  // The cases without a curve expect an empty one.
  let steps = curve.n == 228 ? [180, 310, 365].compactMap { curve.step(at: $0) } : []
  return [
    "median": .optional(median.value), "median_lower": .optional(median.low), "median_upper": .optional(median.high),
    "n": .number(Double(curve.n)), "events": .number(Double(curve.closed)),
    "naive_median_closed_only": .optional(closedOnly.value),
    "rmst": .object(["tau": .number(365), "value": .optional(restricted.value)]),
    "curve": .list(
      zip([180, 310, 365], steps).map { time, step in
        .object([
          "t": .number(time), "S": .number(step.survival), "lower": .optional(step.low),
          "upper": .optional(step.high), "greenwood_se": .optional(step.standardError),
        ])
      }),
  ]
}

let organDonationFigures: Figures = { inputs in
  guard let shared = Repository.shared else { return [:] }
  let file = shared.appendingPathComponent(try inputs("data_file").text)
  let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
  var quarters: [String: Int] = [:]
  let rows = lines.map { line -> PanelRow in
    let fields = line.split(separator: ",").map(String.init)
    let time = quarters[fields[1]] ?? quarters.count
    quarters[fields[1]] = time
    return PanelRow(
      unit: fields[0], time: time, cluster: fields[0], isTreated: fields[3] == "1", value: Double(fields[2]) ?? .nan)
  }
  guard let fit = TwoWayFit(rows) else { return [:] }
  let estimate = twoWayDifferenceInDifferences(rows)
  let clustered = fit.squaredErrorCR0 * fit.clusterFactor
  return [
    "att": .optional(estimate.value), "se_cr0": .number(fit.squaredErrorCR0.squareRoot()),
    "se_cr1_all_params": .number((clustered * fit.sampleFactor(parameters: fit.allParameters)).squareRoot()),
    "se_cr1_nested_fe_dropped": .optional(estimate.standardError), "df": .optional(estimate.degreesOfFreedom),
    "published_att": .number(rounded(estimate.value ?? .nan, 3)),
    "published_se": .number(rounded(estimate.standardError ?? .nan, 3)),
  ]
}

let kidneyStoneFigures: Figures = { inputs in
  let strata = try ["small", "large"].map { name -> (x1: Int, n1: Int, x0: Int, n0: Int) in
    let (one, zero) = (try inputs("group1")(name), try inputs("group0")(name))
    return (try one.int("x"), try one.int("n"), try zero.int("x"), try zero.int("n"))
  }
  let mix = MixShift(
    strata.map {
      MixShift.Segment(
        beforeNumerator: Double($0.x0), beforeDenominator: Double($0.n0), afterNumerator: Double($0.x1),
        afterDenominator: Double($0.n1))
    })
  let stratified = StratifiedRates(strata)
  guard let mix, let stratified else { return [:] }
  return [
    "rate1": .number(mix.after), "rate0": .number(mix.before), "total_diff": .number(mix.rateEffect + mix.mixEffect),
    "rate_effect": .number(mix.rateEffect), "mix_effect": .number(mix.mixEffect),
    "simpson_reversal": .flag(mix.isReversal), "mh_odds_ratio": .number(stratified.oddsRatio),
    "mh_chi2": .number(stratified.association.chiSquared), "mh_p": .number(stratified.association.pValue),
    "mh_risk_difference": .number(stratified.riskDifference),
    "breslow_day_p": .number(stratified.homogeneity.pValue),
  ]
}
