import Diagnostics
import Facts
import Foundation
import Pack
import Site
import Statistics

/// The KPIs of the library that a new pack's data allow.
struct NewKPIs {
  /// Those that a board asks for first; the rest follow as the library has them.
  private static let first = [
    "containment_rate", "resolution_rate", "csat", "nps", "repeat_contact_rate", "handoff_rate", "conversion_rate",
    "cost_per_interaction", "first_response_time", "time_to_resolution", "feedback_loop_velocity", "human_aht", "aht",
    "average_order_value", "revenue_per_customer", "purchase_frequency", "retention_rate", "run_cost",
    "response_rate", "fallback_rate",
  ]
  private static let most = 8
  /// Counts of rows, which the pack's own volumes say already.
  private static let volumes: Set = [
    "session_volume", "feedback_received", "call_volume", "lead_volume", "new_customers",
  ]

  /// KPIs with a value in the reported period, and what a few others lack.
  private(set) var names: [String] = []
  private(set) var lacking: [(name: String, need: String)] = []

  /// Looks at a written pack: which KPIs its columns allow, and which of those have a figure.
  init(folder: String, pack: NewPack, write: (NewPack) throws -> Void) throws {
    let (fits, _) = KPIFit.all(folder: folder)
    let places = Dictionary(uniqueKeysWithValues: Self.first.enumerated().map { ($1, $0) })
    let ordered = fits.filter { $0.state == .unused }.enumerated().sorted {
      (places[$0.element.kpi.name] ?? 1000 + $0.offset) < (places[$1.element.kpi.name] ?? 1000 + $1.offset)
    }.map(\.element)
    let candidates = ordered.filter {
      $0.needs.isEmpty && !Self.volumes.contains($0.kpi.name) && !$0.kpi.name.hasPrefix("planned_")
    }.map(\.kpi.name)
    lacking = ordered.filter { $0.needs.count == 1 && places[$0.kpi.name] != nil }.prefix(4).map {
      ($0.kpi.name, $0.needs[0])
    }
    guard !candidates.isEmpty else { return }
    var trial = pack
    trial.kpis = candidates
    try write(trial)
    let build = SiteBuild.run(
      folder: folder, options: .init(threads: ProcessInfo.processInfo.activeProcessorCount))
    guard let book = build.book else { return }
    let period = book.pack.period
    names = candidates.filter { name in
      let fact = book.fact(name, in: Slice(period))
      return fact.estimate.value != nil || fact.answerWithoutValue != nil
    }.prefix(Self.most).map(\.self)
  }
}
