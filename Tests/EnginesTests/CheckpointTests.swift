import Engines
import Foundation
import Kernels
import Testing

/// A stale result is the worst of bugs: every way in which a file can change must be seen.
@Suite struct CheckpointTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("checkpoint-\(UUID().uuidString)")

  private var data: String { folder.appendingPathComponent("data.csv").path }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("a,b\n1,2\n")
    try makeOld(data)
  }

  private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: data)) }

  /// Long past, as files usually are; the change time stays now, for nobody can set it.
  private func makeOld(_ path: String) throws {
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  }

  private func plan(_ measure: String = "rows") -> Plan {
    Plan(
      atoms: [.init(boundaries: [0, 10])],
      views: [
        .init(dataset: "d", atoms: 0, cohort: nil, segment: nil, bucketed: false, slots: [.sum(measure: measure)])
      ], durations: [], distinct: [])
  }

  private func checkpoint(_ measure: String = "rows", definition: String = "pack") -> Checkpoint {
    Checkpoint(
      folder: folder.appendingPathComponent("cache").path, plan: plan(measure), definition: Array(definition.utf8))
  }

  private func identities() throws -> [FileIdentity] { [try #require(FileIdentity(name: "data.csv", path: data))] }

  private func contentHash(_ file: FileIdentity) -> String? {
    FileManager.default.contents(atPath: file.path).map { SHA256.hex([UInt8]($0)) }
  }

  private func table() throws -> SumTable {
    let view = ViewSums(
      width: 1,
      cells: [
        .init(atom: 0, arm: "x", segment: "é", bucket: 7): [Int128(Int64.max) * 4],
        .init(atom: 0, arm: "", segment: "", bucket: 255): [-3],
      ])
    let quality = DatasetQuality(
      dataset: "d", read: 9, accepted: 8, quarantined: 1, outOfPeriod: 2, unassigned: 3, immature: ["m": 4],
      fileHashes: [("data.csv", try #require(contentHash(try identities()[0])))],
      badRows: [
        .init(file: "data.csv", line: 3, column: nil, rule: "r"), .init(file: "f", line: 4, column: "c", rule: ""),
      ],
      latest: 5, repeatedTimes: 6, earliest: -7, rules: [.init(name: "n", violations: 8, isQuarantining: true)],
      others: [.init(segment: "s", values: 9, rows: 10)])
    return SumTable(
      views: [view],
      durations: [Durations(counts: [.init(atom: 0, arm: "x", segment: "", value: 12, ending: .competing(3)): 13])],
      distinct: [
        DistinctCounts(counts: [.init(period: 1, arm: "x", segment: "y"): 14]),
        DistinctCounts(counts: [.init(period: 0, arm: "", segment: ""): 31_416], exactLimit: 1_024),
      ], quality: [quality])
  }

  /// Whether the sums are found again; `hashed` tells whether the file was read for it.
  private func found(_ checkpoint: Checkpoint? = nil) throws -> (table: SumTable?, hashed: Bool) {
    var hashed = false
    let table = (checkpoint ?? self.checkpoint()).load(files: try identities()) { file in
      hashed = true
      return contentHash(file)
    }
    return (table, hashed)
  }

  private func rest() { Thread.sleep(forTimeInterval: 2.1) }

  @Test func theTableComesBackWholeWithEveryField() throws {
    checkpoint().store(try table(), files: try identities())
    let back = try #require(try found().table)
    #expect("\(back.quality)" == "\(try table().quality)")
    #expect(back.views == (try table().views))
    #expect(back.durations[0].counts == (try table().durations[0].counts))
    #expect(back.distinct.map(\.counts) == (try table().distinct.map(\.counts)))
    #expect(back.distinct.map(\.exactLimit) == [nil, 1_024])
  }

  @Test func aFileThatWasYoungWhenReadingBeganStaysYoungHoweverLongItTakes() throws {
    let slow = checkpoint()
    let files = try identities()
    rest()
    slow.store(try table(), files: files)
    #expect(try found().hashed, "it may have been written to while it was read, within the tick of its times")
  }

  @Test func anOldFileIsNotReadAgainAndAYoungOneIsHashed() throws {
    checkpoint().store(try table(), files: try identities())
    #expect(try found().hashed, "its change time is now: a change within the clock's tick would not show")
    rest()
    checkpoint().store(try table(), files: try identities())
    let later = try found()
    #expect(later.table != nil)
    #expect(!later.hashed)
  }

  @Test func changesOfContentAreSeenWhateverTheTimesSay() throws {
    rest()
    checkpoint().store(try table(), files: try identities())
    try write("a,b\n1,3\n")
    try makeOld(data)
    #expect(try found().table == nil, "same size, same modification time: the change time tells")
    try write("a,b\n1,2\n1,2\n")
    try makeOld(data)
    #expect(try found().table == nil, "longer")
    try write("a,b\n")
    #expect(try found().table == nil, "shorter")
    try write("a,b\n1,2\n")
    let same = try found()
    #expect(same.table != nil && same.hashed, "the same content written anew is the same, and is read to know it")
  }

  @Test func aReplacedFileAndAMovedLinkAreSeen() throws {
    rest()
    checkpoint().store(try table(), files: try identities())
    let other = folder.appendingPathComponent("other.csv")
    try Data("a,b\n9,9\n".utf8).write(to: other)
    try makeOld(other.path)
    #expect(rename(other.path, data) == 0)
    #expect(try found().table == nil, "another inode")
    let elsewhere = FileIdentity(name: "data.csv", path: folder.appendingPathComponent("none.csv").path)
    #expect(elsewhere == nil)
  }

  @Test func aStreamHasNoIdentityWhateverTheWorkingFolderHolds() {
    #expect(FileIdentity(name: "standard input", path: "-") == nil)
    #expect(FileIdentity(name: "Package.swift", path: "Package.swift") == nil)
  }

  @Test func anotherSetOfFilesIsAnotherInput() throws {
    checkpoint().store(try table(), files: try identities())
    let twice = try identities() + identities()
    #expect(checkpoint().load(files: twice) { contentHash($0) } == nil)
    #expect(checkpoint().load(files: []) { contentHash($0) } == nil)
    let renamed = [try #require(FileIdentity(name: "b.csv", path: data))]
    #expect(checkpoint().load(files: renamed) { contentHash($0) } == nil)
  }

  @Test func anotherPlanOrPackHasItsOwnSums() throws {
    checkpoint().store(try table(), files: try identities())
    #expect(try found(checkpoint("other")).table == nil)
    #expect(try found(checkpoint(definition: "pack2")).table == nil)
    #expect(try found().table != nil)
  }

  @Test func aFileThatChangedWhileItWasReadIsNotKept() throws {
    let before = try identities()
    try write("a,b\n1,2\n3,4\n")
    checkpoint().store(try table(), files: before)
    #expect(try found().table == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("cache").path))
  }

  @Test func damageIsNoCheckpoint() throws {
    checkpoint().store(try table(), files: try identities())
    let cache = folder.appendingPathComponent("cache")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: cache.path).first { $0.hasSuffix(".sums") })
    let file = cache.appendingPathComponent(name)
    let whole = try Data(contentsOf: file)
    for index in stride(from: 0, to: whole.count, by: 7) {
      var damaged = whole
      damaged[index] ^= 1
      try damaged.write(to: file)
      #expect(try found().table == nil, "a flipped bit at \(index)")
    }
    for length in [0, 10, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: file)
      #expect(try found().table == nil)
    }
    try whole.write(to: file)
    #expect(try found().table != nil)
  }

  @Test func theFolderIsForItsOwnerAlone() throws {
    checkpoint().store(try table(), files: try identities())
    let cache = folder.appendingPathComponent("cache")
    func mode(_ path: String) throws -> Int? {
      (try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber)?.intValue
    }
    #expect(try mode(cache.path) == 0o700)
    for name in try FileManager.default.contentsOfDirectory(atPath: cache.path) where name.hasSuffix(".sums") {
      #expect(try mode(cache.appendingPathComponent(name).path) == 0o600)
    }
  }
}
