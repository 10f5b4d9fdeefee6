import Diagnostics
import Foundation
import Kernels
import Synchronization
import TestSupport
import Testing

@testable import Rows

@Suite struct RowFeedTests {
  private let scratch = ScratchFile()

  private func findings(_ text: String, _ columns: [String], part: Int = 262_144) -> [Diagnostic] {
    Reading.files([scratch.write(text)], columns: columns, partSize: part).feed.findings
  }

  @Test func badRowsKeepTheirLines() {
    let bytes = Array("a,b\n1,2,3\n\"x\"y,2\nq\"r,2\n".utf8) + [0xFF] + Array(",2\n1,2\n".utf8)
    let reading = Reading.files([scratch.write(bytes)], columns: ["b", "a"], partSize: 4)
    #expect(reading.rows.map(\.line) == [2, 3, 4, 5, 6])
    #expect(
      reading.rows.map(\.rule) == [
        "row has 3 fields, the header 2", "text after the closing quote", "quote inside an unquoted field",
        "invalid UTF-8", nil,
      ])
    #expect(reading.rows.map(\.column) == [nil, nil, nil, 1, nil])
    #expect(reading.feed.findings.isEmpty)
  }

  @Test(arguments: [1, 5, 262_144]) func openQuoteNamesTheLineWhereItOpened(part: Int) {
    let found = findings("a,b\n1,2\n3,\"x\n\n\n", ["a"], part: part)
    #expect(found.map(\.id) == ["open-quote"])
    #expect(found.first?.location == .init(file: "t.csv", line: 3))
  }

  @Test(arguments: ["", "\u{FEFF}"]) func emptyFile(text: String) {
    #expect(findings(text, ["a"]).map(\.id) == ["empty-file"])
  }

  @Test func headerOnlyHasNoRowsAndNoFinding() {
    for text in ["a,b", "a,b\n", "\u{FEFF}a,b\r\n"] {
      let reading = Reading.files([scratch.write(text)], columns: ["a"])
      #expect(reading.rows.isEmpty && reading.feed.findings.isEmpty)
      #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(Array(text.utf8))])
    }
  }

  @Test func missingAndUnreadableFiles() {
    let file = RowFile(name: "gone.csv", path: scratch.path + "-gone", size: 10)
    let feed = Reading.files([file], columns: ["a"]).feed
    #expect(feed.findings.map(\.id) == ["unreadable-file"])
    #expect(feed.findings.first?.summary.hasPrefix("Cannot open the data file: ") == true)
    let folder = RowFile(name: "folder", path: FileManager.default.temporaryDirectory.path, size: 0)
    #expect(Reading.files([folder], columns: ["a"]).feed.findings.map(\.id) == ["unreadable-file"])
  }

  @Test func allHeadersAreLookedAtWhateverComesFirst() {
    let others = [ScratchFile("b.csv"), ScratchFile("c.csv"), ScratchFile("d.csv")]
    let files = [
      scratch.write("a\n1\n"), others[0].write("x\n1\n"), others[1].write("a\n\"1\n"), others[2].write("y\n1\n"),
    ]
    for threads in [1, 2, 3] {
      let feed = Reading.files(files, columns: ["a"], partSize: 2, threads: threads).feed
      #expect(feed.findings.map(\.id) == ["missing-column", "missing-column"])
      #expect(feed.findings.map(\.location?.file) == ["b.csv", "d.csv"])
    }
  }

  @Test func manyFilesOnManyThreads() {
    let many = (0..<40).map { ScratchFile("f\($0).csv") }
    let files = many.enumerated().map { number, file in
      file.write("n,k\n" + (0..<number * 7).map { "\(number),\"\($0)\n\"\n" }.joined())
    }
    let expected = (0..<40).flatMap { number in (0..<number * 7).map { ["\(number)", "\($0)\n"] } }
    for threads in [1, 3] {
      let reading = Reading.files(files, columns: ["n", "k"], partSize: 100, threads: threads)
      #expect(reading.texts == expected)
      #expect(reading.feed.rowsRead == expected.count)
      #expect(reading.feed.fingerprints.count == 40)
    }
  }

  @Test func progressAddsUp() {
    let text = "a,b\n" + String(repeating: "1,2\n", count: 1000)
    let sums = Mutex((bytes: 0, rows: 0))
    let feed = RowFeed(
      files: [scratch.write(text)], columns: ["a"], format: RowFormat(kind: .separated(by: 44)), partSize: 100
    ) { bytes, rows in sums.withLock { $0 = ($0.bytes + bytes, $0.rows + rows) } }
    let reader = feed.makeReader()
    let block = RowBlock(width: 1)
    while reader.next(block) {}
    #expect(sums.withLock { $0.rows } == 1000)
    #expect(sums.withLock { $0.bytes } == text.utf8.count && feed.bytesRead == text.utf8.count)
  }

  @Test func fileThatChangesWhileItIsRead() throws {
    let text = "a,b\n" + String(repeating: "1,2\n", count: 100_000)
    for isCut in [true, false] {
      let feed = RowFeed(
        files: [scratch.write(text)], columns: ["a"], format: RowFormat(kind: .separated(by: 44)), partSize: 65_536)
      let reader = feed.makeReader()
      let block = RowBlock(width: 1)
      #expect(reader.next(block))
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path))
      if isCut {
        try handle.truncate(atOffset: 100_000)
      } else {
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("3,4\n".utf8))
      }
      try handle.close()
      while reader.next(block) {}
      #expect(feed.findings.map(\.id) == ["changed-file"])
    }
  }

  @Test func rowsBeyondTheLimitAreBad() {
    let long = String(repeating: "x", count: 16_777_216)
    let text = "a,b\n1,2\n3,\(long)\n\"\n\(long)\",4\n5,6\n"
    for path in [scratch.write(text)] {
      let reading = Reading.files([path], columns: ["a"], threads: 2)
      #expect(reading.texts == [["1"], [""], [""], ["5"]])
      #expect(reading.rows.map(\.rule) == [nil, "row longer than 16 MB", "row longer than 16 MB", nil])
      #expect(reading.rows.map(\.line) == [2, 3, 4, 6])
      #expect(reading.feed.findings.isEmpty)
    }
  }

  @Test(.enabled(if: Repository.shared != nil)) func hadoopBugs() throws {
    let path = try #require(Repository.shared).appendingPathComponent("data/hadoop_bugs.csv").path
    let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
    let file = RowFile(name: "hadoop", path: path, size: bytes.count)
    let columns = ["Created", "Resolved", "Description"]
    let oracle = RowsOracle().read(bytes, columns: columns)
    // The counts of data/README.md.
    #expect(bytes.count { $0 == 10 } == 33_628)
    for (part, threads) in [(4096, 1), (65_536, 3), (262_144, 2)] {
      let reading = Reading.files([file], columns: columns, partSize: part, threads: threads)
      #expect(reading.rows.count == 2503)
      #expect(reading.rows.count { !$0.fields[1].isEmpty } == 1733)
      #expect(RowsOracle.Outcome.rows(reading.rows) == oracle)
      #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(bytes)])
    }
  }

  @Test func largeFilesHaveAFingerprintOfBlocks() {
    let text = Array("a,b\n".utf8) + [UInt8](repeating: 49, count: 10) + Array(",2\n".utf8)
    var bytes = text
    while bytes.count < 17_000_000 { bytes += Array("1234567890123456789012345678901234567890,2\n".utf8) }
    let file = scratch.write(bytes)
    var blocks: [Fingerprint.Block] = []
    bytes.withUnsafeBufferPointer { buffer in
      for start in stride(from: 0, to: bytes.count, by: 262_144) {
        guard let base = buffer.baseAddress else { continue }
        blocks.append(Fingerprint.Block(base + start, count: min(262_144, bytes.count - start)))
      }
    }
    let expected = "bp1-" + Fingerprint.hex(length: bytes.count, blocks: blocks)
    for part in [262_144, 1_000_000] {
      #expect(
        Reading.files([file], columns: ["b"], partSize: part, threads: 2).feed.fingerprints.map(\.hash) == [expected])
    }
  }
}
