import Foundation
import TestSupport
import Testing

/// The pages in a real browser, opened from the disk as a reader opens them.
struct BrowserTests {
  static var chromium: URL? { Browser.program }

  private func browse(_ options: [String], _ address: String, in work: WorkFolder) throws -> Tool.Result {
    try Browser.run(options, address, in: work)
  }

  private func index() throws -> String {
    try ExamplePacks.built(ExamplePacks.names[0]).appending(path: "index.html").absoluteString
  }

  @Test(.enabled(if: !Repository.isContinuousIntegration || chromium == nil, "chromium is installed"))
  func continuousIntegrationHasABrowser() {
    #expect(!Repository.isContinuousIntegration || Self.chromium != nil, "install chromium: no page was looked at")
  }

  @Test(.enabled(if: chromium != nil, "there is no chromium"))
  func thePageIsReadAsItWasWritten() throws {
    let work = try WorkFolder()
    let result = try browse(["--dump-dom"], index(), in: work)
    #expect(result.code == 0)
    let markup = try #require(try ExamplePacks.pages(ExamplePacks.names[0]).first { $0.name == "index.html" }?.markup)
    // A browser mends broken markup: equal numbers of elements say that there was nothing to mend.
    for name in ["h1", "table", "button", "svg", "section", "p", "td", "li"] {
      let seen = result.output.components(separatedBy: "<\(name)").dropFirst()
        .count { $0.first == ">" || $0.first == " " }
      #expect(seen == markup.all(name).count, "<\(name)>")
    }
  }

  @Test(.enabled(if: chromium != nil, "there is no chromium"), arguments: ["1280,1600", "400,900"])
  func theScreenIsNotBlank(_ size: String) throws {
    let work = try WorkFolder()
    func shot(_ address: String, _ name: String) throws -> Int {
      _ = try browse(["--window-size=" + size, "--screenshot=" + work.path(name)], address, in: work)
      return try Data(contentsOf: work.url.appending(path: name)).count
    }
    let blank = try shot("about:blank", "blank.png")
    let page = try shot(index(), "page.png")
    #expect(page > 10 * blank && page > 30_000, "\(page) bytes against \(blank) of a blank screen")
  }

  @Test(.enabled(if: chromium != nil, "there is no chromium"))
  func thePagePrints() throws {
    let work = try WorkFolder()
    _ = try browse(["--no-pdf-header-footer", "--print-to-pdf=" + work.path("page.pdf")], index(), in: work)
    let pdf = try Data(contentsOf: work.url.appending(path: "page.pdf"))
    #expect(pdf.starts(with: Data("%PDF-".utf8)))
    let text = String(decoding: pdf, as: Unicode.ASCII.self)
    let pages = text.components(separatedBy: "/Type /Page\n").count - 1
    #expect((1...12).contains(pages), "\(pages) pages")
  }
}
