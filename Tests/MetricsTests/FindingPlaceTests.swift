import Diagnostics
import Metrics
import Testing
import Units

/// Findings inside an expression mark the part at fault.
@Suite struct FindingPlaceTests {
  private let quantities: [String: NamedQuantity] = [
    "sessions": NamedQuantity(unit: Unit(noun: "session"), role: .flow),
    "orders": NamedQuantity(unit: Unit(noun: "order"), role: .flow),
    "revenue": NamedQuantity(unit: Unit(currency: "EUR"), role: .flow),
    "spend": NamedQuantity(unit: Unit(currency: "USD"), role: .flow),
    "velocity": NamedQuantity(unit: Unit(time: .second), role: .distribution),
  ]

  /// What is marked of a metric's formula, or of one on several lines: line and column with the marked text.
  private func marked(_ text: String, jumps: [SourceText.Jump] = []) throws -> String? {
    let location = SourceText(text, file: "pack.yaml", line: 7, column: 11, jumps: jumps)
    let metric = Metric(
      name: "m", label: "M", formula: try Formula(parsing: location), polarity: .up, location: location)
    let found = compileMetrics([metric], in: UnitEnvironment(quantities: quantities)).diagnostics
    guard let place = found.first?.location, let column = place.column, let length = found.first?.length else {
      return nil
    }
    let offset = jumps.last { $0.line == place.line }.map { column - $0.column + $0.offset } ?? column - 11
    return "\(place.line ?? 0): \(text.dropFirst(offset).prefix(length))"
  }

  @Test(
    arguments: [
      ("revenue / sessions + sessions", "7: sessions"), ("revenue + spend", "7: spend"),
      ("revenue + (spend - spend)", "7: spend - spend"), ("3 + revenue", "7: 3"), ("revenue + 3 / 4", "7: 3 / 4"),
      ("-(revenue + spend) / 2", "7: spend"), ("revenue / velocity", "7: velocity"),
      ("revenue / sesions", "7: sesions"),
      ("orders / sessions - 1 / (revenue + orders)", "7: orders"),
      ("2 * contrast(orders, arm)", "7: contrast(orders, arm)"),
      ("if(orders > sessions, 1, 2)", "7: if(orders > sessions, 1, 2)"),
    ] as [(String, String)])
  func theWrongOperandIsMarked(_ row: (String, String)) throws {
    #expect(try marked(row.0) == row.1)
  }

  @Test func theSecondOfTwoEqualNamesIsMarkedWhereItIsWrong() throws {
    let location = SourceText("revenue / sessions + sessions", file: "pack.yaml", line: 1, column: 1)
    let metric = Metric(
      name: "m", label: "M", formula: try Formula(parsing: location), polarity: .up, location: location)
    let found = compileMetrics([metric], in: UnitEnvironment(quantities: quantities)).diagnostics.first
    #expect(found?.location?.column == 22)
    #expect(found?.length == 8)
  }

  @Test func textsOfSeveralLinesKeepTheirLines() throws {
    let jumps = [SourceText.Jump(offset: 8, line: 8, column: 5)]
    #expect(try marked("revenue + spend", jumps: jumps) == "8: spend")
  }

  @Test func syntaxMarksTheWord() throws {
    let text = SourceText("revenue / nearst(a)", file: "a", line: 1, column: 1)
    do throws(ExpressionError) {
      _ = try Formula(parsing: text)
      Issue.record("read")
    } catch {
      let found = error.diagnostic(in: text)
      #expect(found.location?.column == 11)
      #expect(found.length == 6)
    }
  }

  @Test(
    arguments: [
      ("channel = 'voice' AND at > 5", "at > 5"), ("NOT channel", "channel"), ("amount + channel > 2", "channel"),
      ("amount = 1 OR (amount = 2 AND channel + 1 = 3)", "channel"), ("LOWER(amount) = 'a'", "amount"),
      ("amount = NULL", "amount = NULL"), ("in_period(channel, 2026-Q1)", "channel"),
    ] as [(String, String)])
  func rowFindingsMarkTheirPart(_ row: (String, String)) throws {
    let text = SourceText(row.0, file: "a", line: 1, column: 1)
    let expression = try RowExpression(parsing: text)
    let types: [String: ColumnType] = ["channel": .text, "amount": .number(scale: 0), "at": .timestamp]
    do throws(ExpressionError) {
      _ = try expression.type { types[$0] }
      Issue.record("\(row.0) has a type")
    } catch {
      let found = error.located(in: text, expression: expression).diagnostic(in: text)
      let column = found.location?.column ?? 0
      #expect(row.0.dropFirst(column - 1).prefix(found.length ?? 0) == row.1)
    }
  }
}
