import Facts
import Pack
import Statistics
import Testing

/// Covariances, regressions and adjusted contrasts from sums of products that a pack declares.
@Suite struct DeclaredProductTests {
  /// before 1, 2, 3, 4, 6 and after 2, 3, 5, 4, 9 in euros; the second and the fourth are the holdout; the sixth has no
  /// figure before and counts nowhere. numpy 2: `cov(x, y, bias=True)[0, 1]` 3.88, `var(x)` 2.96, `polyfit(x, y, 1)[0]`
  /// 1.3108108108108107.
  private static func trial() throws -> TrialPack {
    try TrialPack(
      files: [
        "customers.csv": """
        id,created,arm,before,after
        c1,2026-08-01,on,1.00,2.00
        c2,2026-08-01,off,2.00,3.00
        c3,2026-08-01,on,3.00,5.00
        c4,2026-08-01,off,4.00,4.00
        c5,2026-08-01,on,6.00,9.00
        c6,2026-08-01,on,,70.00

        """
      ],
      """
      datasets:
        customers:
          file: customers.csv
          key: id
          time: created
          columns: {id: text, created: date, arm: text, before: money, after: money}
      cohorts: {arm: {customers: arm, values: {on: treatment, off: control}}}
      measures:
        rows: {sum: "1", from: customers, where: before IS NOT NULL}
        x: {sum: before, from: customers}
        y: {sum: after, from: customers, where: before IS NOT NULL}
        xx: {sum: before * before, from: customers}
        xy: {sum: before * after, from: customers}
      metrics:
        covariance: {value: xy / rows - x / rows * y / rows, better: neutral}
        variance: {value: xx / rows - x / rows * x / rows, better: neutral}
        slope: {value: covariance / variance, better: neutral}
        adjusted: {value: "contrast(y / rows, arm) - slope * contrast(x / rows, arm)", better: up}
      """)
  }

  @Test func covarianceAndSlope() throws {
    let trial = try Self.trial()
    for (name, value) in [("covariance", 3.88), ("variance", 2.96), ("slope", 1.3108108108108107)] {
      #expect(abs((try trial.fact(name).estimate.value ?? 0) - value) < 1e-12)
    }
  }

  /// Means after: 16/3 and 7/2; before: 10/3 and 3; so 11/6 - 1.3108108108108107 / 3.
  @Test func adjustedContrast() throws {
    let value = try #require(try Self.trial().fact("adjusted").estimate.value)
    #expect(abs(value - (11.0 / 6 - 1.3108108108108107 / 3)) < 1e-12)
  }
}
