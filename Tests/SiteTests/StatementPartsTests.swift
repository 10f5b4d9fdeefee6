import Testing

@testable import Site

@Suite struct StatementPartsTests {
  @Test func partsThatStandAboveAreNamed() {
    let read = "\"customers read\" AS (\n  SELECT 1\n),\n"
    let good = "\"customers good\" AS (\n  SELECT 2\n),\n"
    let own = "\"orders read\" AS (\n  SELECT 3\n)\nSELECT 4"
    var parts = StatementParts()
    #expect(parts.shortened("WITH\n\(read)\(good)SELECT 5", of: "customers") == "WITH\n\(read)\(good)SELECT 5")
    #expect(
      parts.shortened("WITH\n\(read)\(good)\(own)", of: "orders")
        == "WITH\n-- \"customers read\" to \"customers good\": as in the statement of customers\n\(own)")
    #expect(
      parts.shortened("WITH\n\(good)\(own)", of: "costs")
        == "WITH\n-- \"customers good\": as in the statement of customers\n\(own)")
    #expect(parts.shortened("SELECT 1", of: "a") == "SELECT 1")
  }
}
