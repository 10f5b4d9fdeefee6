import Foundation
import Pack
import TestSupport
import Testing

@Suite("The page of the KPI library")
struct LibraryPageTests {
  /// `BOARDPACK_RECORD=1 swift test` writes the page anew.
  @Test func pageIsTheLibrary() throws {
    let page = Repository.root.appendingPathComponent("docs/kpi-library.md")
    let text = KPILibrary.builtIn.page
    if ProcessInfo.processInfo.environment["BOARDPACK_RECORD"] == "1" {
      try text.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == text, "record the page anew")
  }
}
