import Metrics
import Testing
import Units

/// The functions that look at several periods, at all rows or at a condition: how they read and what unit they give.
@Suite struct FormulaFunctionTests {
  @Test(
    arguments: [
      ("rolling( a/b ,3)", "rolling(a / b, 3)"), ("ytd(a)", "ytd(a)"), ("share_of_total(a)", "share_of_total(a)"),
      ("index(a,2026-Q1)", "index(a, 2026-Q1)"), ("convert(a,USD)", "convert(a, USD)"), ("npv(r,a,b)", "npv(r, a, b)"),
      ("if(a>b,a,b)", "if(a > b, a, b)"), ("if(a != b and not c<=d, a, 0)", "if(a <> b AND NOT c <= d, a, 0)"),
      ("if((a>b),1,2)", "if(a > b, 1, 2)"), ("if((a+b)>c,1,2)", "if(a + b > c, 1, 2)"),
      ("if(((a+b))*2>c,1,2)", "if((a + b) * 2 > c, 1, 2)"),
      ("if((a>b OR c=d) AND e=f,1,2)", "if((a > b OR c = d) AND e = f, 1, 2)"),
      ("if(a>b OR (c=d AND e=f),1,2)", "if(a > b OR c = d AND e = f, 1, 2)"),
      ("if(NOT (a>b OR c=d),1,2)", "if(NOT (a > b OR c = d), 1, 2)"),
      ("if((NOT (a>b)) AND (NOT(c=d)),1,2)", "if(NOT a > b AND NOT c = d, 1, 2)"),
      ("if((if(a>b,a,b)) > c,1,2)", "if(if(a > b, a, b) > c, 1, 2)"),
      ("purchase.engaged.rate / orders_2", "purchase.engaged.rate / orders_2"),
      ("if(android > orders, 1, 2)", "if(android > orders, 1, 2)"),
    ] as [(String, String)])
  func canonicalText(_ pair: (String, String)) throws {
    let formula = try Formula(parsing: source(pair.0))
    #expect(formula.description == pair.1)
    #expect(try Formula(parsing: source(pair.1)) == formula)
  }

  @Test(
    arguments: [
      ("rolling(a, 1)", "whole number of periods", 11), ("rolling(a, 2.5)", "rolling(revenue, 3)", 11),
      ("rolling(a, b)", "periods", 11), ("npv(r)", "two or more", 0), ("if(a, b, c)", "comparison", 4),
      ("if(a > b, c)", "','", 11), ("if", "if(a > b, a, b)", 0), ("iif(a > b, 1, 2)", "'if'", 0),
      ("if(a > b > c, 1, 2)", "','", 9), ("a > b", "if(a > b, a, b)", 2), ("convert(a, 5)", "currency", nil),
      ("if(a == b, 1, 2)", "=", 6), ("purchase..rate", "'.'", 8), ("a.", "'.'", 1),
    ] as [(String, String, Int?)])
  func mistakesHaveAPlace(_ row: (String, String, Int?)) {
    do throws(ExpressionError) {
      let read = try Formula(parsing: source(row.0))
      if row.2 != nil { Issue.record("\(row.0) was read as \(read)") }
    } catch {
      #expect((error.message + " " + (error.remedy ?? "")).contains(row.1), "\(error)")
      #expect(error.offset == row.2, "\(row.0)")
    }
  }

  /// Parentheses within conditions must not make reading slow: each is looked at once for each that holds it.
  @Test func deepConditionsAreReadOrRefused() {
    let deep = String(repeating: "if((", count: 60) + "a" + String(repeating: " > 1), 1, 2)", count: 60)
    _ = try? Formula(parsing: source(deep))
    let deeper = String(repeating: "(", count: 5000) + "a > b"
    #expect(throws: ExpressionError.self) { try Formula(parsing: source("if(" + deeper)) }
  }

  @Test func namesLeaveLabelsOut() throws {
    let formula = try Formula(
      parsing: source(
        "index(a, 2026-Q1) + convert(b, USD) + rolling(c, 3) + if(d > e AND NOT f = g, h.i, npv(r, x, y, z))"))
    #expect(formula.names == ["a", "b", "c", "d", "e", "f", "g", "h.i", "r", "x", "y", "z"])
    #expect(formula.ranges == ["2026-Q1"])
  }

  private static let quantities: [String: NamedQuantity] = [
    "sessions": NamedQuantity(unit: Unit(noun: "session"), role: .flow),
    "contained": NamedQuantity(unit: Unit(noun: "session"), role: .flow),
    "revenue": NamedQuantity(unit: Unit(currency: "EUR"), role: .flow),
    "net": NamedQuantity(unit: try? Unit(parsing: "EUR_net"), role: .flow),
    "customers": NamedQuantity(unit: Unit(noun: "customer"), role: .constant, additivity: .distinct),
    "headcount": NamedQuantity(unit: Unit(noun: "fte"), role: .stock),
    "nps": NamedQuantity(unit: .points, role: .constant, additivity: .recomputed),
    "rate": NamedQuantity(unit: .share, role: .constant),
    "price": NamedQuantity(unit: Unit(currency: "USD"), role: .constant),
    "velocity": NamedQuantity(unit: Unit(time: .second), role: .distribution),
  ]

  private func compile(_ text: String) throws -> CompiledFormula {
    try Formula(parsing: source(text)).compile(in: UnitEnvironment(quantities: Self.quantities))
  }

  @Test(
    arguments: [
      ("rolling(contained / sessions, 3)", "share"), ("ytd(revenue)", "EUR"), ("rolling(median(velocity), 2)", "s"),
      ("rolling(customers, 3)", "customer"), ("share_of_total(revenue)", "share"),
      ("share_of_total(revenue - convert(price, EUR) * 2)", nil), ("share_of_total(revenue * 2)", "share"),
      ("index(revenue / sessions, 2026-Q1)", "index"), ("index(rate, launch)", "index"),
      ("convert(revenue, USD)", "USD"), ("convert(revenue / sessions, USD)", "USD/session"),
      ("convert(net / sessions, USD)", "USD_net/session"), ("convert(net, EUR)", nil),
      ("npv(rate, revenue, convert(price, EUR))", "EUR"),
      ("npv(0.1, revenue)", "EUR"), ("if(sessions > contained, revenue, 0)", "EUR"),
      ("if(rate > 0.5 [share], rate, 0.5 [share])", "share"),
      ("if(revenue > 0 AND NOT sessions = 0, revenue, 0)", "EUR"),
      // Refused.
      ("share_of_total(contained / sessions)", nil), ("share_of_total(customers)", nil),
      ("share_of_total(headcount)", nil),
      ("share_of_total(rate)", nil), ("rolling(headcount, 3)", nil), ("ytd(headcount)", nil),
      ("index(nps, 2026-Q1)", nil),
      ("convert(sessions, USD)", nil), ("convert(revenue, EUR)", nil), ("convert(revenue * price, CHF)", nil),
      ("convert(rate, USD)", nil), ("npv(price, revenue)", nil), ("npv(rate, revenue, price)", nil),
      ("npv(rate, sessions)", nil), ("if(sessions > revenue, 1, 2)", nil), ("if(rate > 0.5, 1, 2)", nil),
      ("if(sessions > 0, revenue, price)", nil), ("rolling(velocity, 3)", nil), ("index(revenue, 2026-Q1) + rate", nil),
    ] as [(String, String?)])
  func units(_ row: (String, String?)) throws {
    let unit = try? compile(row.0).unit.description
    #expect(unit == row.1, "\(row.0)")
  }

  @Test func aConversionIsPrinted() throws {
    #expect(try compile("convert(revenue, USD)").conversions.map(\.text) == ["EUR to USD by the pack's exchange rates"])
  }

  /// Seconds are compared with days in one unit.
  @Test func conditionsConvertExactly() throws {
    let formula = try compile("if(median(velocity) > 2 [day], 1, 2)")
    func value(of median: Double) -> Double? { formula.evaluate(name: { _ in nil }, call: { _, _ in median }) }
    #expect(value(of: 172_801) == 1)
    #expect(value(of: 172_800) == 2)
  }

  @Test func conditionsAreEvaluated() throws {
    let formula = try compile("if(sessions > contained AND NOT revenue = 0, revenue, 0)")
    func value(_ values: [String: Double]) -> Double? { formula.evaluate(name: { values[$0] }, call: { _, _ in nil }) }
    #expect(value(["sessions": 2, "contained": 1, "revenue": 5]) == 5)
    #expect(value(["sessions": 1, "contained": 1, "revenue": 5]) == 0)
    #expect(value(["sessions": 2, "contained": 1]) == nil)
  }
}
