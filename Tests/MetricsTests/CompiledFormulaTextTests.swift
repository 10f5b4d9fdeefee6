import Testing

@testable import Metrics

/// A compiled formula's text parses back to a formula of the same value.
@Suite struct CompiledFormulaTextTests {
  typealias Node = CompiledFormula.Node

  @Test(arguments: [
    (Node.scale(1 / 60, .binary(.over, .name("a"), .name("b"))), "a / b / 60"),
    (.scale(12, .binary(.plus, .name("a"), .number(-2))), "(a + -2) * 12"),
    (.least([.name("a"), .number(0.5)]), "least(a, 0.5)"),
    (.call(.within, [.name("velocity"), .number(86_400)]), "within(velocity, 86400 [s])"),
    (.call(.convert, [.name("a"), .name("USD"), .name("EUR")]), "a * rate_EUR_USD"),
    (.choice(.compare(.less, .name("a"), .number(3)), .name("b"), .negate(.name("b"))), "if(a < 3, b, -b)"),
  ])
  func theTextSaysWhatIsComputed(node: Node, text: String) throws {
    #expect(node.formula.description == text)
    let again = Node(try Formula(parsing: SourceText(text, file: "t", line: 1, column: 1)))
    let values = ["a": 6.0, "b": 4.0, "rate_EUR_USD": 1.25]
    func value(_ node: Node) -> Double? { node.evaluate(name: { values[$0] }, call: { _, _ in 1 }) }
    if case .call(.convert, _) = node {
      #expect(value(again) == 7.5)
    } else {
      #expect(value(again) == value(node))
    }
  }
}
