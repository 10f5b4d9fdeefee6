import Diagnostics
import Facts
import Foundation
import Pack
import Statistics
import Testing

/// Totals of a dataset that a segment cannot divide: refused, or shared out by a named measure.
@Suite struct AllocationTests {
  /// Seven sessions: three by voice, three by chat, one of unknown channel; money in one sum.
  private func trial(cost: String, allocate: String = ", allocate: sessions", sessions: String? = nil) throws
    -> TrialPack
  {
    let rows = ["voice", "voice", "voice", "chat", "chat", "chat", ""].enumerated().map {
      "s\($0),c\($0),2026-08-0\($0 + 1),\($1),true\n"
    }
    return try TrialPack(
      extra: "minimum_group: 1",
      files: [
        "sessions.csv": "session,customer,day,channel,solved\n" + (sessions ?? rows.joined()),
        "costs.csv": "day,amount\n2026-07-31,\(cost)\n",
      ],
      """
      datasets:
        sessions:
          file: sessions.csv
          key: session
          time: day
          cluster: customer
          columns: {session: text, customer: text, day: date, channel: text, solved: boolean}
        costs: {file: costs.csv, time: day, columns: {day: date, amount: money}}
      segments:
        channel: {sessions: channel}
      measures:
        sessions: {count: sessions}
        solved: {count: sessions, where: solved}
        cost: {sum: amount, from: costs\(allocate)}
      metrics:
        cost_per_solved: {value: cost / solved, better: down}
      """)
  }

  private func parts(_ name: String, _ trial: TrialPack) throws -> [Double?] {
    let book = try trial.book([name], segment: "channel")
    return ["voice", "chat", ""].map {
      book.fact(name, in: Slice(trial.pack.period, segment: SegmentValue("channel", $0))).estimate.value
    }
  }

  /// 700.00 over 3 + 3 + 1 sessions: 300, 300 and 100.
  @Test func aTotalIsSharedOutAsItsBaseIs() throws {
    let trial = try trial(cost: "700.00")
    #expect(try parts("cost", trial) == [300, 300, 100])
    #expect(try parts("cost_per_solved", trial) == [100, 100, 100])
  }

  /// Whatever the amount, the parts and what belongs to no channel are the total.
  @Test(arguments: ["0.01", "1000.01", "99999.99", "-12.34"])
  func thePartsAreTheTotal(_ cost: String) throws {
    let trial = try trial(cost: cost)
    let sum = try parts("cost", trial).compactMap { $0 }.reduce(0, +)
    let total = try #require(try trial.fact("cost").estimate.value)
    #expect(abs(sum - total) < 1e-9 * abs(total))
    #expect(total == Double(cost))
  }

  @Test func theFactSaysSo() throws {
    let trial = try trial(cost: "700.00")
    let book = try trial.book(["cost"], segment: "channel")
    let part = book.fact("cost", in: Slice(trial.pack.period, segment: SegmentValue("channel", "voice")))
    #expect(part.estimate.method == "counted in full, no sampling error; `cost` allocated by `sessions`")
    #expect(part.estimate.notes.contains("`cost` allocated by `sessions`"))
    #expect(part.isCounted)
    #expect(book.fact("cost", in: Slice(trial.pack.period)).estimate.notes.isEmpty)
  }

  /// 800 customers, half of whose sessions by voice are solved: 4 800 shared out by halves over 200 and 400 solved.
  @Test func aRatioOfAnAllocatedTotalHasItsInterval() throws {
    let rows = (0..<800).map {
      "s\($0),c\($0),2026-08-01,\($0 % 2 == 0 ? "voice" : "chat"),\($0 % 2 == 1 || $0 % 4 == 0)\n"
    }
    let trial = try trial(cost: "4800.00", sessions: rows.joined())
    let book = try trial.book(["cost_per_solved"], segment: "channel")
    let voice = book.fact(
      "cost_per_solved", in: Slice(trial.pack.period, segment: SegmentValue("channel", "voice"))
    ).estimate
    #expect(voice.value == 12)
    #expect(try #require(voice.low) < 12)
    #expect(try #require(voice.high) > 12)
    #expect(voice.method.contains("jackknife"))
    #expect(voice.method.hasSuffix("`cost` allocated by `sessions`"))
  }

  @Test func withoutARuleTheBreakdownIsRefused() throws {
    let gaps = FormulaFacts(try trial(cost: "1.00", allocate: "").pack).gaps(of: "cost_per_solved", by: "channel")
    #expect(gaps.count == 1)
    let finding = try #require(gaps.first?.diagnostic(at: nil))
    #expect(finding.summary == "`cost_per_solved` cannot be broken down by `channel`")
    #expect(finding.explanation?.contains("the dataset `costs` of `cost`") == true)
    #expect(finding.remedy?.contains("`costs: column`") == true)
    #expect(finding.remedy?.contains("`allocate: sessions` to the measure `cost`") == true)
    let allocated = try trial(cost: "1.00").pack
    #expect(FormulaFacts(allocated).gaps(of: "cost_per_solved", by: "channel") == [])
  }

  @Test(arguments: [
    (", allocate: solvd", "`solved`"), (", allocate: cost", "`sessions`"),
  ])
  func aBaseThatCannotDivideIsRefused(_ rule: String, _ remedy: String) throws {
    let broken = try trial(cost: "1.00")
    let url = broken.folder.appending(path: "pack.yaml")
    let text = try String(contentsOf: url, encoding: .utf8).replacingOccurrences(of: ", allocate: sessions", with: rule)
    try text.write(to: url, atomically: true, encoding: .utf8)
    let findings = Pack.load(folder: broken.folder.path(percentEncoded: false)).1
    let finding = try #require(findings.first { $0.id == "allocation" })
    #expect(finding.remedy?.contains(remedy) == true)
  }
}
