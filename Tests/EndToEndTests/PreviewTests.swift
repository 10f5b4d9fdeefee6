import Foundation
import Testing

/// `boardpack preview` as an author uses it: started, edited under, stopped.
@Suite(.serialized) struct PreviewTests {
  /// A running preview of a pack.
  private final class Running {
    let work: WorkFolder
    let process = Process()
    let address: String

    init(_ work: WorkFolder, _ options: [String] = []) throws {
      self.work = work
      process.executableURL = Tool.boardpack
      process.arguments = ["preview", work.path("pack"), "--port", "0", "--open", "no"] + options
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try work.handle("stdout")
      process.standardError = try work.handle("stderr")
      try process.run()
      var address = ""
      for _ in 0..<1_200 where address.isEmpty {
        Thread.sleep(forTimeInterval: 0.05)
        if try work.text("stderr").contains("built:") {
          address = String(try work.text("stdout").prefix { $0 != " " })
        }
      }
      self.address = address
    }

    func stop() -> Int32 {
      process.interrupt()
      process.waitUntilExit()
      return process.terminationStatus
    }

    func get(_ path: String) throws -> String {
      guard let url = URL(string: address + path) else { return "" }
      let result = try Tool.run(["-s", url.absoluteString], program: URL(filePath: "/usr/bin/curl"))
      return result.output
    }

    /// Whether the findings are gone from the page within a minute, and the page is there.
    func isMended() throws -> Bool {
      let start = ContinuousClock.now
      while start.duration(to: .now) < .seconds(60) {
        let page = try get("")
        if page.contains("Orders fetched"), !page.contains("preview-findings") { return true }
      }
      return false
    }

    /// Milliseconds until the pages show a text; nil after a minute, which a busy machine may need.
    func milliseconds(untilShown text: String, in path: String = "") throws -> Double? {
      let start = ContinuousClock.now
      while start.duration(to: .now) < .seconds(60) {
        if try get(path).contains(text) {
          let taken = start.duration(to: .now).components
          return Double(taken.seconds) * 1000 + Double(taken.attoseconds) / 1e15
        }
      }
      return nil
    }
  }

  private func page(_ message: String) -> String { "---\ntitle: Trial\n---\n# \(message)\n" }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/curl")))
  func anEditShowsAMistakeStandsOverTheLastGoodPageAndDataCount() throws {
    let small = try SmallPack()
    let preview = try Running(small.work)
    defer { if preview.process.isRunning { _ = preview.stop() } }
    #expect(preview.address.hasPrefix("http://127.0.0.1:"))
    let first = try preview.get("")
    #expect(first.contains("The order value is") && first.contains("/-preview/reload.js"))
    #expect(try preview.get("-preview/reload.js").contains("EventSource"))

    try small.work.write("pack/index.md", page("Orders fetched {{ total_revenue }}"))
    let taken = try preview.milliseconds(untilShown: "Orders fetched")
    #expect(taken != nil)

    try small.work.write("pack/index.md", page("Orders fetched {{ total_revenu }}"))
    #expect(try preview.milliseconds(untilShown: "id=\"preview-findings\" open") != nil)
    let spoilt = try preview.get("")
    #expect(spoilt.contains("<code>index.md:4:20</code>") || spoilt.contains("<code>index.md:4:"))
    #expect(spoilt.contains("Orders fetched <button"))

    try small.work.write("pack/index.md", page("Orders fetched {{ total_revenue }}"))
    #expect(try preview.isMended())

    try small.work.write("pack/orders.csv", SmallPack.orders.replacing("4.50", with: "104.50"))
    #expect(try preview.milliseconds(untilShown: "$140.00") != nil)
    try small.work.write(
      "pack/pack.yaml", SmallPack.yaml.replacing("title: Trial", with: "title: Another title"))
    #expect(try preview.milliseconds(untilShown: "Another title") != nil)
    #expect(preview.stop() == 0)
    #expect(try small.work.text("stdout").hasSuffix("preview ended\n"))
    // Nothing but the private cache was written, and built pages hold no script.
    #expect(!small.work.exists("output"))
    #expect(try small.build().code == 0)
    #expect(try !small.work.text("out/index.html").contains("<script"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/curl")))
  func aPackThatNeverBuiltShowsItsFindingsAlone() throws {
    let small = try SmallPack(page: page("It is {{ nothing }}"))
    let preview = try Running(small.work)
    defer { _ = preview.stop() }
    let shown = try preview.get("")
    #expect(shown.contains("No page yet") && shown.contains("there is no metric, input or measure `nothing`"))
    try small.work.write("pack/index.md", page("It is {{ total_revenue }}"))
    #expect(try preview.milliseconds(untilShown: "It is <button") != nil)
  }
}
