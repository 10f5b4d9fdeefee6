import Foundation
import Testing

@testable import Clients

struct ClientProcessTests {
  private func output(_ arguments: [String], input: String = "", within seconds: Int? = nil) throws
    -> String
  {
    let process = try ClientProcess(arguments, input: input, folder: "/")
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try buffer.withUnsafeMutableBytes { bytes in
        try process.read(into: try #require(bytes.baseAddress), capacity: bytes.count, within: seconds)
      }
      if count == 0 { break }
      text += buffer[..<count]
    }
    try process.finish()
    return String(decoding: text, as: UTF8.self)
  }

  @Test("Standard input comes out of `cat`, more than a pipe holds")
  func input() throws {
    let text = String(repeating: "SELECT 1;\n", count: 50_000)
    #expect(try output(["cat"], input: text) == text)
  }

  @Test("Arguments reach the program as they are: there is no shell")
  func arguments() throws {
    #expect(try output(["printf", "%s|", "$HOME", "; ls", "a b", "`id`"]) == "$HOME|; ls|a b|`id`|")
  }

  @Test("A program that does not exist is named")
  func missing() {
    #expect(throws: ClientFailure.missing(program: "no-such-client")) { try output(["no-such-client"]) }
  }

  @Test("A code other than 0 comes with the program's words, without a password")
  func words() {
    let script = "echo 'psql: error: connection to \"host=a password=hunter2\" failed' >&2; exit 2"
    #expect(
      throws: ClientFailure.ended(
        code: 2, words: "psql: error: connection to \"host=a password=… failed")
    ) { try output(["sh", "-c", script]) }
  }

  @Test("Words of a client: the error first, no statement, no log lines, no password")
  func shownWords() {
    let text = """
      26/01/01 10:00:00 WARN NativeCodeLoader: Unable to load
      Setting default log level to "WARN".
      ERROR:  relation "nosuch" does not exist
      LINE 1: SELECT secret FROM nosuch
              ^
      could not connect to postgresql://me:hunter2@db.example/x
      """
    #expect(
      ClientWords.shown(text)
        == "ERROR: relation \"nosuch\" does not exist\ncould not connect to postgresql://me:…@db.example/x")
  }

  @Test("A failed statement in spark-sql's log is left out, and what failed stays")
  func statementInLog() {
    let text = """
      26/01/01 10:00:00 ERROR SparkSQLDriver: Failed in [WITH
      secret AS (SELECT r.a[0]
      FROM error AS r WHERE name = 'failed')
      SELECT 1]
      org.apache.spark.SparkArithmeticException: [ARITHMETIC_OVERFLOW] long overflow.
      """
    #expect(
      ClientWords.shown(text) == "org.apache.spark.SparkArithmeticException: [ARITHMETIC_OVERFLOW] long overflow.")
  }

  @Test("At the time limit the program and all it started are ended")
  func timeout() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("clients-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let mark = folder.appendingPathComponent("child").path
    #expect(throws: ClientFailure.timedOut(seconds: 1)) {
      try output(["sh", "-c", "sleep 60 & echo $! > '\(mark)'; wait"], within: 1)
    }
    let child = try #require(
      Int32(String(contentsOfFile: mark, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
    var isRunning = true
    for _ in 0..<40 where isRunning {
      isRunning = kill(child, 0) == 0 && !isZombie(child)
      if isRunning { usleep(50_000) }
    }
    #expect(!isRunning)
  }

  /// A child without a parent may wait for a while to be buried.
  private func isZombie(_ pid: Int32) -> Bool {
    let text = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return text.contains(") Z")
  }
}
