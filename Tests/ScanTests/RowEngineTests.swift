import Diagnostics
import Engines
import Foundation
import Metrics
import Pack
import RowEngine
import Scan
import TestSupport
import Testing

/// The block engine against the engine that takes row by row: the same figures to the last digit.
@Suite struct RowEngineTests {
  /// Against one run of the old engine; `least` is the smallest size of parts.
  private func expectSame(_ plan: Plan, _ pack: Pack, least: Int, _ note: String) throws {
    let secret = try #require(TokenSecret([UInt8](repeating: 7, count: 16)))
    let old = try RowEngine(secret: secret).run(plan, on: pack)
    for (threads, size) in [(1, 262_144), (2, 4096), (3, least)] {
      let note = "\(note), \(threads) threads, \(size) bytes"
      let engine = Scan.ScanEngine(threads: threads, chunkSize: size, secret: secret)
      expectSame(old, try engine.run(plan, on: pack), plan, note)
    }
  }

  private func expectSame(_ old: SumTable, _ new: SumTable, _ plan: Plan, _ note: String) {
    for (i, view) in plan.views.enumerated() {
      #expect(old.views[i] == new.views[i], "\(note), view \(i): \(view)")
    }
    #expect(old.durations.map(\.counts) == new.durations.map(\.counts), "\(note)")
    #expect(old.distinct.map(\.counts) == new.distinct.map(\.counts), "\(note)")
    #expect(old.quality.map(\.dataset) == new.quality.map(\.dataset), "\(note)")
    for (old, new) in zip(old.quality, new.quality) {
      #expect(counts(old) == counts(new), "\(note), \(old.dataset)")
      #expect(new.closes, "\(note), \(new.dataset)")
      #expect(old.immature == new.immature, "\(note)")
      #expect(old.latest == new.latest && old.earliest == new.earliest, "\(note)")
      #expect(old.badRows == new.badRows, "\(note)")
      #expect(old.fileHashes.map { $0.file + $0.hash } == new.fileHashes.map { $0.file + $0.hash })
    }
  }

  private func counts(_ quality: DatasetQuality) -> [Int] {
    [
      quality.read, quality.accepted, quality.quarantined, quality.outOfPeriod, quality.unassigned,
      quality.repeatedTimes,
    ]
  }

  @Test(arguments: 1...25) func randomPacks(seed: UInt64) throws {
    let random = try RandomTrial(seed: seed)
    try expectSame(random.plan, random.trial.pack, least: 64, "seed \(seed)")
  }

  /// Every kind of bad value by every classification: the same rule and the same value from both.
  @Test(arguments: [nil, Classification.public, .internal, .confidential, .restricted])
  func badValues(classification: Classification?) throws {
    let rows = [
      "k1,2026-07-01,1,yes", "k2,31/12/2026,1,yes", "k3,2026-07-01,a-17,yes", "k4,2026-07-01,99999999999999999999,yes",
      "k5,2026-07-01,1.25,yes", "k6,2026-07-01,1,maybe so", "NULL,2026-07-01,1,yes", "k8,2026-07-01,NULL,yes",
      ",2026-07-01,1,yes", "k10,2026-07-01", "k11,2026-07-01,=Zoë and 7 others of them,yes", "k12,2026-07-01,,yes",
    ]
    func column(_ name: String, _ type: ColumnType, required: Bool = false) -> Column {
      Column(name: name, type: type, nulls: ["NULL"], required: required, classification: classification)
    }
    let trial = try TrialPack(
      ["t.csv": (["key,at,n,flag"] + rows).joined(separator: "\n")],
      datasets: [
        TrialPack.dataset(
          "t", files: ["t.csv"], key: "key",
          columns: [
            column("key", .text), column("at", .timestamp), column("n", .number(scale: 0), required: true),
            column("flag", .boolean),
          ])
      ],
      measures: [
        TrialPack.measure("rows", "t", .count, where: .column("flag")),
        TrialPack.measure("sum", "t", .sum(.column("n"))),
      ])
    let view = Plan.View(
      dataset: "t", atoms: 0, cohort: nil, segment: nil, bucketed: false,
      slots: [.sum(measure: "rows"), .sum(measure: "sum")])
    let plan = Plan(atoms: [try TrialPack.months()], views: [view], durations: [], distinct: [])
    try expectSame(plan, trial.pack, least: 16, "\(classification.map { "\($0)" } ?? "none")")
    let bad = try RowEngine().run(plan, on: trial.pack).quality[0].badRows
    #expect(bad.map(\.line) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    let date: String? =
      switch classification {
      case .confidential: "99/99/9999"
      case .restricted: "(restricted)"
      default: "31/12/2026"
      }
    #expect(bad[0].rule == "not a timestamp: \(date ?? "")" && bad[0].value == date)
  }

  static let board = Repository.root.appending(path: "content/quarterly-board-pack").path(percentEncoded: false)

  /// A plan of the kind that the pages of the pack ask for.
  @Test func boardPack() throws {
    let (loaded, findings) = Pack.load(folder: Self.board)
    let pack = try #require(loaded, "\(findings)")
    let months = (0...18).map { month in
      Int64(CivilDate(year: 2025 + (3 + month) / 12, month: (3 + month) % 12 + 1, day: 1)?.dayNumber ?? 0) * 86_400
    }
    var plan = Plan(atoms: [Plan.Atoms(boundaries: months)], views: [], durations: [], distinct: [])
    let segments = [nil] + pack.segments.map(\.name)
    for dataset in pack.datasets {
      let measures = pack.measures.filter { $0.dataset == dataset.name }
      let sums = measures.filter {
        if case .count = $0.aggregate { true } else if case .sum = $0.aggregate { true } else { false }
      }
      for cohort in [nil] + pack.cohorts.map(\.name) {
        for segment in segments where !sums.isEmpty && (cohort == nil || segment == nil) {
          guard
            segment == nil || pack.segments.contains(where: { $0.name == segment && $0.sources[dataset.name] != nil })
          else { continue }
          plan.views.append(
            .init(
              dataset: dataset.name, atoms: 0, cohort: cohort, segment: segment, bucketed: dataset.cluster != nil,
              slots: sums.map { .sum(measure: $0.name) }))
        }
      }
      for measure in measures {
        switch measure.aggregate {
        case .survival, .quantile:
          plan.durations.append(.init(measure: measure.name, atoms: 0, cohort: nil, segment: nil))
        case .distinct:
          plan.distinct.append(
            .init(
              measure: measure.name, periods: [months[3]..<months[6], months[0]..<months[12]], cohort: nil, segment: nil
            ))
        default: break
        }
      }
    }
    #expect(plan.views.count > 8)
    try expectSame(plan, pack, least: 1021, "board pack")
  }
}
