import Foundation
import Testing
import TestSupport

@testable import Site

@Suite struct DirectiveSchemaTests {
  @Test func theGuideNamesEveryKindAndKey() throws {
    let guide = try String(contentsOf: Repository.root.appendingPathComponent("docs/directives.md"), encoding: .utf8)
    var wanted = Set(DirectiveSchema.common)
    for kind in DirectiveSpec.Kind.allCases {
      wanted.insert(kind.rawValue)
      wanted.formUnion(DirectiveSchema.keys(of: kind, chart: nil))
    }
    for chart in DirectiveReader.ChartKind.allCases {
      wanted.insert(chart.rawValue)
      wanted.formUnion(DirectiveSchema.keys(of: chart))
    }
    for key in wanted.sorted() {
      #expect(guide.contains("`\(key)`"), "docs/directives.md does not name \(key)")
    }
  }
}
