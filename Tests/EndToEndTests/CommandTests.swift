import Foundation
import Testing

/// The command line: exit codes, streams, and the forms that other programs read.
struct CommandTests {
  @Test func helpAndVersionSucceed() throws {
    let help = try Tool.run(["--help"])
    #expect(help.code == 0)
    for command in ["build", "check", "facts", "sums", "new"] { #expect(help.output.contains("\n  \(command) ")) }
    #expect(help.output.contains("Exit codes: 0 done, 1 findings"))
    let version = try Tool.run(["--version"])
    #expect(version.code == 0)
    #expect(version.output.split(separator: ".").count == 3)
    for command in ["build", "check", "facts", "sums", "new"] {
      let help = try Tool.run([command, "--help"])
      #expect(help.code == 0 && help.output.contains("EXAMPLES"), "\(command)")
    }
  }

  @Test(arguments: [["bild"], ["build"], ["build", ".", "--threads", "0"], ["facts", ".", "--format", "xml"]])
  func wrongUsageExitsWithTwo(_ arguments: [String]) throws {
    let result = try Tool.run(arguments)
    #expect(result.code == 2)
    #expect(result.error.contains("Usage:") && result.output.isEmpty)
  }

  @Test func aFolderWithoutAPackIsAFinding() throws {
    let work = try WorkFolder()
    let result = try Tool.run(["build", work.path("")])
    #expect(result.code == 1)
    #expect(result.error.contains("pack.yaml") && result.error.contains("boardpack new"), "\(result.error)")
  }

  @Test func pipedOutputHasNoEscapeCodes() throws {
    let pack = try SmallPack(page: SmallPack.page + "It [fell]{total_revenue up}, 45%.\n")
    for environment in [["TERM": "xterm-256color"], ["TERM": "xterm-256color", "NO_COLOR": "1"]] {
      let result = try Tool.run(["build", pack.work.path("pack")], environment: environment, in: pack.work.url)
      #expect(result.code == 1)
      #expect(!result.error.contains("\u{1B}") && !result.output.contains("\u{1B}"))
    }
  }

  private func facts(_ options: [String], _ pack: SmallPack) throws -> Tool.Result {
    try Tool.run(["facts", pack.work.path("pack")] + options)
  }

  @Test func factsAsJSONHaveTheDocumentedKeys() throws {
    let result = try facts(["--format", "json", "--by", "channel"], SmallPack())
    #expect(result.code == 0, "\(result.error)")
    let parsed = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let objects = try #require(parsed as? [[String: Any]])
    let always: Set<String> = [
      "metric", "period", "segment", "cohort", "value", "low", "high", "unit", "method", "n", "clusters", "grade",
    ]
    for object in objects {
      let keys = Set(object.keys)
      #expect(keys.isSuperset(of: always))
      #expect(keys.subtracting(always).isSubset(of: ["against", "why"]))
      #expect((object["value"] is NSNull) == keys.contains("why"))
      #expect(keys.contains("against") == (object["metric"] as? String)?.hasSuffix(".change"))
    }
    let level = try #require(objects.first)
    #expect(level["metric"] as? String == "order_value")
    #expect(level["period"] as? String == "2026-Q3")
    #expect(level["unit"] as? String == "USD/order")
    #expect(level["n"] as? Int == 3)
    #expect(abs((level["value"] as? Double ?? 0) - 40 / 3.0) < 1e-13)
    let segments = objects.compactMap { ($0["segment"] as? [String: String])?["channel"] }
    #expect(segments.prefix(2) == ["app", "web"])
    let metrics = objects.compactMap { $0["metric"] as? String }
    #expect(metrics == metrics.sorted { $0.prefix { $0 != "." } < $1.prefix { $0 != "." } })
  }

  @Test func factsAsCSVAreATableWithoutFormulas() throws {
    let orders = SmallPack.orders.replacingOccurrences(of: "app", with: "=cmd|'/c calc'!A1")
    let result = try facts(
      ["--format", "csv", "--by", "channel", "--metric", "order_value"], SmallPack(orders: orders))
    #expect(result.code == 0)
    let lines = result.output.components(separatedBy: "\r\n")
    #expect(
      lines.first == "metric,period,against,segment,value,low,high,unit,n,clusters,grade,method,clusters_estimated")
    #expect(lines.last == "")
    #expect(lines.contains { $0.hasPrefix("order_value,2026-Q3,,'=cmd|'/c calc'!A1,4.5,") }, "\(lines)")
  }

  @Test func factsAsATableAreForReaders() throws {
    let result = try facts([], SmallPack())
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("metric"))
    #expect(result.output.contains("$13.33"), "\(result.output)")
  }

  @Test func anUnknownNameIsMetWithTheNearest() throws {
    let metric = try facts(["--metric", "order_valu"], SmallPack())
    #expect(metric.code == 2)
    #expect(metric.error.contains("did you mean order_value?"))
    let segment = try facts(["--by", "chanel"], SmallPack())
    #expect(segment.code == 2)
    #expect(segment.error.contains("did you mean channel?"))
  }

  @Test func anotherPeriodMayBeAskedFor() throws {
    let result = try facts(["--period", "2026-Q2", "--metric", "total_revenue", "--format", "csv"], SmallPack())
    #expect(result.output.contains("total_revenue,2026-Q2,,,90.0,"), "\(result.output)")
    let wrong = try facts(["--period", "2026-Q5"], SmallPack())
    #expect(wrong.code == 1)
    #expect(wrong.error.contains("unknown-period"))
  }

  @Test func sumsWarnThatTheyArePrivate() throws {
    let pack = try SmallPack()
    let result = try Tool.run(["sums", pack.work.path("pack")])
    #expect(result.code == 0)
    #expect(result.error.contains("warning: these rows identify people; do not publish them"))
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "view,slot,start,end,arm,segment,bucket,value")
    #expect(lines.contains { $0.contains(",revenue,") && $0.hasSuffix(",4000") }, "\(lines)")
  }

  @Test func statementsAreCutAsAsked() throws {
    let folder = try SmallPack().work
    let plain = try Tool.run(["sql", folder.path("pack"), "--metric", "order_value"])
    let cut = try Tool.run(
      ["sql", folder.path("pack"), "--metric", "order_value", "--by", "channel", "--grain", "month"])
    #expect(plain.code == 0 && !plain.output.contains("segment hex"))
    #expect(cut.code == 0 && cut.output.contains("segment hex"))
    // Midnight of 1 August 2026 in UTC cuts the quarter.
    #expect(!plain.output.contains("1785542400") && cut.output.contains("1785542400"))
    let wrong = try Tool.run(["sql", folder.path("pack"), "--by", "chanel"])
    #expect(wrong.code == 2 && wrong.error.contains("did you mean channel?"))
  }

  @Test func aNewPackBuildsAtOnce() throws {
    let work = try WorkFolder()
    var rows = "session_id,started_at,channel,resolved\n"
    for i in 0..<200 {
      rows += "s\(i),2026-0\(7 + i % 3)-\(10 + i % 18) 10:00:00,\(i % 2 == 0 ? "web" : "app"),\(i % 3 == 0)\n"
    }
    try work.write("sessions.csv", rows)
    let new = try Tool.run(["new", "trial", "--data", "sessions.csv"], in: work.url)
    #expect(new.code == 0, "\(new.error)")
    let built = try Tool.run(["build", "trial"], in: work.url)
    #expect(built.code == 0, "\(built.error)")
    #expect(work.exists("output/trial/index.html"))
  }
}
