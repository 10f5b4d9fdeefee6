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
    let old = try RowEngine().run(plan, on: pack)
    for (threads, size) in [(1, 262_144), (2, 4096), (3, least)] {
      let note = "\(note), \(threads) threads, \(size) bytes"
      expectSame(old, try Scan.ScanEngine(threads: threads, chunkSize: size).run(plan, on: pack), plan, note)
    }
  }

  private func expectSame(_ old: SumTable, _ new: SumTable, _ plan: Plan, _ note: String) {
    for (i, view) in plan.views.enumerated() {
      #expect(old.views[i] == new.views[i], "\(note), view \(i): \(view)")
    }
    #expect(old.durations.map(\.counts) == new.durations.map(\.counts), "\(note)")
    #expect(old.distinct.map(\.counts) == new.distinct.map(\.counts), "\(note)")
    for (old, new) in zip(old.quality, new.quality) {
      #expect(old.dataset == new.dataset)
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
