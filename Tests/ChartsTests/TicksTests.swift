import Formats
import Testing

@testable import Charts

/// Expected values: the outputs documented for d3-array's `ticks` (d3js.org/d3-array/ticks and the module's own tests).
@Suite struct TicksTests {
  @Test func takesTheStepsOfD3() {
    #expect(tickValues(from: 0, to: 1, count: 10) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
    #expect(tickValues(from: 0, to: 1, count: 5) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(tickValues(from: 0, to: 1, count: 3) == [0, 0.5, 1])
    #expect(tickValues(from: 0, to: 1, count: 1) == [0, 1])
    #expect(tickValues(from: 0, to: 10, count: 10) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    #expect(tickValues(from: 0, to: 10, count: 4) == [0, 2, 4, 6, 8, 10])
    #expect(tickValues(from: 0, to: 10, count: 2) == [0, 5, 10])
    #expect(tickValues(from: -10, to: 10, count: 4) == [-10, -5, 0, 5, 10])
    #expect(tickValues(from: -10, to: 10, count: 2) == [-10, 0, 10])
    #expect(tickValues(from: 1, to: 0, count: 3) == [1, 0.5, 0])
  }

  @Test func dividesBelowOne() {
    // 3 x 0.1 would be 0.30000000000000004.
    #expect(tickValues(from: 0.2, to: 0.4, count: 2) == [0.2, 0.3, 0.4])
  }

  @Test func emptyForNonsense() {
    #expect(tickValues(from: .nan, to: 1, count: 5).isEmpty)
    #expect(tickValues(from: 0, to: 1, count: 0).isEmpty)
    #expect(tickValues(from: 3, to: 3, count: 5) == [3])
  }

  @Test func axisSpansAndLabels() {
    let percent = ValueAxis([0.123, 0.398], count: 4, format: .percent())
    #expect(percent.ticks.map(\.label) == ["10", "20", "30", "40"])
    #expect(percent.low == 0.1 && percent.high == 0.4)
    let equal = ValueAxis([5, 5], count: 4, format: .number(digits: 1))
    #expect(equal.low < 5 && equal.high > 5)
    let bars = ValueAxis([90, 100], count: 4, includesZero: true, format: .count)
    #expect(bars.low == 0)
    let falling = ValueAxis([-90, -100], count: 4, includesZero: true, format: .count)
    #expect(falling.high == 0)
  }

  @Test func everyMonthWhereItFits() {
    // 1 April 2025 is day 20179; 18 months later is 1 September 2026, day 20697 (date -d).
    let wide = timeTicks(from: 20179, to: 20697, grain: .month) { Double($0 - 20179) }
    #expect(wide.map(\.label).prefix(3) == ["Apr", "May", "Jun"])
    #expect(wide.count == 18)
    #expect(wide.compactMap(\.year) == ["2025", "2026"])
    #expect(wide.first { $0.year == "2026" }?.label == "Jan")
    let narrow = timeTicks(from: 20179, to: 20697, grain: .month) { Double($0 - 20179) / 3 }
    #expect(narrow.map(\.label) == ["Apr", "Jul", "Oct", "Jan", "Apr", "Jul"])
    let quarters = timeTicks(from: 20179, to: 20635, grain: .quarter) { Double($0 - 20179) }
    #expect(quarters.map(\.label) == ["Q2", "Q3", "Q4", "Q1", "Q2", "Q3"])
    let tiny = timeTicks(from: 20179, to: 20179, grain: .month) { _ in 100 }
    #expect(tiny.map(\.label) == ["Apr"])
  }

  /// Quarters and years of a fiscal year that starts in each month; expected positions counted by hand from that month.
  @Test(arguments: 1...12) func fiscalQuartersAndYears(start: Int) {
    let fiscal = FiscalYear(start: start)
    // Three years from the fiscal year 2025's first day, scaled so that every quarter has its place.
    let first = CalendarDay.number(ofMonth: 2025 * 12 + start - 1)
    let last = CalendarDay.number(ofMonth: 2028 * 12 + start - 1) - 1
    let quarters = timeTicks(from: first, to: last, grain: .quarter, fiscal: fiscal) { Double($0 - first) }
    #expect(quarters.map(\.label) == ["Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4"])
    #expect(quarters.map { CalendarDay($0.day).month } == (0..<12).map { (start - 1 + $0 * 3) % 12 + 1 })
    #expect(quarters.allSatisfy { CalendarDay($0.day).day == 1 })
    let years = start == 1 ? ["2025", "2026", "2027"] : ["FY25", "FY26", "FY27"]
    #expect(quarters.compactMap(\.year) == years)
    #expect(quarters.filter { $0.year != nil }.map(\.label) == ["Q1", "Q1", "Q1"])
    let yearly = timeTicks(from: first, to: last, grain: .year, fiscal: fiscal) { Double($0 - first) }
    #expect(yearly.map(\.label) == years)
    #expect(yearly.allSatisfy { CalendarDay($0.day).month == start && CalendarDay($0.day).day == 1 })
    // The last day of the first fiscal year still belongs to it.
    let eve = CalendarDay.number(ofMonth: 2026 * 12 + start - 1) - 1
    #expect(TimeGrain.quarter.periodText(eve, fiscal) == "Q4 " + years[0])
  }

  @Test func monthsOfAFiscalYearKeepTheCalendarsYear() {
    // 1 April 2025 is day 20179; in a third of the room ticks stand three months apart, from the fiscal quarters' starts.
    let ticks = timeTicks(from: 20179, to: 20697, grain: .month, fiscal: FiscalYear(start: 2)) {
      Double($0 - 20179) / 3
    }
    #expect(ticks.map(\.label) == ["May", "Aug", "Nov", "Feb", "May", "Aug"])
    #expect(ticks.compactMap(\.year) == ["2025", "2026"])
  }

  @Test func columnsAreNamedByTheirFiscalQuarter() {
    let days = (0..<4).map { CalendarDay.number(ofMonth: 2026 * 12 + 9 + $0 * 3) }
    let ticks = columnTicks(days, grain: .quarter, fiscal: FiscalYear(start: 10), x: [50, 150, 250, 350])
    #expect(ticks.map(\.label) == ["Q1", "Q2", "Q3", "Q4"])
    #expect(ticks.compactMap(\.year) == ["FY26"])
  }

  @Test func namesABegunMonthAtTheFirstPoint() {
    // Monday 5 January 2026 is day 20458.
    let ticks = timeTicks(from: 20458, to: 20458 + 7 * 37, grain: .week) { Double($0 - 20458) * 2 }
    #expect(ticks.first?.label == "Jan")
    #expect(ticks.first?.day == 20458)
  }
}
