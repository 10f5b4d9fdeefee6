import Foundation
import Testing

/// A pack full of attacks in a real browser: nothing runs, nothing leaves, with the pages' policy and without it.
struct InjectionTests {
  private static let isReady = Browser.program != nil

  private static let pages = ["index.html", "words.html"]

  /// Without the policy only the escaping holds; with it nothing may even have to be stopped.
  @Test(.enabled(if: isReady, "there is no chromium"), arguments: [false, true])
  func nothingRunsAndNothingLeaves(keepingPolicy: Bool) throws {
    let pack = try InjectionPack()
    let result = try pack.build()
    #expect(pack.work.exists("out/index.html"), "\(result.error.prefix(2000))")
    // The attacks stand on the pages as text, in many places each.
    let words = try Self.pages.map { Markup(try pack.work.text("out/" + $0)).text }.joined()
    for attack in ["<svg/onload=", "</title><script>", "]]><script>", "=HYPERLINK("] {
      #expect(words.components(separatedBy: attack).count > 20, "\(attack)")
    }
    let trap = try RequestTrap()
    defer { trap.close() }
    let folder = pack.work.url.appending(path: "out")
    let pages = try Self.pages.map { try InspectedPage($0, in: folder, keepingPolicy: keepingPolicy) }
    let found = try Browser.inspect(pages, script: InjectionScript.text, options: trap.options, in: pack.work)
    // Its fonts lie in the folder, which a frame's own origin may not read.
    let faults = found.filter { !$0.contains("font-src file") && !$0.contains("img-src file") }
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(12).joined(separator: "\n"))")
    for page in pages {
      // The page itself, opened from the disk as a reader opens it.
      try pack.work.write("out/copy-" + page.name, page.markup)
      let opened = try Browser.run(
        ["--dump-dom"] + trap.options, folder.appending(path: "copy-" + page.name).absoluteString, in: pack.work)
      #expect(opened.output.contains("</html>") && !Self.isOwned(opened.output), "\(page.name)")
    }
    #expect(trap.requests(naming: InjectionPack.host).isEmpty, "\(trap.requests(naming: InjectionPack.host))")
  }

  private static func isOwned(_ dom: String) -> Bool { dom.contains(/<html[^>]*data-owned/) }

  /// Attacks that do run are seen by the same means.
  @Test(.enabled(if: isReady, "there is no chromium"))
  func attacksOnAPageWithoutDefenceAreSeen() throws {
    let work = try WorkFolder()
    let trap = try RequestTrap()
    defer { trap.close() }
    let head = "<!doctype html><html lang=en><head><title>x</title>"
    let policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    let request = "<img src=http://\(InjectionPack.host)/x>"
    let attacks = [
      ("script", head + "<body><script>\(InjectionScript.deed)</script>"),
      ("handler", head + "<body><p onmouseover=\"\(InjectionScript.deed)\">x</p>"),
      ("address", head + "<body><a href=\"javascript:\(InjectionScript.deed)\">x</a>"),
      ("policy", head + policy + "<body>" + request),
    ]
    let pages = attacks.map { InspectedPage(name: $0.0, markup: $0.1) }
    let found = try Browser.inspect(pages, script: InjectionScript.text, options: trap.options, in: work)
    for fault in [
      "script: a script ran", "handler: a script ran", "address: an address that runs", "policy: stopped by the policy",
    ] {
      #expect(found.contains { $0.hasPrefix(fault) }, "\(fault) is not among \(found)")
    }
    #expect(trap.requests(naming: InjectionPack.host).isEmpty)
    try work.write(
      "page.html",
      head + "<body><img src=http://\(InjectionPack.host)/seen><script>\(InjectionScript.deed)</script>")
    let opened = try Browser.run(
      ["--dump-dom"] + trap.options, work.url.appending(path: "page.html").absoluteString, in: work)
    #expect(Self.isOwned(opened.output))
    #expect(trap.requests(naming: "/seen").count == 1)
  }
}
