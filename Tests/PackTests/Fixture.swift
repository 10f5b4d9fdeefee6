import Diagnostics
import Foundation

@testable import Pack

/// A pack in a folder of its own that is removed with the value.
final class Fixture {
  let folder: URL

  init(_ yaml: String, files: [String: String] = [:]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)")
    var all = files
    all["pack.yaml"] = yaml
    for name in ["index.md", "value.md"] { all[name] = "# Title\n" }
    for name in ["customers", "sessions-2026-08", "sessions-2026-07", "costs", "orders", "events", "feedback"] {
      all["data/\(name).csv"] = ""
    }
    for (name, text) in all {
      let url = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func load(period: String? = nil, dataRoots: [String] = []) -> (Pack?, [Diagnostic]) {
    Pack.load(folder: folder.path, period: period, dataRoots: dataRoots)
  }

  /// The findings of the example with one text replaced by another.
  static func findings(replacing old: String, with new: String) throws -> [Diagnostic] {
    precondition(example.contains(old), "the example does not contain \(old)")
    return try Fixture(example.replacingOccurrences(of: old, with: new)).load().1
  }

  /// Where the example has a text: line and column from 1.
  static func place(of text: String, in yaml: String = example) -> (line: Int, column: Int) {
    guard let range = yaml.range(of: text) else { return (0, 0) }
    let lines = yaml[..<range.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.count, (lines.last?.count ?? 0) + 1)
  }

  static let example = """
    title: Assistant programme, Q3 2026
    organisation: Example
    as_of: 2026-10-05
    currency: EUR
    calendar: {zone: Europe/Berlin, year_starts: 1}
    period: 2026-Q3
    compare: {prior: -1 quarter, year_ago: -1 year, launch: 2026-04-01..2026-06-29}
    minimum_group: 12
    cover: {purpose: For decision, board: 2026-10-20, sponsor: M. Okafor, confidentiality: Board only}
    events: [{date: 2026-08-01, label: New model, rebase: true}, {date: 2026-04-01, label: Launch}]
    datasets:
      customers: {file: data/customers.csv, key: customer_id, time: created_at, cluster: customer_id}
      sessions:
        file: data/sessions-*.csv
        key: session_id
        time: started_at
        cluster: COALESCE(customer_id, session_id)
        lookup: {customer: {to: customers, on: customer_id}}
        columns: {handle_seconds: {type: integer, unit: s}, resolved_by_bot: {type: boolean, true: [ja], false: [nein]},
                  ended_at: timestamp}
      orders:
        file: data/orders.csv
        time: ordered_at
        cluster: customer_id
        lookup: {customer: {to: customers, on: customer_id}}
        columns: {amount: money}
      costs: {file: [data/costs.csv], time: date, separator: ";", columns: {amount: money, date: date}}
      feedback: {file: data/feedback.csv, time: received_at, noun: report, max_bad_rows: 3}
      cases: {rollup: events, by: case_id, time: start, columns: {start: first(time), end: last(time), rows: count}}
      events: {file: data/events.csv, time: time}
    segments:
      channel: {sessions: channel, costs: channel, label: Contact channel}
      tier: {sessions: customer.tier, orders: customer.tier, customers: tier}
    cohorts:
      arm: {sessions: customer.arm, orders: customer.arm, customers: arm, randomised: true,
            values: {assistant: treatment, holdout: control}, split: {assistant: 0.5, holdout: 50%}}
    inputs:
      contact_cost: {value: 5.00, low: 4.20, high: 6.10, unit: EUR/session, source: Finance ledger}
      fte_hours: {value: 2080, unit: h/fte/year, source: HR handbook}
      churn: {value: 20%, unit: share, source: CRM}
    measures:
      sessions: {count: sessions}
      contained: {count: sessions, where: resolved_by_bot AND NOT handed_off AND resolution_flag_at < ended_at}
      assigned: {count: customers, mature: 90 days}
      value_90: {sum: amount, from: orders, at: customer.created_at, mature: 90 days,
                 where: "days_between(customer.created_at, ordered_at) < 90"}
      velocity: {survival: feedback, start: received_at, end: shipped_at, resolution: 1 min}
      handle: {quantile: handle_seconds, from: sessions, resolution: 1 s}
      handle_time: {sum: handle_seconds, from: sessions}
      people: {distinct: sessions}
      case_count: {count: cases}
      run_cost: {sum: amount, from: costs, where: kind = 'run'}
    metrics:
      containment: {value: contained / sessions, better: up, owner: Operations, target: {2026-Q3: 65%, 2026-Q4: 0.7},
                    plan: 0.63}
      cost_per_interaction: {value: run_cost / sessions, unit: EUR/session, better: down, owner: Finance, target: 1.2}
      value_per_customer: {value: value_90 / assigned, better: up, class: cashable, digits: 2}
      uplift: {value: "contrast(value_per_customer, arm)", better: up}
      containment_change: {value: "contrast(containment, arm)", better: up, target: 8}
      feedback_loop_velocity: {value: median(velocity), unit: day, better: down}
      twice: {value: 2 * containment, better: neutral}
    pages: [index.md, value.md]

    """
}
