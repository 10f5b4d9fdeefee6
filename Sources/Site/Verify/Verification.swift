import Formats
import Facts
import Foundation
import Kernels
import Metrics
import Statistics

/// What a built folder's numbers are found to be when each is computed again from the bundle beside the pages.
public struct Verification: Sendable {
  /// A number or a file that is not what the bundle says.
  public struct Difference: Sendable, Hashable {
    /// The page or file.
    public var place: String
    /// What stands there.
    public var found: String
    /// What should stand there.
    public var expected: String
    /// In words: what was compared.
    public var what: String
  }

  /// Tied numbers of all pages.
  public private(set) var numbers = 0
  /// Pages with their files.
  public private(set) var pages = 0
  /// Facts computed again from sums, and facts whose data stay private: durations, small groups.
  public private(set) var recomputed = 0, recorded = 0
  /// Intervals computed again from standard errors and counts, and those whose method needs the data.
  public private(set) var intervals = 0, recordedIntervals = 0
  /// Files whose hash is that of the manifest.
  public private(set) var files = 0
  /// Everything that differs, in the order of the pages.
  public private(set) var differences: [Difference] = []
  /// Words with digits that are tied to nothing, by page.
  public private(set) var untied: [(page: String, text: String)] = []
  /// Folders below that hold an output each, to be verified too.
  public private(set) var outputs: [String] = []
  private let bundle: Bundle

  /// Reads a folder that `boardpack build` wrote and verifies it; throws a `DiagnosticError` where it has no bundle.
  public init(folder: String) throws {
    let reader = BundleReader(folder: folder)
    let manifest = try reader.manifest()
    try self.init(manifest: manifest, bundle: try reader.bundle(), paths: reader.paths()) { reader.bytes($0) }
  }

  init(
    manifest: BundleManifest, bundle: Bundle, paths: [String], bytes: (String) -> [UInt8]?
  ) throws {
    self.bundle = bundle
    check(manifest, paths: paths, bytes: bytes)
    let checked = BundleFacts(bundle)
    for difference in checked.differences { differences.append(difference) }
    (recomputed, recorded) = (checked.recomputed, checked.recorded)
    (intervals, recordedIntervals) = (checked.intervals, checked.recordedIntervals)
    for (page, figures) in bundle.pages.pages.sorted(by: { $0.key < $1.key }) {
      guard let bytes = bytes(page) else { continue }
      pages += 1
      PackLocale.$current.withValue(bundle.pages.locale ?? .britishEnglish) {
        check(page, PageNumbers(String(decoding: bytes, as: UTF8.self)), figures, checked)
      }
    }
  }

  private mutating func check(_ manifest: BundleManifest, paths: [String], bytes: (String) -> [UInt8]?) {
    for (path, hash) in manifest.files.sorted(by: { $0.key < $1.key }) {
      guard let bytes = bytes(path) else {
        differences.append(.init(place: path, found: "no file", expected: "a file", what: "the file is missing"))
        continue
      }
      if SHA256.hex(bytes) == hash {
        files += 1
      } else {
        differences.append(
          .init(
            place: path, found: String(SHA256.hex(bytes).prefix(16)), expected: String(hash.prefix(16)),
            what: "the file was changed after the build (SHA-256)"))
      }
    }
    outputs = (manifest.outputs ?? []).sorted()
    let folders = Set(outputs)
    for path in paths where manifest.files[path] == nil && path != Bundle.manifest && path != OutputFolder.marker {
      if let folder = path.split(separator: "/").first, folders.contains(String(folder)) { continue }
      differences.append(.init(place: path, found: "a file", expected: "no file", what: "the build wrote no such file"))
    }
  }

  private mutating func check(
    _ page: String, _ found: PageNumbers, _ figures: [BundlePages.Figure], _ facts: BundleFacts
  ) {
    numbers += found.tied.count
    for tied in found.tied {
      guard figures.indices.contains(tied.figure) else {
        differences.append(
          .init(place: page, found: tied.text, expected: "a figure of the bundle", what: "the number has no fact"))
        continue
      }
      let figure = figures[tied.figure]
      let expected = facts.texts(figure)
      if !expected.contains(tied.text) {
        differences.append(
          .init(place: page, found: tied.text, expected: expected.first ?? "n/a", what: facts.name(figure)))
      }
    }
    untied += found.untied.map { (page, $0) }
  }

  /// Adds what was found of an output in a folder below.
  public mutating func add(_ other: Verification, folder: String) {
    numbers += other.numbers
    pages += other.pages
    recomputed += other.recomputed
    recorded += other.recorded
    intervals += other.intervals
    recordedIntervals += other.recordedIntervals
    files += other.files
    for var difference in other.differences {
      difference.place = "\(folder)/\(difference.place)"
      differences.append(difference)
    }
    untied += other.untied.map { ("\(folder)/\($0.page)", $0.text) }
  }

  /// The period that the pages report on.
  public var period: String { bundle.definitions.period }

  /// Compares every sum and fact with those of a build made anew from the data, by whichever engine; adds what differs
  /// and gives how many agree. Nil where that build has no pages.
  public mutating func compare(with build: SiteBuild) -> (sums: Int, facts: Int)? {
    guard let anew = build.bundle else { return nil }
    let comparison = BundleComparison(written: bundle, anew: anew)
    differences += comparison.differences
    return (comparison.sums, comparison.facts)
  }
}
