import Diagnostics
import Foundation
import Metrics
import Testing
import Units

@testable import Pack

@Suite("A pack that is right")
struct PackLoadTests {
  @Test func example() throws {
    let (loaded, findings) = try Fixture(Fixture.example).load()
    #expect(findings == [])
    let pack = try #require(loaded)
    #expect(pack.title == "Assistant programme, Q3 2026")
    #expect(pack.period.name == "2026-Q3")
    // The end of 5 October in Berlin: `date -d 'TZ="Europe/Berlin" 2026-10-06 00:00' +%s`
    #expect(pack.asOf == 1_791_237_600)
    #expect(pack.asOfDate.description == "2026-10-05")
    #expect(pack.comparisons.map(\.name) == ["prior", "year_ago", "launch"])
    #expect(pack.comparisons.map(\.target).prefix(2) == [.shift(months: -3), .shift(months: -12)])
    #expect(pack.events.map(\.label) == ["Launch", "New model"])
    #expect(pack.events.map(\.rebase) == [false, true])
    #expect(pack.cover.sponsor == "M. Okafor")
    #expect(pack.minimumGroup == 12)
    #expect(pack.pages == ["index.md", "value.md"])
  }

  @Test func datasets() throws {
    let pack = try #require(try Fixture(Fixture.example).load().0)
    let sessions = try #require(pack.datasets.first { $0.name == "sessions" })
    #expect(
      sessions.source
        == .files(["data/sessions-2026-07.csv", "data/sessions-2026-08.csv"], separator: UInt8(ascii: ",")))
    #expect(sessions.noun == "session")
    #expect(!sessions.rowIsUnit)
    let types = Dictionary(uniqueKeysWithValues: sessions.columns.map { ($0.name, $0.type) })
    #expect(types["handle_seconds"] == .number(scale: 0))
    #expect(types["handed_off"] == .boolean)
    #expect(types["ended_at"] == .timestamp)
    #expect(types["started_at"] == .timestamp)
    #expect(types["customer_id"] == .text)
    #expect(types["channel"] == .text)
    #expect(types["customer.tier"] == nil)
    #expect(sessions.columns.first { $0.name == "resolved_by_bot" }?.trueSpellings == ["ja"])
    let customers = try #require(pack.datasets.first { $0.name == "customers" })
    #expect(customers.columns.map(\.name) == ["arm", "created_at", "customer_id", "tier"])
    #expect(customers.rowIsUnit)
    let costs = try #require(pack.datasets.first { $0.name == "costs" })
    #expect(costs.source == .files(["data/costs.csv"], separator: UInt8(ascii: ";")))
    #expect(costs.columns.first { $0.name == "amount" }?.unit == Units.Unit(currency: "EUR"))
    #expect(pack.datasets.first { $0.name == "feedback" }?.maximumBadRows == 3)
    #expect(pack.datasets.first { $0.name == "feedback" }?.noun == "report")
    let cases = try #require(pack.datasets.first { $0.name == "cases" })
    #expect(cases.key == "case_id")
    #expect(
      cases.columns.map { "\($0.name) \($0.type)" } == [
        "case_id text", "end timestamp", "rows number(scale: 0)", "start timestamp",
      ])
  }

  @Test func cutsAndInputs() throws {
    let pack = try #require(try Fixture(Fixture.example).load().0)
    #expect(pack.segments.map(\.label) == ["Contact channel", "Tier"])
    #expect(pack.segments[1].sources["orders"] == .column("customer.tier"))
    #expect(pack.cohorts[0].randomised)
    #expect(pack.cohorts[0].arms.map(\.role) == [.treatment, .control])
    #expect(pack.cohorts[0].arms.map(\.split) == [0.5, 0.5])
    #expect(pack.inputs.map(\.value) == [5, 2080, 0.2])
    #expect(pack.inputs[0].high == 6.1)
    #expect(pack.inputs[2].unit == .share)
  }

  @Test func measuresAndMetrics() throws {
    let pack = try #require(try Fixture(Fixture.example).load().0)
    let velocity = try #require(pack.measures.first { $0.name == "velocity" })
    #expect(velocity.aggregate == .survival(start: .column("received_at"), end: .column("shipped_at"), resolution: 60))
    #expect(pack.measures.first { $0.name == "value_90" }?.matureDays == 90)
    let containment = try #require(pack.metrics.first { $0.name == "containment" })
    #expect(containment.targets == ["2026-Q3": 0.65, "2026-Q4": 0.7])
    #expect(containment.plans == [Metric.everyPeriod: 0.63])
    #expect(containment.plan(of: pack.period) == 0.63)
    #expect(containment.target(of: pack.period) == 0.65)
    let change = try #require(pack.metrics.first { $0.name == "containment_change" })
    #expect(abs((change.target(of: pack.period) ?? 0) - 0.08) < 1e-15)
    #expect(pack.metrics.first { $0.name == "cost_per_interaction" }?.label == "Cost per interaction")
    #expect(pack.compiled["containment"]?.unit == .share)
    #expect(pack.compiled["containment_change"]?.unit == .percentagePoints)
    #expect(pack.compiled["cost_per_interaction"]?.unit.description == "EUR/session")
    #expect(pack.compiled["value_per_customer"]?.unit.description == "EUR/customer")
    #expect(pack.compiled["feedback_loop_velocity"]?.unit.description == "day")
    let order = pack.compiledOrder
    #expect(order.count == pack.metrics.count)
    #expect(try #require(order.firstIndex(of: "value_per_customer")) < #require(order.firstIndex(of: "uplift")))
  }

  @Test func anotherPeriod() throws {
    let fixture = try Fixture(Fixture.example)
    #expect(fixture.load(period: "2026-08").0?.period.name == "2026-08")
    #expect(fixture.load(period: "August").1.map(\.id) == ["unknown-period"])
    #expect(fixture.load(period: "2026-Q4").1.map(\.id) == ["open-period"])
  }

  @Test func priorIsAddedWhenAbsent() throws {
    let yaml = Fixture.example.replacingOccurrences(of: "prior: -1 quarter, ", with: "")
    #expect(try Fixture(yaml).load().0?.comparisons.first == .init(name: "prior", target: .shift(months: -3)))
    let week = try #require(try Fixture(yaml).load(period: "2026-W31").0)
    #expect(week.comparisons.first?.target == .range(try #require(Period(parsing: "2026-W30"))))
  }

  @Test(
    "as_of with a time",
    arguments: [
      ("2026-10-05 14:30", 1_791_203_400), ("2026-10-05T12:30:00Z", 1_791_203_400),
      ("2026-10-05T14:30+02:00", 1_791_203_400),
    ])
  func moments(text: String, seconds: Int64) throws {
    let yaml = Fixture.example.replacingOccurrences(of: "as_of: 2026-10-05", with: "as_of: \(text)")
    #expect(try Fixture(yaml).load().0?.asOf == seconds)
  }

  @Test func fiscalYear() throws {
    let yaml = Fixture.example.replacingOccurrences(of: "year_starts: 1", with: "year_starts: 4")
      .replacingOccurrences(of: "period: 2026-Q3", with: "period: 2026-Q1")
    #expect(try Fixture(yaml).load().0?.period.start.description == "2026-04-01")
  }
}
