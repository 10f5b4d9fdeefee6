import Diagnostics
import Foundation
import Kernels
import Rows
import Testing

@Suite struct StreamedRowsTests {
  @Test func gzipGivesTheRowsOfThePlainFile() {
    var random = SeededGenerator(state: 1952)
    let scratch = ScratchFile("t.csv.gz")
    let alphabet = Array("a,\"\"\n,b\n\r".utf8)
    for _ in 0..<600 * fuzzFactor {
      var input = Array("a,b\n".utf8)
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        input.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
      }
      if Bool.random(using: &random) { input = [0xEF, 0xBB, 0xBF] + input }
      let part = Int.random(in: 1...40, using: &random)
      let packed = Gzip.pack(input)
      let reading = Reading.files(
        [scratch.write(packed)], columns: ["b", "a"], partSize: part, threads: Bool.random(using: &random) ? 2 : 1)
      let first = reading.feed.findings.first
      let found =
        first.map { RowsOracle.Outcome.openQuote($0.id == "open-quote" ? $0.location?.line ?? 0 : -1) }
        ?? .rows(reading.rows)
      let expected = RowsOracle().read(input, columns: ["b", "a"])
      if found != expected {
        Issue.record("\(String(decoding: input, as: UTF8.self).debugDescription) by \(part): \(found), not \(expected)")
        return
      }
      if first == nil { #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(packed)]) }
      #expect(first != nil || reading.feed.bytesRead == packed.count)
    }
  }

  @Test func packedAndPlainFilesTogether() {
    let files = (0..<6).map { ScratchFile("f\($0)") }
    let texts = (0..<6).map { number in "n,k\n" + (0..<500).map { "\(number),\"\($0)\n\"\n" }.joined() }
    let expected = (0..<6).flatMap { number in (0..<500).map { ["\(number)", "\($0)\n"] } }
    let stored = texts.indices.map { number in
      let bytes = Array(texts[number].utf8)
      return files[number].write(number % 2 == 0 ? Gzip.pack(bytes) : bytes)
    }
    for threads in [1, 3] {
      let reading = Reading.files(stored, columns: ["n", "k"], partSize: 300, threads: threads)
      #expect(reading.texts == expected)
      #expect(reading.rows.last?.line == 1000)
    }
  }

  @Test func otherFormats() {
    let scratch = ScratchFile()
    let lines = scratch.write(Gzip.pack(Array("{\"a\": 1}\n\n{\"a\": 2}".utf8)))
    let json = Reading.files([lines], columns: ["a"], format: RowFormat(kind: .jsonLines), partSize: 4)
    #expect(json.texts == [["1"], ["2"]])
    #expect(json.rows.map(\.line) == [1, 3])
    let spaced = scratch.write(Gzip.pack(Array(" n  t\n 1 a\n\n2   b".utf8)))
    let reading = Reading.files([spaced], columns: ["t"], format: RowFormat(kind: .spaced), partSize: 3)
    #expect(reading.texts == [["a"], ["b"]])
    #expect(reading.rows.map(\.line) == [2, 4])
  }

  @Test func findings() {
    let scratch = ScratchFile()
    func ids(_ bytes: [UInt8]) -> [String] {
      Reading.files([scratch.write(bytes)], columns: ["a"], partSize: 8, threads: 2).feed.findings.map(\.id)
    }
    #expect(ids(Gzip.pack([])) == ["empty-file"])
    #expect(ids(Gzip.pack(Array("b\n1\n".utf8))) == ["missing-column"])
    let packed = Gzip.pack(Array(("a\n" + String(repeating: "1\n", count: 1000)).utf8))
    #expect(ids(packed) == [])
    #expect(ids(Array(packed.dropLast(9))) == ["truncated-file"])
  }

  @Test func rowsBeyondTheLimitAreBad() {
    let scratch = ScratchFile()
    let long = String(repeating: "x", count: 16_777_216)
    let text = "a,b\n1,2\n3,\(long)\n\"\n\(long)\",4\n5,6\n"
    let reading = Reading.files([scratch.write(Gzip.pack(Array(text.utf8)))], columns: ["a"], threads: 2)
    #expect(reading.texts == [["1"], [""], [""], ["5"]])
    #expect(reading.rows.map(\.rule) == [nil, "row longer than 16 MB", "row longer than 16 MB", nil])
    #expect(reading.rows.map(\.line) == [2, 3, 4, 6])
  }

  @Test func pipe() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("rows-\(UUID().uuidString)").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = "a,b\n" + (0..<5000).map { "\($0),\"x\ny\"\n" }.joined()
    let writer = Thread {
      let handle = FileHandle(forWritingAtPath: path)
      try? handle?.write(contentsOf: Data(text.utf8))
      try? handle?.close()
    }
    writer.start()
    let reading = Reading.files(
      [RowFile(name: "pipe", path: path, size: 0)], columns: ["a"], partSize: 1000, threads: 2)
    #expect(reading.texts == (0..<5000).map { ["\($0)"] })
    #expect(reading.feed.fingerprints.map(\.hash) == [SHA256.hex(Array(text.utf8))])
  }
}
