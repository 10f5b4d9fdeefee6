import Diagnostics
import Foundation
import Pack
import Testing

struct PackFormattingTests {
  private static let before = """
    title: Trial   # the headline
    as_of: 2026-10-05
    currency: EUR
    period: 2026-Q3
    compare: {launch: 2026-04-01..2026-06-29}
    pages: [ index.md ]
    datasets:
      sessions:
        file: sessions.csv
        time: at   # when
        cluster: coalesce( customer_id,session_id )
        columns: {customer_id: text, session_id: text, at: timestamp, channel: text, ok: boolean, amount: money}
    segments: {channel: {sessions: "case when channel='voice' then 'v' else channel end"}}
    measures:
      sessions:  {count: sessions}
      voice: {count: sessions, where: channel='voice'and(ok)}   # plain in braces
      # a comment
      both: {count: sessions, where: 'channel in (''voice'',''chat'')'}
      like: {count: sessions, where: "channel like '\\"%'   or ok"}
      late: {count: sessions, where: "in_period( at,'2026-Q3' )"}
      long:
        count: sessions
        where: >-
          channel = 'voice'
          AND ok
      folded:
        count: sessions
        where: |
          channel='voice'   and
            (not ok)
      spend: {sum: (amount), from: sessions}
    metrics:
      rate: {value: voice/sessions, better: up}
      block:
        value: (voice+both)/(sessions)
        better: up
      choice: {value: "if(voice>both,voice,both)", better: up}
      lower: {value: voice / sessions, better: up, definition: "a/b   stays"}

    """

  private func folder(_ text: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "format-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      "pack.yaml": text, "index.md": "# A\n",
      "sessions.csv": "session_id,customer_id,at,channel,ok,amount\ns,c,2026-07-01,voice,true,1.00\n",
    ] { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return folder
  }

  private func formatted(_ text: String) throws -> FormattedPack {
    let folder = try folder(text)
    defer { try? FileManager.default.removeItem(at: folder) }
    return Pack.formatted(folder: folder.path(percentEncoded: false))
  }

  @Test func onlyExpressionsChange() throws {
    let found = try formatted(Self.before)
    #expect(found.findings.isEmpty)
    let expected = [
      "    cluster: COALESCE(customer_id, session_id)",
      "segments: {channel: {sessions: \"CASE WHEN channel = 'voice' THEN 'v' ELSE channel END\"}}",
      "  voice: {count: sessions, where: channel = 'voice' AND ok}   # plain in braces",
      "  both: {count: sessions, where: 'channel IN (''voice'', ''chat'')'}",
      "  like: {count: sessions, where: \"channel LIKE '\\\"%' OR ok\"}",
      "  late: {count: sessions, where: \"in_period(at, 2026-Q3)\"}",
      "      channel = 'voice' AND NOT ok", "  spend: {sum: amount, from: sessions}",
      "  rate: {value: voice / sessions, better: up}", "    value: (voice + both) / sessions",
      "  choice: {value: \"if(voice > both, voice, both)\", better: up}",
    ]
    let (old, new) = (Self.before.components(separatedBy: "\n"), found.text.components(separatedBy: "\n"))
    #expect(new.filter { !old.contains($0) } == expected)
    #expect(new.count == old.count - 1)
    #expect(found.changes.map { $0.location.line } == [11, 13, 16, 18, 19, 20, 29, 31, 33, 35, 37])
  }

  @Test func asecondTimeNothingChanges() throws {
    let once = try formatted(Self.before).text
    let twice = try formatted(once)
    #expect(twice.text == once && twice.changes.isEmpty)
  }

  @Test func quotesAreAddedWhereYAMLNeedsThem() throws {
    let text = Self.before.replacingOccurrences(of: "where: channel='voice'and(ok)}", with: "where: COALESCE(ok)}")
    #expect(try !formatted(text).findings.isEmpty)
    let block = Self.before.replacingOccurrences(
      of: "value: (voice+both)/(sessions)", with: "value: least(voice,both)/sessions")
    #expect(try formatted(block).text.contains("\n    value: least(voice, both) / sessions\n"))
    let sign = Self.before.replacingOccurrences(of: "value: (voice+both)/(sessions)", with: "value: (voice)*2 [pp]")
    #expect(try formatted(sign).text.contains("\n    value: voice * 2 [pp]\n"))
  }

  @Test func whatCannotBeReadIsLeftAndReported() throws {
    let broken = Self.before.replacingOccurrences(of: "value: voice/sessions", with: "value: voice//sessions")
    let found = try formatted(broken)
    #expect(found.text == broken && found.changes.isEmpty)
    #expect(found.findings.map(\.location?.line) == [33])
  }

  @Test func windowsLineEndsStay() throws {
    let windows = Self.before.replacingOccurrences(of: "\n", with: "\r\n")
    let found = try formatted(windows)
    #expect(found.text == (try formatted(Self.before)).text.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  @Test func whatColumnsOfTheLibraryAreMappedToIsFormattedToo() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = """
      title: Trial
      as_of: 2026-10-05
      currency: EUR
      period: 2026-Q3
      pages: [index.md]
      datasets:
        chats:
          file: chats.csv
          time: at
          plays: sessions
          map: {assistant: bot, handed_off: escalated='yes'}
      use:
        handoff_rate: {columns: {handed_off: escalated='no'}}

      """
    for (name, content) in ["pack.yaml": text, "index.md": "# A\n", "chats.csv": "at,bot,escalated\n"] {
      try Data(content.utf8).write(to: folder.appendingPathComponent(name))
    }
    let formatted = Pack.formatted(folder: folder.path)
    #expect(formatted.findings.isEmpty, "\(formatted.findings)")
    #expect(formatted.changes.map(\.after) == ["escalated = 'yes'", "escalated = 'no'"])
  }
}
