import Diagnostics
import Foundation
import Kernels
import Rows
import Testing

/// Standard input of the test process is replaced for a while; nothing else here reads it.
@Suite(.serialized) struct StandardInputTests {
  private func read(_ bytes: [UInt8], columns: [String], format: RowFormat, threads: Int = 2) -> Reading {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let kept = dup(0)
    dup2(ends[0], 0)
    close(ends[0])
    let target = ends[1]
    let writer = Thread {
      // In uneven pieces, as another program would.
      var done = 0
      while done < bytes.count {
        let step = bytes[done..<min(bytes.count, done + 1000 + done % 777)].withUnsafeBytes {
          Foundation.write(target, $0.baseAddress, $0.count)
        }
        if step <= 0 { break }
        done += step
      }
      close(target)
    }
    writer.start()
    let reading = Reading.files(
      [RowFile(name: "standard input", path: "-", size: 0)], columns: columns, format: format, partSize: 3000,
      threads: threads)
    dup2(kept, 0)
    close(kept)
    return reading
  }

  private static let csv = Array(("a,b\n" + (0..<5000).map { "\($0),\"x\ny\"\n" }.joined()).utf8)
  private static let json = Array((0..<5000).map { "{\"a\":\($0),\"b\":\"x\\ny\"}\n" }.joined().utf8)

  @Test(arguments: [false, true], [false, true])
  func rows(isJSON: Bool, isPacked: Bool) {
    let text = isJSON ? Self.json : Self.csv
    let stored = isPacked ? Gzip.pack(text) : text
    let format = RowFormat(kind: isJSON ? .jsonLines : .separated(by: 44))
    let reading = read(stored, columns: ["b", "a"], format: format)
    #expect(reading.feed.findings.isEmpty)
    #expect(reading.texts == (0..<5000).map { ["x\ny", "\($0)"] })
    #expect(reading.rows.map(\.line) == (0..<5000).map { isJSON ? $0 + 1 : 2 * $0 + 2 })
    #expect(reading.feed.bytesRead == stored.count)
    #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(stored)])
  }

  @Test func nothingOnIt() {
    let reading = read([], columns: ["a"], format: RowFormat(kind: .jsonLines))
    #expect(reading.feed.findings.map(\.id) == ["empty-file"])
    #expect(reading.feed.findings.first?.location?.file == "standard input")
  }
}
