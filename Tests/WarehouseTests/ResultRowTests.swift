import Diagnostics
import Testing

@testable import Warehouse

/// Rows as clients print them: anything but whole numbers and hexadecimal digits is refused.
@Suite struct ResultRowTests {
  private let statement = Statement(
    purpose: .segment(dataset: "visits", name: "channel"), dataset: "visits", sql: "",
    fields: [.init(name: "value", kind: .hexText), .init(name: "rows", kind: .integer)])

  @Test func readsHexadecimalTextAndWholeNumbers() throws {
    var row = ResultRow(
      statement, try ResultRow.values(of: "c3a909\t-170141183460469231731687303715884105728", in: statement))
    #expect(try row.text() == "é\t")
    #expect(try row.wide() == Int128.min)
  }

  @Test func emptyTextIsAnEmptyField() throws {
    var row = ResultRow(statement, try ResultRow.values(of: "\t0", in: statement))
    #expect(try row.text() == "")
    #expect(try row.int() == 0)
  }

  @Test(arguments: ["61", "61\t1\t2", "6\t1", "xy\t1", "61\t1.0", "61\t", "61\t1e3", "61\tNULL", ""])
  func refusesWhatIsNotAnnounced(line: String) {
    #expect(throws: DiagnosticError.self) {
      var row = ResultRow(statement, try ResultRow.values(of: line, in: statement))
      _ = try row.text()
      _ = try row.wide()
    }
  }

  @Test func refusesANumberThatThePlanDoesNotHave() throws {
    func index(_ line: String) throws -> Int {
      var row = ResultRow(statement, try ResultRow.values(of: line, in: statement))
      _ = try row.text()
      return try row.index(in: 0..<256)
    }
    #expect(try index("61\t0") == 0)
    #expect(try index("61\t255") == 255)
    #expect(throws: DiagnosticError.self) { try index("61\t256") }
    #expect(throws: DiagnosticError.self) { try index("61\t-1") }
  }
}
