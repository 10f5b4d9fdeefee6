import Diagnostics
import Foundation
import Rows
import Testing

@Suite struct SeparatedOracleTests {
  private let alphabets: [[UInt8]] = [
    Array("a,\"\"\"\n\n\r,x".utf8), Array("\",\n".utf8), Array("\"\"\n,aaaaaaaa\u{E9}".utf8) + [0xFF],
    Array("a,\"\r\n\r\n,\"".utf8), Array("abcdefgh,,,,\n\n".utf8),
  ]

  /// Whole files of quoted and plain fields, with a slip here and there.
  private func tidy(_ random: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    let pieces = ["a", "bc", "", "\"a\"", "\"\"", "\"x\"\"y\"", "\"\n\"", "\"a,\r\nb\"", "\"\"\"\"", "\u{E9}"]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      for column in 0..<3 {
        if column > 0 { text.append(44) }
        text += Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
      }
      text += Bool.random(using: &random) ? [10] : [13, 10]
    }
    if Int.random(in: 0..<4, using: &random) == 0, !text.isEmpty {
      text[Int.random(in: 0..<text.count, using: &random)] = [34, 44, 10, 13, 0xC3].randomElement(using: &random) ?? 34
    }
    if Bool.random(using: &random), !text.isEmpty { text.removeLast() }
    return text
  }

  private func compare(_ input: [UInt8], _ scratch: ScratchFile, _ part: Int, _ threads: Int) -> (Int, String?) {
    let columns = ["b", "a", "c"]
    let expected = RowsOracle().read(input, columns: columns)
    let reading = Reading.files([scratch.write(input)], columns: columns, partSize: part, threads: threads)
    let findings = reading.feed.findings
    let found: RowsOracle.Outcome
    if let first = findings.first {
      found =
        first.id == "open-quote" ? .openQuote(first.location?.line ?? 0) : first.id == "empty-file" ? .empty : .rows([])
    } else {
      found = .rows(reading.rows)
    }
    guard found == expected else {
      return (
        0,
        "\(String(decoding: input, as: UTF8.self).debugDescription) in parts of \(part), \(threads) threads: \(found), expected \(expected)"
      )
    }
    return (reading.rows.count, nil)
  }

  @Test(arguments: [1, 2, 3, 4]) func agreesOnRandomText(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    let scratch = ScratchFile()
    let headers = ["a,b,c\n", "\"a\",\"b\",c\r\n", "a,\"b\",\"c\"\n", "c,b,a,\"d\ne\"\n"].map { Array($0.utf8) }
    var compared = 0
    for _ in 0..<1500 * fuzzFactor {
      var input = headers[Int.random(in: 0..<headers.count, using: &random)]
      let alphabet = alphabets[Int.random(in: 0..<alphabets.count, using: &random)]
      if Bool.random(using: &random) {
        input += tidy(&random)
      } else {
        let length = Int.random(in: 0...60, using: &random)
        input += (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
      }
      if Int.random(in: 0..<4, using: &random) == 0 { input = [0xEF, 0xBB, 0xBF] + input }
      let part =
        Bool.random(using: &random) ? Int.random(in: 1...8, using: &random) : Int.random(in: 1...64, using: &random)
      let threads = Int.random(in: 0..<20, using: &random) == 0 ? Int.random(in: 2...3, using: &random) : 1
      let (rows, difference) = compare(input, scratch, part, threads)
      compared += rows
      if let difference {
        Issue.record("\(difference)")
        return
      }
    }
    #expect(compared > 2000 * fuzzFactor)
  }

  @Test func agreesOnEveryShortText() {
    let scratch = ScratchFile()
    let alphabet: [UInt8] = [97, 44, 34, 10, 13]
    for length in 0...4 {
      var code = 0
      var count = 1
      for _ in 0..<length { count *= alphabet.count }
      while code < count {
        var rest = code
        var input = Array("a,b,c\n".utf8)
        for _ in 0..<length {
          input.append(alphabet[rest % alphabet.count])
          rest /= alphabet.count
        }
        for part in [1, 2, 3, 7] {
          if let difference = compare(input, scratch, part, 1).1 {
            Issue.record("\(difference)")
            return
          }
        }
        code += 1
      }
    }
  }

  @Test(arguments: [4096, 65_536, 262_144]) func agreesOnLargeText(part: Int) {
    var random = SeededGenerator(state: UInt64(part))
    let scratch = ScratchFile()
    let pieces = ["abcdefghij", "12", "", "\"a,b\"", "\"say \"\"hi\"\" and go\"", "\"x\ny\"", "2026-01-02T03:04:05Z"]
    for round in 0..<3 {
      var input = Array("a,b,c\n".utf8)
      while input.count < 400_000 {
        for column in 0..<3 {
          if column > 0 { input.append(44) }
          input += Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
        }
        if round == 1, Int.random(in: 0..<5000, using: &random) == 0 { input += Array("q\"r".utf8) }
        if round == 2, Int.random(in: 0..<3000, using: &random) == 0 { input += [0xC3] }
        input.append(10)
      }
      for threads in [1, 3] {
        let (rows, difference) = compare(input, scratch, part, threads)
        #expect(rows > 5_000)
        if difference != nil { Issue.record("round \(round), \(threads) threads") }
      }
    }
  }
}
