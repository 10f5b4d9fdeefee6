import Diagnostics
import Engines
import Facts
import Foundation
import Metrics
import Pack
import Scan
import TestSupport
import Testing

/// A pack written into a folder of its own, loaded as an author's would be; removed with its last owner.
final class TrialPack {
  let folder: URL
  let pack: Pack
  private let dataRoots: [String]

  struct NotLoaded: Error, CustomStringConvertible {
    let description: String
  }

  /// `body` holds the keys from `datasets:` on; `files` are written beside the pack.
  init(
    asOf: String = "2026-10-05", period: String = "2026-Q3", extra: String = "", files: [String: String] = [:],
    dataRoots: [String] = [], _ body: String
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "facts-\(UUID().uuidString)")
    self.dataRoots = dataRoots
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let head = """
      title: Trial
      as_of: \(asOf)
      currency: USD
      calendar: {zone: UTC}
      period: \(period)
      pages: [index.md]
      \(extra)

      """
    var all = files
    all["pack.yaml"] = head + body
    all["index.md"] = "# A trial\n"
    for (name, text) in all { try Data(text.utf8).write(to: folder.appending(path: name)) }
    let (loaded, findings) = Pack.load(folder: folder.path(percentEncoded: false), dataRoots: dataRoots)
    guard let loaded else {
      throw NotLoaded(description: DiagnosticText(colours: false).text(findings))
    }
    pack = loaded
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func period(_ name: String) throws -> Period { try #require(pack.resolvePeriod(name, from: pack.period)) }

  /// The facts of some names at the pack's period and at others.
  func book(
    _ names: [String], periods: [Period] = [], segment: String? = nil, cohort: String? = nil
  ) throws -> FactBook {
    var planner = Planner(pack)
    for name in names {
      planner.need(name, periods: [pack.period] + periods)
      if let segment { planner.need(name, periods: [pack.period] + periods, segment: segment) }
      if let cohort { planner.need(name, periods: [pack.period] + periods, cohort: cohort) }
    }
    return try Self.run(planner, pack, dataRoots)
  }

  /// One fact at the pack's period.
  func fact(_ name: String) throws -> Fact { try book([name]).fact(name, in: Slice(pack.period)) }

  static func run(_ planner: Planner, _ pack: Pack, _ dataRoots: [String] = []) throws -> FactBook {
    let plan = planner.plan()
    let table = try ScanEngine(threads: 2, dataRoots: dataRoots).run(plan, on: pack)
    return FactBook(pack: pack, plan: plan, table: table)
  }
}

/// The real data beside the checkout; nil where they are absent.
let realData = Repository.shared?.appending(path: "data").path(percentEncoded: false)

/// Whether a value is a printed figure: equal to half a unit of its last digit.
func expect(
  _ value: Double?, prints figure: Double, digits: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let value else {
    Issue.record("no value where \(figure) is expected", sourceLocation: sourceLocation)
    return
  }
  var step = 1.0
  for _ in 0..<digits { step /= 10 }
  #expect(
    abs(value - figure) <= step * 0.5000001, "\(value) is not printed as \(figure)", sourceLocation: sourceLocation)
}
