import Foundation
import TestSupport

@testable import Statistics

typealias Figures = @Sendable (JSON) throws -> [String: JSON]

/// How the figures of each kind of case are computed.
let kinds: [String: Figures] = [
  "wilson_ci": { limits(wilson(successes: try $0.int("x"), trials: try $0.int("n"), confidence: try confidence($0))) },
  "clopper_pearson_ci": {
    limits(clopperPearson(successes: try $0.int("x"), trials: try $0.int("n"), confidence: try confidence($0)))
  },
  "newcombe_diff_ci": {
    let estimate = newcombe(
      successes: try $0.int("x1"), trials: try $0.int("n1"), againstSuccesses: try $0.int("x2"),
      trials: try $0.int("n2"), confidence: try confidence($0))
    return limits(estimate).merging(["diff": .optional(estimate.value)]) { $1 }
  },
  "two_proportion_z": {
    let estimate = twoProportionZ(
      successes: try $0.int("x1"), trials: try $0.int("n1"), againstSuccesses: try $0.int("x2"),
      trials: try $0.int("n2"))
    return ["z": statistic(estimate), "p_two_sided": .optional(estimate.pValue)]
  },
  "fisher_exact": {
    let table = try $0("table").items.map { try $0.items.map { Int(try $0.number) } }
    let estimate = fisherExact(
      successes: table[0][0], trials: table[0][0] + table[0][1], againstSuccesses: table[1][0],
      trials: table[1][0] + table[1][1])
    return ["p_two_sided": .optional(estimate.pValue)]
  },
  "welch_diff": {
    let estimate = welchDifference(
      treatment: try moments($0("treatment")), control: try moments($0("control")), confidence: try confidence($0))
    return difference(estimate)
  },
  "relative_lift_delta": {
    lift(
      relativeLift(
        treatment: try moments($0("treatment")), control: try moments($0("control")), confidence: try confidence($0),
        method: .delta))
  },
  "relative_lift_fieller": {
    let (treatment, control) = (try moments($0("treatment")), try moments($0("control")))
    let estimate = relativeLift(
      treatment: treatment, control: control, confidence: try confidence($0), method: .fieller)
    let g = ratioToControl(treatment, control).looseness(try confidence($0))
    return ["lift_lower": .optional(estimate.low), "lift_upper": .optional(estimate.high), "g": .number(g)]
  },
  "ratio_metric_delta": ratioFigures,
  "clustered_rate": {
    let estimate = clusteredRate(try joint($0("clusters"), y: "num", x: "den", products: "num_den"))
    let rate = estimate.value ?? .nan
    let naive = (rate * (1 - rate) / Double(estimate.n ?? 0)).squareRoot()
    let error = estimate.standardError ?? .nan
    return [
      "rate": .number(rate), "se_delta": .number(error), "se_cluster_cr1": .number(error),
      "se_iid_naive": .number(naive), "design_effect": .number(error * error / (naive * naive)),
    ]
  },
  "cuped_diff": {
    let arms = (
      treatment: try joint($0("treatment"), y: "y", x: "x", products: "xy"),
      control: try joint($0("control"), y: "y", x: "x", products: "xy")
    )
    let adjusted = covariateAdjusted(treatment: arms.treatment, control: arms.control, confidence: try confidence($0))
    let raw = welchDifference(treatment: arms.treatment.y, control: arms.control.y)
    return difference(adjusted.difference).merging([
      "theta": .number(adjusted.theta), "raw_diff": .optional(raw.value), "raw_se": .optional(raw.standardError),
      "variance_reduction": .number(adjusted.varianceReduction),
    ]) { $1 }
  },
  "cuped_theta": {
    let (x, y) = (try $0.doubles("x"), try $0.doubles("y"))
    let arm = JointMoments(
      n: x.count, ySum: y.reduce(0, +), ySumOfSquares: y.reduce(0) { $0 + $1 * $1 }, xSum: x.reduce(0, +),
      xSumOfSquares: x.reduce(0) { $0 + $1 * $1 }, sumOfProducts: zip(x, y).reduce(0) { $0 + $1.0 * $1.1 })
    return ["theta": .number(covariateAdjusted(treatment: arm, control: arm).theta)]
  },
  "did_twfe_cluster": organDonationFigures,
  "did_2x2_independent_cells": {
    let cells = try $0("cells")
    let estimate = differenceInDifferences(
      treatedBefore: try moments(cells("t_pre")), treatedAfter: try moments(cells("t_post")),
      controlBefore: try moments(cells("c_pre")), controlAfter: try moments(cells("c_post")))
    return ["att": .optional(estimate.value), "se": .optional(estimate.standardError)]
  },
  "nps_ci": {
    let counts = try promoters($0)
    let score = netPromoterScore(counts, confidence: try confidence($0))
    let plain = meanInterval(counts.moments, confidence: try confidence($0))
    let variance = counts.moments.sumOfSquaredDeviations / Double(counts.n)
    return [
      "nps": .optional(score.value), "population_variance": .number(variance),
      "se_ddof1": .optional(score.standardError), "t_lower": .optional(plain.low), "t_upper": .optional(plain.high),
      "adjusted_wald_center": .number(((score.low ?? .nan) + (score.high ?? .nan)) / 2),
      "adjusted_wald_lower": .optional(score.low), "adjusted_wald_upper": .optional(score.high),
    ]
  },
  "nps_diff": {
    difference(
      netPromoterDifference(
        treatment: try promoters($0("treatment")), control: try promoters($0("control")),
        confidence: try confidence($0)))
  },
  "kaplan_meier": kaplanMeierFigures,
  "kaplan_meier_R": {
    let curve = KaplanMeier(try durations($0))
    return [
      "t": .numbers(curve.steps.map { Double($0.time) }), "S": .numbers(curve.steps.map(\.survival)),
      "greenwood_se": .list(curve.steps.map { .optional($0.standardError) }),
      "n_risk": .numbers(curve.steps.map { Double($0.atRisk) }),
    ]
  },
  "logrank": {
    let test = logRank(try $0("groups").items.map { KaplanMeier(try durations($0)) })
    let (statistic, p) = (test?.chiSquared ?? .nan, test?.pValue ?? .nan)
    return [
      "chi2": .number(statistic), "p": .number(p), "published_chi2": .number(rounded(statistic, 1)),
      "published_p": .number(rounded(p, 7)),
    ]
  },
  "sample_size_two_proportions": {
    let n = unroundedSampleSizeTwoRates(
      try $0.double("p1"), try $0.double("p2"), alpha: try $0.double("alpha"), power: try $0.double("power"),
      sides: try $0.int("sided"))
    return ["n_per_group": .optional(n), "formula_n": .optional(n)]
  },
  "sample_size_two_means": {
    let n = sampleSizeTwoMeans(
      difference: try $0.double("absolute_mde"), variance: try $0.double("variance"), alpha: try $0.double("alpha"),
      power: try $0.double("power"))
    return ["n_total": .optional(n.map { Double(2 * $0) })]
  },
  "power_two_means": {
    [
      "power": .optional(
        powerTwoMeans(
          perGroup: try $0.int("n_per_group"), effect: try $0.double("d"), alpha: try $0.double("alpha")))
    ]
  },
  "power_two_proportions": {
    [
      "power": .optional(
        powerTwoRates(
          try $0.double("p1"), n1: try $0.int("n1"), try $0.double("p2"), n2: try $0.int("n2"),
          alpha: try $0.double("alpha")))
    ]
  },
  "p_adjust": {
    let p = try $0.doubles("p")
    func adjusted(_ method: PValueAdjustment) -> JSON { .numbers(adjustedPValues(p, by: method)) }
    return [
      "bonferroni": adjusted(.bonferroni), "holm": adjusted(.holm), "hochberg": adjusted(.hochberg),
      "bh": adjusted(.benjaminiHochberg), "by": adjusted(.benjaminiYekutieli),
    ]
  },
  "sequential_asymp_cs": {
    let fixed = relativeLift(
      treatment: try moments($0("treatment")), control: try moments($0("control")), method: .delta)
    return lift(alwaysValid(fixed, targetN: try $0.int("tuning_n"), confidence: try confidence($0)))
  },
  "srm_chi2": {
    let result = sampleRatioMismatch(observed: try $0.ints("observed"), weights: try $0.doubles("weights"))
    return [
      "chi2": .optional(result?.test.chiSquared), "p": .optional(result?.test.pValue),
      "flag_at_0_001": .flag(result?.isMismatch ?? false),
    ]
  },
  "xmr_limits": {
    let screening: Bool = if case .flag(true) = try $0("screen_moving_ranges") { true } else { false }
    let chart = ControlChart(try $0.doubles("y"), screening: screening)
    return ["mean": .optional(chart?.mean), "lpl": .optional(chart?.lower), "upl": .optional(chart?.upper)]
  },
  "xmr_rule_trend7": { ["flag": .flags(trendEnds(try $0.doubles("y")).map { $0 != 0 })] },
  "xmr_rule_two_of_three": {
    let close = try $0.doubles("close_to_limits").map { $0 == 1 }
    return ["flag": .flags(twoOfThree(closeToLimits: close, side: try $0.ints("relative_to_mean")))]
  },
  "mix_shift_kitagawa": kidneyStoneFigures,
  "distribution": {
    let arguments = try $0.doubles("args")
    let value: Double? =
      switch try $0("fn").text {
      case "norm_ppf": Distribution.normalQuantile(arguments[0])
      case "norm_sf": Distribution.normalUpper(arguments[0])
      case "t_ppf": Distribution.studentQuantile(arguments[0], df: arguments[1])
      default: nil
      }
    return ["value": .optional(value)]
  },
  "scenario_distribution": {
    let shape = ScenarioDistribution.Shape(rawValue: try $0("dist").text) ?? .pert
    let distribution = ScenarioDistribution(
      shape, low: try $0.double("min"), likely: try $0.double("mode"), high: try $0.double("max"))
    return [
      "mean": .optional(distribution?.mean), "var": .optional(distribution?.variance),
      "p05": .optional(distribution?.quantile(0.05)), "p50": .optional(distribution?.quantile(0.5)),
      "p95": .optional(distribution?.quantile(0.95)),
    ]
  },
]
