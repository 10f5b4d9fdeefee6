import Engines
import Facts
import Foundation
import Pack
import Statistics
import TestSupport
import Testing
import Units

/// Whole packs over data that others published, against the figures printed in the README beside them.
@Suite(.enabled(if: realData != nil, "the shared data are absent"))
struct RealDataTests {
  /// Source: GitBugs, Hadoop (Patil 2025, arXiv 2504.09651); Kaplan-Meier of the open and closed reports.
  private func hadoop() throws -> TrialPack {
    try TrialPack(
      asOf: "2025-03-03 22:34", period: "2000-01-01..2025-12-31", dataRoots: [try #require(realData)],
      """
      datasets:
        bugs:
          file: hadoop_bugs.csv
          time: Created
          columns:
            Created: {type: timestamp, format: "dd/MMM/yy HH:mm"}
            Resolved: {type: timestamp, format: "dd/MMM/yy HH:mm"}
            Priority: text
      segments:
        priority: {bugs: Priority}
      measures:
        reported: {count: bugs}
        closed: {count: bugs, where: Resolved IS NOT NULL}
        velocity: {survival: bugs, start: Created, end: Resolved, resolution: 1 min}
      metrics:
        feedback_loop_velocity: {value: median(velocity), unit: day, better: down}
        within_30: {value: "within(velocity, 30 [day])", better: up}
        within_90: {value: "within(velocity, 90 [day])", better: up}
      """)
  }

  @Test func openReportsAreCensoredInTheHadoopVelocity() throws {
    let trial = try hadoop()
    let names = ["reported", "closed", "feedback_loop_velocity", "within_30", "within_90"]
    let book = try trial.book(names)
    let slice = Slice(trial.pack.period)
    #expect(book.fact("reported", in: slice).estimate.value == 2_503)
    #expect(book.fact("closed", in: slice).estimate.value == 1_733)
    let velocity = book.fact("feedback_loop_velocity", in: slice)
    expect(velocity.estimate.value, prints: 47.295, digits: 3)
    expect(velocity.estimate.low, prints: 38.07, digits: 2)
    expect(velocity.estimate.high, prints: 57.61, digits: 2)
    #expect(velocity.estimate.n == 2_503)
    #expect(velocity.unit.description == "day")
    // The README prints S(t), the share still open.
    let thirty = book.fact("within_30", in: slice).estimate.value
    let ninety = book.fact("within_90", in: slice).estimate.value
    expect(thirty.map { 1 - $0 }, prints: 0.54974, digits: 5)
    expect(ninety.map { 1 - $0 }, prints: 0.44332, digits: 5)
    let quality = try #require(book.quality.first)
    #expect(quality.read == 2_503 && quality.accepted == 2_503 && quality.quarantined == 0)
  }

  /// The README's medians of Critical, Minor and Trivial are left out: there the curve stands at exactly one half over
  /// a stretch, where the two usual conventions (its start, or the middle of the stretch) give different figures.
  @Test(arguments: [("Blocker", 6.154), ("Major", 48.032)])
  func hadoopVelocityByPriority(priority: String, median: Double) throws {
    let trial = try hadoop()
    let book = try trial.book(["feedback_loop_velocity"], segment: "priority")
    let slice = Slice(trial.pack.period, segment: SegmentValue("priority", priority))
    expect(book.fact("feedback_loop_velocity", in: slice).estimate.value, prints: median, digits: 3)
  }

  /// Source: helpdesk log (Verenich 2016, DOI 10.17632/39bp3vv62t.1); one row per case from first to last event.
  @Test func helpdeskCasesAreRolledUpFromEvents() throws {
    let trial = try TrialPack(
      asOf: "2020-01-01", period: "2005-01-01..2019-12-31", dataRoots: [try #require(realData)],
      """
      datasets:
        events:
          file: helpdesk_eventlog.csv
          time: CompleteTimestamp
          columns: {CaseID: text, CompleteTimestamp: timestamp}
        cases:
          rollup: events
          by: CaseID
          time: opened
          columns: {opened: first(CompleteTimestamp), closed: last(CompleteTimestamp)}
      measures:
        event_rows: {count: events}
        case_rows: {count: cases}
        seconds: {sum: "seconds_between(opened, closed)", from: cases}
        duration: {quantile: "seconds_between(opened, closed)", from: cases, resolution: 1 s}
      metrics:
        mean_duration: {value: "mean(seconds, case_rows)", unit: day/case, better: down}
        median_duration: {value: median(duration), unit: day, better: down}
        p90_duration: {value: "quantile(duration, 0.9)", unit: day, better: down}
        within_week: {value: "within(duration, 7 [day])", better: up}
      """)
    let book = try trial.book(
      ["event_rows", "case_rows", "mean_duration", "median_duration", "p90_duration", "within_week"])
    let slice = Slice(trial.pack.period)
    #expect(book.fact("event_rows", in: slice).estimate.value == 13_710)
    #expect(book.fact("case_rows", in: slice).estimate.value == 3_804)
    expect(book.fact("mean_duration", in: slice).estimate.value, prints: 8.7982, digits: 4)
    expect(book.fact("median_duration", in: slice).estimate.value, prints: 3.9278, digits: 4)
    expect(book.fact("p90_duration", in: slice).estimate.value, prints: 26.1269, digits: 4)
    expect(book.fact("within_week", in: slice).estimate.value.map { $0 * 100 }, prints: 61.856, digits: 3)
  }

  /// Source: National Supported Work experiment, from the causaldata package; Welch's interval of the difference.
  @Test func theNSWExperimentIsAWelchContrast() throws {
    let trial = try TrialPack(
      asOf: "1980-01-01", period: "1978", dataRoots: [try #require(realData)],
      """
      datasets:
        people:
          file: nsw_experiment.csv
          noun: person
          key: id
          time: TIMESTAMP '1978-06-30 00:00:00'
          columns: {id: text, treat: text, earnings_1978: {type: decimal(6), unit: USD}}
      cohorts:
        arm:
          people: "CASE WHEN treat = '1' THEN 'trained' ELSE 'control' END"
          randomised: true
          values: {trained: treatment, control: control}
      measures:
        people: {count: people}
        earned: {sum: earnings_1978, from: people}
      metrics:
        earnings: {value: "mean(earned, people)", better: up}
        effect: {value: "contrast(earnings, arm)", better: up}
      """)
    let book = try trial.book(["earnings", "people", "effect"], cohort: "arm")
    let slice = Slice(trial.pack.period)
    let trained = Slice(trial.pack.period, arm: ArmName("arm", "trained"))
    let control = Slice(trial.pack.period, arm: ArmName("arm", "control"))
    #expect(book.fact("people", in: trained).estimate.value == 185)
    #expect(book.fact("people", in: control).estimate.value == 260)
    expect(book.fact("earnings", in: trained).estimate.value, prints: 6_349.14, digits: 2)
    expect(book.fact("earnings", in: control).estimate.value, prints: 4_554.80, digits: 2)
    let effect = book.fact("effect", in: slice)
    expect(effect.estimate.value, prints: 1_794.34, digits: 2)
    expect(effect.estimate.standardError, prints: 671.0, digits: 1)
    expect(effect.estimate.low, prints: 474.01, digits: 2)
    expect(effect.estimate.high, prints: 3_114.67, digits: 2)
    expect(effect.estimate.pValue, prints: 0.0079, digits: 4)
    #expect(effect.grade == .randomised)
    #expect(effect.estimate.n == 445)
  }

  /// Source: NHSRplotthedots vignette: mean, upper and lower limit with and without screening.
  @Test func controlLimitsOfDailyFacts() throws {
    let trial = try TrialPack(
      asOf: "2021-04-09", period: "2021-03-22..2021-04-08", dataRoots: [try #require(realData)],
      """
      datasets:
        days:
          file: nhs_ptd_outlier.csv
          time: date
          columns: {date: date, data: integer}
      measures:
        points: {sum: data, from: days}
      metrics:
        level: {value: points, better: neutral}
      """)
    let days = trial.pack.calendar.periods(.day, covering: trial.pack.period)
    #expect(days.count == 18)
    let book = try trial.book(["level"], periods: days)
    let values = days.compactMap { book.fact("level", in: Slice($0)).estimate.value }
    #expect(values.count == 18)
    let screened = try #require(ControlChart(values, screening: true))
    expect(screened.mean, prints: 1.94, digits: 2)
    expect(screened.upper, prints: 4.6, digits: 1)
    expect(screened.lower, prints: -0.72, digits: 2)
    let plain = try #require(ControlChart(values))
    expect(plain.upper, prints: 6.95, digits: 2)
    expect(plain.lower, prints: -3.06, digits: 2)
  }
}
