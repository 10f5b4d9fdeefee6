import Diagnostics
import Foundation
import Testing

@testable import Preview

@Suite struct WatchAndPageTests {
  private func folder() throws -> URL {
    let url = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    return url
  }

  @Test func aChangedFileIsToldAndAnEditorsOwnAreNot() throws {
    let url = try folder()
    defer { try? FileManager.default.removeItem(at: url) }
    let path = url.path(percentEncoded: false)
    try Data("a".utf8).write(to: url.appending(path: "page.md"))
    let watch = FolderWatch([path])
    // A process that another test starts may hold the file just written open for a moment: its closing is told late.
    #expect((0..<40).contains { _ in watch.changes(within: 50).isEmpty })
    for name in [".page.md.swp", "page.md~", "4913", "#page.md#"] {
      try Data("x".utf8).write(to: url.appending(path: name))
    }
    try Data("abc".utf8).write(to: url.appending(path: "page.md"))
    #expect(watch.changes(within: 2000) == [path + "/page.md"])
    try Data("new".utf8).write(to: url.appending(path: "other.csv"), options: .atomic)
    #expect(watch.changes(within: 2000).contains(path + "/other.csv"))
    watch.watch([])
    try Data("abcd".utf8).write(to: url.appending(path: "page.md"))
    #expect(watch.changes(within: 100).isEmpty)
  }

  @Test func theScriptStandsInThePreviewAndMayRun() {
    let page = """
      <head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'"></head>\
      <body><p>hello</p></body>
      """
    let html = String(decoding: PreviewPage.html(Array(page.utf8), build: 7, findings: []), as: UTF8.self)
    #expect(html.contains("default-src 'none'; script-src 'self'; connect-src 'self'; style-src"))
    #expect(html.contains("<script src=\"/-preview/reload.js\" data-build=\"7\" defer></script>\n</body>"))
    #expect(!html.contains("preview-findings"))
  }

  @Test func findingsStandOverThePageEscapedErrorsFirst() throws {
    let findings = [
      Diagnostic(.warning, "w", "a warning", at: .init(file: "a.md", line: 3)),
      Diagnostic(
        .error, "e", "there is no metric `<nps>`", at: .init(file: "index.md", line: 12, column: 4),
        explanation: "why & how", remedy: "did you mean \"nps\"?"),
    ]
    let html = String(decoding: PreviewPage.waiting(build: 1, findings: findings), as: UTF8.self)
    #expect(html.contains("<code>index.md:12:4</code> there is no metric `&lt;nps&gt;`"))
    #expect(html.contains("why &amp; how") && html.contains("did you mean &quot;nps&quot;?"))
    let (error, warning) = (html.firstRange(of: "index.md:12"), html.firstRange(of: "a.md:3"))
    #expect(try #require(error).lowerBound < #require(warning).lowerBound)
    #expect(html.contains("1 error – this is the last good page"))
  }
}
