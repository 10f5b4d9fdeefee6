import Foundation
import Statistics
import TestSupport
import Testing

/// Figures that others published on data or inputs of their own.
@Suite struct WorkedExampleTests {
  static func column(_ file: String, _ columns: [Int]) throws -> [[Double]] {
    let shared = try #require(Repository.shared)
    let text = try String(contentsOf: shared.appendingPathComponent("data/\(file)"), encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let fields = line.split(separator: ",")
      return columns.map { Double(fields[$0]) ?? .nan }
    }
  }

  /// NHSRplotthedots vignette: the outlier's ranges are screened out of the limits, not the outlier.
  @Test(
    .enabled(if: Repository.shared != nil, "the shared data are absent"),
    arguments: [(true, 4.6, -0.72), (false, 6.95, -3.06)])
  func controlChartOfTheVignette(screening: Bool, upper: Double, lower: Double) throws {
    let values = try Self.column("nhs_ptd_outlier.csv", [1]).map { $0[0] }
    let chart = try #require(ControlChart(values, screening: screening))
    #expect(abs(chart.upper - upper) < 0.005)
    #expect(abs(chart.mean - 1.94) < 0.005)
    #expect(abs(chart.lower - lower) < 0.005)
    #expect(chart.screenedRanges == (screening ? 2 : 0))
    #expect(chart.points.filter { $0.signal == .outsideLimits }.map(\.value) == [10])
    #expect(!chart.isTrial)
  }

  /// LaLonde's randomised experiment: 6,349.14 against 4,554.80, standard error 671.0, [474.01, 3,114.67], p 0.0079.
  @Test(.enabled(if: Repository.shared != nil, "the shared data are absent"))
  func earningsOfTheTrainedInExactCents() throws {
    // Earnings in 1/100,000 dollars: squares exceed what a double holds exactly.
    func moments(_ rows: [[Double]]) -> Moments {
      let values = rows.map { Int128(($0[1] * 100_000).rounded()) }
      return Moments(
        n: values.count, sum: values.reduce(0, +), sumOfSquares: values.reduce(0) { $0 + $1 * $1 }, scale: 5)
    }
    let rows = try Self.column("nsw_experiment.csv", [1, 4])
    let (treated, control) = (moments(rows.filter { $0[0] == 1 }), moments(rows.filter { $0[0] == 0 }))
    #expect((treated.n, control.n) == (185, 260))
    #expect(abs(treated.mean - 6349.14) < 0.005)
    #expect(abs(control.mean - 4554.80) < 0.005)
    let estimate = welchDifference(treatment: treated, control: control)
    #expect(abs(try #require(estimate.value) - 1794.34) < 0.005)
    #expect(abs(try #require(estimate.standardError) - 671.0) < 0.05)
    #expect(abs(try #require(estimate.low) - 474.01) < 0.005)
    #expect(abs(try #require(estimate.high) - 3114.67) < 0.005)
    #expect(abs(try #require(estimate.pValue) - 0.0079) < 0.00005)
  }

  /// Seconds of a case of the helpdesk log (Verenich 2016) from its first to its last event.
  static func helpdeskSeconds() throws -> [Int64] {
    let shared = try #require(Repository.shared)
    let text = try String(contentsOf: shared.appendingPathComponent("data/helpdesk_eventlog.csv"), encoding: .utf8)
    var spans: [Substring: (Int64, Int64)] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",")
      let parts = fields[2].split { "- :".contains($0) }.map { Int64($0) ?? 0 }
      // Days since 1 March of the year 0, in the proleptic Gregorian calendar.
      let (year, month) = parts[1] > 2 ? (parts[0], parts[1] - 3) : (parts[0] - 1, parts[1] + 9)
      let day = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
      let second = ((day * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
      let span = spans[fields[0]] ?? (second, second)
      spans[fields[0]] = (min(span.0, second), max(span.1, second))
    }
    return spans.values.map { $0.1 - $0.0 }
  }

  /// Time per case of the helpdesk log: mean 8.7982 days, median 3.9278, p90 26.1269; 61.856% within 7 days.
  @Test(.enabled(if: Repository.shared != nil, "the shared data are absent"))
  func timePerHelpdeskCase() throws {
    let seconds = try Self.helpdeskSeconds()
    let counts = seconds.map { (value: $0, count: 1) }
    let day = 86_400.0
    #expect(seconds.count == 3804)
    let mean = meanInterval(
      Moments(
        n: seconds.count, sum: seconds.reduce(0) { $0 + Int128($1) },
        sumOfSquares: seconds.reduce(0) { $0 + Int128($1) * Int128($1) }))
    #expect(abs(try #require(mean.value) / day - 8.7982) < 0.00005)
    let median = typeSevenQuantile(0.5, of: counts)
    #expect(abs(try #require(median.value) / day - 3.9278) < 0.00005)
    #expect(try #require(median.low) < #require(median.value) && #require(median.value) < #require(median.high))
    #expect(abs(try #require(typeSevenQuantile(0.9, of: counts).value) / day - 26.1269) < 0.00005)
    let curve = KaplanMeier(seconds.map { ($0, 1, 0) })
    #expect(abs(try #require(curve.share(within: 7 * 86_400).value) - 0.61856) < 0.000005)
  }

  /// Customer lifetime value 2 x 3 x $50 -> 2.5 x 3.5 x $55: the bridge of the KPI library's worked example.
  @Test func bridgeOfTheLifetimeValue() throws {
    let parts = try #require(shapleyProduct(before: [2, 3, 50], after: [2.5, 3.5, 55]))
    #expect(zip(parts, [85.4167, 59.1667, 36.6667]).allSatisfy { abs($0 - $1) < 0.00005 })
    #expect(abs(parts.reduce(0, +) - 181.25) < 1e-9)
    #expect(shapleyProduct(before: [1, 2], after: [1]) == nil)
    #expect(shapley(drivers: 2) { $0[0] ? nil : 1 } == nil)
  }

  /// Incremental revenue of the KPI library's worked example: 2.0% -> 2.4%, $120, scaled to 100,000 sessions.
  @Test(arguments: [
    (100_000, 100_000, 32_579.0, 63_446.0), (50_000, 50_000, 26_191, 69_859), (90_000, 10_000, 10_882, 81_129),
  ])
  func incrementalRevenue(treated: Int, control: Int, low: Double, high: Double) throws {
    let estimate = newcombe(
      successes: treated * 24 / 1000, trials: treated, againstSuccesses: control * 20 / 1000, trials: control)
    let scale = 100_000.0 * 120
    #expect(abs(try #require(estimate.value) * scale - 48_000) < 0.01)
    #expect(abs(try #require(estimate.low) * scale - low) < 1)
    #expect(abs(try #require(estimate.high) * scale - high) < 1)
  }
}
