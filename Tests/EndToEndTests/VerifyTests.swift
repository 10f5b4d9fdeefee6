import Foundation
import Testing

/// `boardpack verify` and `boardpack explain` on the packs of `content/`.
@Suite struct VerifyTests {
  @Test(arguments: ExamplePacks.names)
  func everyNumberOfAnExamplePackAgrees(name: String) throws {
    let folder = try ExamplePacks.built(name).path(percentEncoded: false)
    let result = try Tool.run(["verify", folder])
    #expect(result.code == 0, "\(result.output)")
    let first = try #require(result.output.split(separator: "\n").first)
    let words = first.split(separator: " ")
    // "1574 numbers on 9 pages: 1574 agree"
    #expect(words.count == 7 && words[0] == words[5] && (Int(words[0]) ?? 0) > 500, "\(first)")
    let bundle = try filesBelow(ExamplePacks.built(name)).filter { $0.key.hasPrefix("bundle/") }
    #expect(bundle.values.reduce(0) { $0 + $1.count } < 400_000)
  }

  /// No customer's name for itself leaves the data.
  @Test(arguments: ExamplePacks.names)
  func noCustomerOccursInTheBundle(name: String) throws {
    let data = Data(
      try Data(contentsOf: URL(filePath: ExamplePacks.folder(ExamplePacks.names[0]) + "/data/customers.csv")))
    let customers = Set(
      String(decoding: data, as: UTF8.self).split(separator: "\n").dropFirst().compactMap {
        $0.split(separator: ",").first.map(String.init)
      })
    #expect(customers.count > 1000)
    for (path, bytes) in try filesBelow(ExamplePacks.built(name)) where path.hasPrefix("bundle/") {
      let words = String(decoding: bytes, as: UTF8.self).split {
        !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_"
      }
      #expect(customers.isDisjoint(with: words.map(String.init)), "\(path)")
    }
  }

  @Test func aTamperedPageExitsWithOneAndNamesIt() throws {
    let work = try WorkFolder()
    let source = try ExamplePacks.built(ExamplePacks.names[1])
    try FileManager.default.copyItem(at: source, to: work.url.appending(path: "out"))
    let page = try work.text("out/proof.html")
    let button = try #require(page.firstRange(of: /data-f="[0-9]+">[^<]*[1-9]/))
    let digit = page[button].last == "9" ? "8" : "9"
    try work.write("out/proof.html", page.replacingCharacters(in: button, with: page[button].dropLast() + digit))
    let result = try Tool.run(["verify", work.path("out")])
    #expect(result.code == 1)
    #expect(result.output.contains("proof.html: the file was changed after the build"))
    #expect(result.output.contains("1 differ"))
  }

  private struct Explained: Decodable {
    struct Part: Decodable { var contribution: Double }
    struct Mix: Decodable { var segment: String, rateEffect: Double, mixEffect: Double }
    struct Change: Decodable { var name: String, value: Double?, parts: [Part], mix: [Mix] }
    var metric: String, changes: [Change]
  }

  /// Every metric of both packs is explained, and every split adds up to its change.
  @Test(arguments: ExamplePacks.names)
  func everyMetricIsExplained(name: String) throws {
    let folder = ExamplePacks.folder(name)
    let result = try Tool.run(["explain", "all", folder, "--format", "json", "--threads", "2"])
    #expect(result.code == 0, "\(result.error)")
    let explained = try JSONDecoder().decode([Explained].self, from: Data(result.output.utf8))
    #expect(explained.count > 20)
    var splits = 0
    for metric in explained {
      for change in metric.changes {
        guard let value = change.value else { continue }
        let sizes = change.parts.map { abs($0.contribution) } + [abs(value)]
        let tolerance = 1e-9 * max(1, sizes.reduce(0, max))
        if !change.parts.isEmpty {
          splits += 1
          let sum = change.parts.reduce(0) { $0 + $1.contribution }
          #expect(abs(sum - value) < tolerance, "\(metric.metric) on \(change.name)")
        }
        for mix in change.mix {
          #expect(abs(mix.rateEffect + mix.mixEffect - value) < tolerance, "\(metric.metric) by \(mix.segment)")
        }
      }
    }
    #expect(splits > 20)
  }
}
