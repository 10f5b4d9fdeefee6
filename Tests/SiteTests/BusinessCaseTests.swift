import Diagnostics
import Metrics
import Narrative
import Pack
import Testing

@testable import Site

@Suite struct BusinessCaseTests {
  private func line(_ kind: BusinessCase.Kind, predicted: Double) -> BusinessCase.Line {
    BusinessCase.Line(
      name: "Line", kind: kind, benefitClass: nil, metric: "m", predicted: predicted, cash: nil, recurs: true,
      owner: "Owner", reason: RichText(inlines: [], location: .init(file: "business-case.yaml")), next: nil)
  }

  @Test(arguments: [
    (100.0, BusinessCase.LineStatus.realised), (96, .onTrack), (95, .onTrack), (80, .atRisk), (74, .notRealised),
  ])
  func aBenefitIsJudgedByItsShortfall(value: Double, status: BusinessCase.LineStatus) {
    let found = BusinessCase.status(
      line(.benefit, predicted: 100), value: value, low: nil, high: nil, better: .up, isContrast: false)
    #expect(found == status)
  }

  @Test func aCostIsJudgedTheOtherWay() {
    let cost = line(.cost, predicted: 100)
    #expect(BusinessCase.status(cost, value: 99, low: nil, high: nil, better: .down, isContrast: false) == .realised)
    #expect(
      BusinessCase.status(cost, value: 130, low: nil, high: nil, better: .down, isContrast: false) == .notRealised)
  }

  @Test func aDifferenceWithinNoiseIsNotRealised() {
    let outcome = line(.outcome, predicted: 4)
    #expect(BusinessCase.status(outcome, value: 6.8, low: -6, high: 19, better: .up, isContrast: true) == .atRisk)
    #expect(BusinessCase.status(outcome, value: 6.8, low: 1, high: 12, better: .up, isContrast: true) == .realised)
    #expect(BusinessCase.status(outcome, value: nil, low: nil, high: nil, better: .up, isContrast: true) == .notMature)
  }

  @Test func theHashCoversPredictionsAndNotReasons() throws {
    let day = try #require(CivilDate(year: 2026, month: 2, day: 27))
    let window = Period(start: day, end: CivilDate(dayNumber: day.dayNumber + 90))
    func hash(_ line: BusinessCase.Line) -> String {
      BusinessCase(
        approved: day, approvedBy: "Board", window: window, baseline: "2026-02", lines: [line], milestones: []
      ).frozenHash
    }
    let approved = line(.benefit, predicted: 100)
    var explained = approved
    explained.reason = RichText(inlines: [.text("later")], location: .init(file: "business-case.yaml", line: 9))
    #expect(hash(explained) == hash(approved))
    #expect(hash(line(.benefit, predicted: 90)) != hash(approved))
  }
}
