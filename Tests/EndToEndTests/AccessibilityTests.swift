import Foundation
import TestSupport
import Testing

/// Both example packs against WCAG 2.2 AA as axe-core 4.12 (Deque) tests it, and against what it cannot see.
struct AccessibilityTests {
  /// axe.min.js as `scripts/setup.sh --tests` installs it.
  static let axe: URL? = {
    let library = Repository.root.appending(path: ".build/venv/lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path(percentEncoded: false))) ?? []
    return versions.sorted().map {
      library.appending(path: $0).appending(path: "site-packages/axe_playwright_python/axe.min.js")
    }.first { FileManager.default.fileExists(atPath: $0.path(percentEncoded: false)) }
  }()

  static let isReady = Browser.program != nil && axe != nil

  private typealias View = AccessibilityScript.View

  private func problems(
    _ pages: [InspectedPage], _ views: [View], options: [String] = []
  ) throws -> [String] {
    let axe = try Self.axe.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) } ?? ""
    return try Browser.inspect(
      pages, script: AccessibilityScript.text,
      values: ["axe": axe, "views": String(decoding: try JSONEncoder().encode(views), as: UTF8.self)], options: options,
      in: WorkFolder())
  }

  private func pages(of name: String) throws -> [InspectedPage] {
    try ExamplePacks.pages(name).map { try InspectedPage($0.name, in: ExamplePacks.built(name)) }
  }

  @Test(.enabled(if: Repository.isContinuousIntegration || isReady, "there is no chromium or no axe"))
  func continuousIntegrationHasWhatLooks() {
    #expect(Browser.program != nil, "install chromium")
    #expect(Self.axe != nil, "run scripts/setup.sh --tests: it installs axe-core")
  }

  /// At a desk and on a phone, on light paper and on dark; in a window of 1280 pixels at 400%, which is one of 320 (WCAG
  /// 1.4.10); and with all that opens open, which is part of the page: figures, data of charts, statements.
  @Test(.enabled(if: isReady, "there is no chromium or no axe"), arguments: ExamplePacks.names)
  func pagesPassAxeInEveryView(_ name: String) throws {
    let closed = [1280, 390].flatMap { width in
      [View(width: width, axe: true), View(width: width, dark: true, axe: true, colors: true)]
    }
    let open = [View(width: 320, open: true), View(width: 1280, dark: true, open: true, axe: true)]
    let found = try problems(pages(of: name), closed + [View(width: 320)] + open)
    #expect(found.isEmpty, "\(found.count): \(found.prefix(12).joined(separator: "\n"))")
  }

  /// A reader's own colours, and a reader who wants no motion.
  @Test(.enabled(if: isReady, "there is no chromium or no axe"))
  func pagesKeepTheirMeaningInForcedColours() throws {
    let found = try problems(
      ExamplePacks.names.flatMap(pages), [View(width: 1280)],
      options: ["--force-high-contrast", "--force-prefers-reduced-motion"])
    #expect(found.isEmpty, "\(found.count): \(found.prefix(12).joined(separator: "\n"))")
  }

  /// The test can fail: each fault planted here is found.
  @Test(.enabled(if: isReady, "there is no chromium or no axe"))
  func plantedFaultsAreFound() throws {
    let markup = """
      <!doctype html><html><head><title>x</title><style>button{outline:none!important}b{transition:color 1s}</style></head>
      <body><main><h1>One</h1><h3>Three</h3><p style="color:#bbb;background:#fff">pale</p><button type="button"></button>
      <figure></figure><table><tr><th>a</th></tr></table><p tabindex="3">first</p><b>moves</b>
      <pre style="width:100px;overflow:auto">a very long line that goes on and on and on and on</pre>
      <div style="width:900px">wide</div><div style="height:0">under this</div><div>over this one</div></main></body></html>
      """
    let page = InspectedPage(name: "faults", markup: markup)
    // The colours alone are asked on dark paper, where the page has this fault of its own.
    let dark = "<style>.dark i{color:#333;background:#222}</style><i>unseen</i></main>"
    let darkPage = InspectedPage(name: "dark", markup: markup.replacing("</main>", with: dark))
    let found = try problems(
      [page, darkPage], [View(width: 390, axe: true), View(width: 390, dark: true, axe: true, colors: true)])
    #expect(found.contains { $0.hasPrefix("dark (390 dark): color-contrast") && $0.contains("<i") }, "\(found)")
    #expect(!found.contains { $0.hasPrefix("dark (390): color-contrast") && $0.contains("<i") })
    for fault in [
      "color-contrast", "button-name", "html-has-lang", "heading of level 3 after 1", "a figure without a name",
      "a table without a caption", "no scope", "names no language", "does not skip", "an order of its own",
      "its focus is not seen", "pixels wide", "moves: b", "scrolls, but not by keyboard", "texts lie on each other",
    ] {
      #expect(found.contains { $0.contains(fault) }, "\(fault) is not found in \(found)")
    }
  }
}
