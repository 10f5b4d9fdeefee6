import Foundation
import TestSupport
import Testing

@testable import Pack

@Suite("The reference page")
struct PackReferenceTests {
  /// `BOARDPACK_RECORD=1 swift test` writes the page anew.
  @Test func pageIsTheTable() throws {
    let page = Repository.root.appendingPathComponent("docs/pack-reference.md")
    if ProcessInfo.processInfo.environment["BOARDPACK_RECORD"] == "1" {
      try PackSchema.reference.write(to: page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == PackSchema.reference)
  }

  @Test func everyKeyStandsOnceBelowItsParent() {
    let paths = PackSchema.fields.map(\.path)
    #expect(Set(paths).count == paths.count)
    for field in PackSchema.fields where !field.parent.isEmpty {
      #expect(paths.contains(field.parent), "\(field.path)")
    }
    #expect(!PackSchema.fields.contains { $0.meaning.contains("|") || $0.type.contains("|") })
  }
}
