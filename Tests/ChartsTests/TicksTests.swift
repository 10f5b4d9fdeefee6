import Charts
import Testing

@Suite struct TicksTests {
  @Test func one() { #expect(tickValues(from: 0, to: 10, count: 5) == [0, 2, 4, 6, 8, 10]) }
}
