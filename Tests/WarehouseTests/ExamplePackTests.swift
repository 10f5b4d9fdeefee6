import Diagnostics
import Engines
import Facts
import Foundation
import Metrics
import Pack
import Scan
import TestSupport
import Testing

/// The two example packs, read by DuckDB from their own files without an import: every view, duration and distinct count
/// equals the scan's.
@Suite(.enabled(if: DuckDB.path != nil || Repository.isContinuousIntegration)) struct ExamplePackTests {
  @Test(arguments: ["quarterly-board-pack", "post-implementation-review"])
  func sumsAreTheScans(name: String) throws {
    let content = Repository.root.appendingPathComponent("content")
    let (loaded, findings) = Pack.load(
      folder: content.appendingPathComponent(name).path, dataRoots: [content.path])
    let pack = try #require(loaded, "\(findings)")
    var planner = Planner(pack)
    let months = pack.calendar.periods(.month, covering: pack.period)
    for metric in pack.metrics {
      planner.need(metric.name, periods: [pack.period], segment: nil, cohort: nil)
      planner.need(metric.name, periods: months, segment: nil, cohort: pack.cohorts.first?.name)
      for segment in pack.segments {
        planner.need(metric.name, periods: [pack.period], segment: segment.name, cohort: nil)
      }
    }
    let plan = Self.isWhole ? planner.plan() : Self.part(of: planner.plan())
    let scan = try ScanEngine(threads: 2, dataRoots: [content.path]).run(plan, on: pack)
    expectSame(scan, try DuckDB.table(plan, pack, sharing: Self.isWhole), plan, name)
  }

  private static let isWhole =
    ProcessInfo.processInfo.environment["BOARDPACK_WAREHOUSES"]?.contains("duckdb") == true

  /// Each kind of statement for each dataset; all of them where BOARDPACK_WAREHOUSES names DuckDB.
  private static func part(of plan: Plan) -> Plan {
    var part = plan
    part.views = stride(from: 0, to: plan.views.count, by: 9).map { plan.views[$0] }
    part.durations = Array(plan.durations.prefix(1))
    part.distinct = stride(from: 0, to: plan.distinct.count, by: 23).map { plan.distinct[$0] }
    return part
  }
}
