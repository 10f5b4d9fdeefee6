import Foundation
import Rows
import Synchronization

/// Rows of files in a folder of their own, read by a feed.
struct Reading {
  var rows: [RowsOracle.Row] = []
  var feed: RowFeed

  /// Reads with so many threads; rows are sorted by place, with their physical lines.
  static func files(
    _ files: [RowFile], columns: [String], format: RowFormat = RowFormat(kind: .separated(by: 44)),
    partSize: Int = 262_144, threads: Int = 1
  ) -> Reading {
    let feed = RowFeed(files: files, columns: columns, format: format, partSize: partSize)
    let found = Mutex<[(place: Place, row: RowsOracle.Row)]>([])
    @Sendable func work(_ thread: Int) {
      let reader = feed.makeReader()
      let block = RowBlock(width: columns.count)
      var rows: [(place: Place, row: RowsOracle.Row)] = []
      while reader.next(block) {
        for i in 0..<block.count {
          let problem = block.problems.first { $0.row == i }?.problem
          let row = RowsOracle.Row(
            line: 0, fields: columns.indices.map { Array(block.bytes($0, i)) }, column: problem?.column,
            rule: problem?.rule)
          rows.append((block.place(i), row))
        }
      }
      found.withLock { $0 += rows }
    }
    if threads == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads, execute: work)
    }
    let sorted = found.withLock { $0 }.sorted { $0.place < $1.place }
    let rows = sorted.map { place, row in
      var row = row
      row.line = feed.line(of: place)
      return row
    }
    return Reading(rows: rows, feed: feed)
  }

  /// The fields as text.
  var texts: [[String]] { rows.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } } }
}

/// A file that is rewritten again and again, removed at the end.
final class ScratchFile {
  let path: String
  let name: String

  init(_ name: String = "t.csv") {
    self.name = name
    path = FileManager.default.temporaryDirectory.appendingPathComponent("rows-\(UUID().uuidString)-\(name)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8]) -> RowFile {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let step = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if step <= 0 { break }
      done += step
    }
    return RowFile(name: name, path: path, size: bytes.count)
  }

  func write(_ text: String) -> RowFile { write(Array(text.utf8)) }
}

/// A small generator with a seed: the same inputs in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    // Steele, Lea and Flood 2014, SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// How many times more random cases are asked for.
let fuzzFactor = ProcessInfo.processInfo.environment["BOARDPACK_FUZZ"].flatMap { Int($0) } ?? 1
