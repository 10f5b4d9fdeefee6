import Foundation
import Testing

/// The helpdesk log (Verenich 2016, DOI 10.17632/39bp3vv62t.1): one row per event, rolled up to one per case.
enum Helpdesk {
  static let page = """
    # The median case took {{ median_duration }}

    ```scorecard
    metrics: [mean_duration, median_duration, p90_duration, within_week]
    ```

    ```quality
    ```

    """

  static func log() throws -> Data {
    try Data(contentsOf: try #require(RealPack.data).appending(path: "helpdesk_eventlog.csv"))
  }

  static func pack(file: String) throws -> RealPack {
    try RealPack(
      asOf: "2020-01-01", period: "2005-01-01..2019-12-31", page: page,
      """
      datasets:
        events:
          file: "\(file)"
          time: CompleteTimestamp
          max_bad_rows: 0
          columns: {CaseID: text, CompleteTimestamp: timestamp}
        cases:
          rollup: events
          by: CaseID
          time: opened
          columns: {opened: first(CompleteTimestamp), closed: last(CompleteTimestamp)}
      measures:
        events: {count: events}
        cases: {count: cases}
        seconds: {sum: "seconds_between(opened, closed)", from: cases}
        duration: {quantile: "seconds_between(opened, closed)", from: cases, resolution: 1 s}
      metrics:
        mean_duration: {value: "mean(seconds, cases)", unit: day/case, better: down}
        median_duration: {value: median(duration), unit: day, better: down}
        p90_duration: {value: "quantile(duration, 0.9)", unit: day, better: down}
        within_week: {value: "within(duration, 7 [day])", better: up}
      """)
  }
}
