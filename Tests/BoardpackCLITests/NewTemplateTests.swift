import Diagnostics
import Engines
import Foundation
import Facts
import Pack
import Site
import TestSupport
import Testing

@testable import BoardpackCLI

@Suite struct NewTemplateTests {
  /// Conversations as a vendor exports them: other names than the library's.
  private static func chats(days: Int) -> String {
    let start = CivilDate(parsing: "2025-07-01")?.dayNumber ?? 0
    var out = "chat_id,customer_id,opened_at,ended,channel,escalated,bot_resolved,messages,handle_minutes,assistant\n"
    for day in 0..<days {
      for i in 0..<4 {
        let n = day * 4 + i
        let date = CivilDate(dayNumber: start + day)
        out += "k\(n),c\(n % 83),\(date)T0\(i):10:00Z,\(date)T0\(i):25:00Z,\(n % 3 == 0 ? "web" : "app"),"
        out += "\(n % 5 == 0),\(n % 5 != 0 && n % 7 != 0),\(2 + n % 9),\(1 + n % 12),ada\n"
      }
    }
    return out
  }

  private static func answers(days: Int) -> String {
    let start = CivilDate(parsing: "2025-07-01")?.dayNumber ?? 0
    var out = "response_id,customer_id,sent_at,nps_score\n"
    for n in 0..<(days * 2) {
      out += "r\(n),c\(n % 83),\(CivilDate(dayNumber: start + n / 2))T12:00:00Z,\(n % 11)\n"
    }
    return out
  }

  private func pack(
    _ files: [(String, String)], _ template: NewTemplate, map: [String] = [], plays: [String] = [], yes: Bool = false,
    launch: String? = nil, check: (NewPack, SiteBuild) throws -> Void
  ) throws {
    try withFolder { folder in
      var profiles: [NewProfile] = []
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        profiles.append(try NewProfile(folder + "/" + name))
      }
      var answers = try NewAnswers(map: map, plays: plays)
      answers.takesAll = yes
      var pack = try NewPack(
        profiles, title: nil, template: template, answers: answers, launch: launch.flatMap { CivilDate(parsing: $0) })
      let writer = NewFolder(path: folder + "/pack")
      try writer.write(pack)
      let kpis = try NewKPIs(folder: folder + "/pack", pack: pack) { try writer.writeTexts($0) }
      (pack.kpis, pack.lacking) = (kpis.names, kpis.lacking)
      try writer.writeTexts(pack)
      let build = SiteBuild.run(folder: folder + "/pack", options: .init(threads: 2))
      #expect(!build.diagnostics.contains { $0.severity != .note }, "\(build.diagnostics)")
      #expect(build.files != nil)
      try check(pack, build)
    }
  }

  @Test func doubtfulMatchesAreCommentsUntilTheAuthorAgrees() throws {
    let files = [("sessions.csv", Self.chats(days: 300)), ("responses.csv", Self.answers(days: 300))]
    try pack(files, .boardPack) { pack, _ in
      let text = pack.packText
      #expect(text.contains("    plays: sessions   # the file's name says so\n"))
      #expect(text.contains("      session_id: chat_id   # the key of the file\n"))
      #expect(text.contains("      started_at: opened_at   # the time of the file\n"))
      #expect(text.contains("    # under `map`, if so: handed_off: escalated   its name holds “escalated”"))
      #expect(text.contains("    # plays: surveys   the file's name holds response"))
      #expect(!pack.kpis.contains("handoff_rate") && !pack.kpis.contains("nps"))
    }
    try pack(files, .boardPack, yes: true) { pack, build in
      let text = pack.packText
      #expect(text.contains("      handed_off: escalated   # its name holds “escalated”, and the type fits\n"))
      #expect(text.contains("      score: nps_score   #") && text.contains("      kind: \"'nps'\"   #"))
      // Minutes are no seconds.
      #expect(!text.contains("handle_seconds: handle_minutes"))
      #expect(pack.kpis.contains("handoff_rate") && pack.kpis.contains("nps"), "\(pack.kpis)")
      #expect(build.files?.map(\.path).contains("operations.html") == true)
    }
  }

  @Test func flagsDecide() throws {
    let files = [("sessions.csv", Self.chats(days: 200)), ("answers.csv", Self.answers(days: 200))]
    let flags = ["handed_off=escalated", "score=nps_score", "resolved_by_bot="]
    try pack(files, .boardPack, map: flags, plays: ["answers=surveys"]) { pack, _ in
      #expect(pack.packText.contains("handed_off: escalated   # as --map says"))
      #expect(pack.packText.contains("plays: surveys   # as --plays says"))
      #expect(!pack.packText.contains("resolved_by_bot:"))
      #expect(pack.kpis.contains("handoff_rate"))
    }
    #expect(throws: (any Error).self) { try NewAnswers(map: ["score"], plays: []) }
    #expect(throws: (any Error).self) { try NewAnswers(map: [], plays: ["answers=survey"]) }
  }

  @Test func aReviewComparesNinetyDays() throws {
    try pack([("sessions.csv", Self.chats(days: 300))], .review, launch: "2026-01-10") { pack, build in
      #expect(pack.packText.contains("period: 2026-01-10..2026-04-09   # ninety days from the launch"))
      #expect(pack.packText.contains("prior: 2025-10-12..2026-01-09"))
      #expect(pack.packText.contains("events:\n  - {date: 2026-01-10, label: Launch, rebase: true}"))
      #expect(build.files?.map(\.path).contains("evidence.html") == true)
    }
    try pack([("sessions.csv", Self.chats(days: 300))], .review) { pack, _ in
      #expect(pack.periods.period.name == "2026-01-27..2026-04-26")
    }
  }

  @Test(arguments: [NewTemplate.boardPack, .review]) func everyTemplateBuildsAtOnce(template: NewTemplate) throws {
    try pack([("sessions.csv", sessions(days: 500))], template, yes: true) { pack, _ in
      #expect(pack.packText.contains("plays: sessions"))
    }
  }

  /// Files that nobody here wrote: events between commas, bugs over years, fields between spaces without a header.
  @Test(
    .enabled(if: Repository.shared != nil),
    arguments: ["hadoop_bugs.csv", "helpdesk_eventlog.csv", "CDNOW_sample.txt"], [NewTemplate.boardPack, .review])
  func realFilesBuildAtOnce(name: String, template: NewTemplate) throws {
    let source = try #require(Repository.shared).appendingPathComponent("data/" + name)
    let text = String(decoding: try Data(contentsOf: source), as: UTF8.self)
    try pack([(name, text)], template, yes: true) { pack, build in
      #expect((build.book?.quality.first?.accepted ?? 0) > 600)
      if name.hasPrefix("hadoop") { #expect(pack.packText.contains("plays: feedback")) }
      if name.hasPrefix("CDNOW") { #expect(pack.packText.contains("format: spaces")) }
    }
  }
}
