import Facts
import Foundation
import Pack
import Statistics
import TestSupport
import Testing

/// The registered contrasts of the quarterly pack cover what its data were made with.
///
/// The constants are those of Sources/ExampleData/TrueEffects.swift.
struct PlantedTruthTests {
  static let truths: [(metric: String, effect: Double)] = [
    ("registered_conversion_uplift", 0.08 - 0.06),
    ("registered_repeat_uplift", 0.12 - 0.09),
    ("registered_nps_uplift", 100 * ((0.49 - 0.20) - (0.43 - 0.22))),
    // Satisfaction fell in both arms alike.
    ("registered_csat_uplift", 0),
  ]

  static let folder = Repository.root.appending(path: "content/quarterly-board-pack").path(percentEncoded: false)

  @Test func theRegisteredContrastsCoverThePlantedEffects() throws {
    let (loaded, findings) = Pack.load(folder: Self.folder)
    let pack = try #require(loaded, "\(findings)")
    let positive = ["registered_retention_uplift", "registered_value_uplift"]
    var planner = Planner(pack)
    for name in Self.truths.map(\.metric) + positive { planner.need(name, periods: [pack.period]) }
    let book = try TrialPack.run(planner, pack)
    for (metric, effect) in Self.truths {
      let fact = book.fact(metric, in: Slice(pack.period))
      let low = try #require(fact.estimate.low, "\(metric): \(fact.estimate.notes)")
      let high = try #require(fact.estimate.high)
      #expect(low < effect && effect < high, "\(metric): \(low) to \(high) does not cover \(effect)")
      #expect(fact.grade == .randomised)
    }
    // Orders without a session come 18% more often in the assistant arm, and sessions convert better: both rise.
    for metric in positive {
      let fact = book.fact(metric, in: Slice(pack.period))
      #expect(try #require(fact.estimate.high) > 0, "\(metric)")
      #expect(fact.movement != .down, "\(metric)")
    }
  }

  /// A contrast over a range of its own is the same whatever period is shown: its change is nothing, and not the change
  /// of the rate between the shown periods.
  @Test(arguments: ["registered_conversion_uplift", "registered_repeat_uplift"])
  func aRangeOfItsOwnDoesNotChange(metric: String) throws {
    let (loaded, findings) = Pack.load(folder: Self.folder)
    let pack = try #require(loaded, "\(findings)")
    let earlier = try #require(pack.resolvePeriod("prior", from: pack.period))
    var planner = Planner(pack)
    planner.need(metric, periods: [pack.period, earlier])
    let book = try TrialPack.run(planner, pack)
    #expect(book.fact(metric, .change(against: earlier), in: Slice(pack.period)).estimate.value == 0)
  }
}
