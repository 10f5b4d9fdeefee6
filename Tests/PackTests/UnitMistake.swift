import Diagnostics

@testable import Pack

/// A mistake as reports make it, planted in one line of a pack.
struct UnitMistake: Sendable {
  enum Section: String, Sendable, CaseIterable {
    case shares = "Shares, percent and points"
    case things = "What is counted"
    case averages = "Averages"
    case money = "Money"
    case time = "Time"
    case stocks = "Stocks and distinct counts"
    case arms = "Arms"
  }

  var section: Section
  /// What went wrong, as a reader of the report would tell it.
  var title: String
  /// The line of `pack.yaml`, below `metrics:` or `inputs:`.
  var line: String
  /// What the finding must say.
  var words: [String]

  init(_ section: Section, _ title: String, _ line: String, _ words: [String]) {
    (self.section, self.title, self.line, self.words) = (section, title, line, words)
  }

  /// Whether the line is an input; otherwise it is a metric.
  var isInput: Bool { line.contains("source:") }

  var yaml: String {
    let isPolar = isInput || line.contains("better:")
    let metric = isPolar ? line : String(line.dropLast()) + ", better: up}"
    return Self.pack.replacingOccurrences(isInput ? "# an input" : "# a metric", with: metric)
  }

  static let pack = """
    title: Mistakes
    as_of: 2026-10-05
    currency: EUR
    period: 2026-Q3
    datasets:
      sessions:
        file: data/sessions.csv
        time: started_at
        cluster: customer_id
        columns: {handle_seconds: {type: integer, unit: s}, talk_minutes: {type: integer, unit: min}}
      orders:
        file: data/orders.csv
        time: ordered_at
        columns: {amount: money, net: {type: money, unit: EUR_net}, gross: {type: money, unit: EUR_gross},
                  dollars: {type: decimal(2), unit: USD}}
      surveys: {file: data/surveys.csv, time: answered_at, noun: answer, columns: {csat: {type: integer, unit: score}}}
      feedback: {file: data/feedback.csv, time: received_at}
      costs: {file: data/costs.csv, time: date, columns: {amount: money, hours: {type: decimal(2), unit: h}}}
      staff: {file: data/staff.csv, time: month_end, noun: employee}
    cohorts:
      arm: {sessions: arm, randomised: true, values: {assistant: treatment, holdout: control}}
    inputs:
      contact_cost: {value: 5, unit: EUR/session, source: Ledger}
      contacts: {value: 200000, unit: contact/month, source: Telephony}
      seconds_saved: {value: 30, unit: s/contact, source: Trial}
      fte_hours: {value: 2080, unit: h/fte/year, source: HR}
      team: {value: 12, unit: fte, source: HR}
      licence: {value: 90000, unit: EUR/year, source: Contract}
      hosting: {value: 4000, unit: EUR/month, source: Contract}
      benefit: {value: 40000, unit: EUR/quarter, source: Business case}
      orders_a_day: {value: 120, unit: order/day, source: Shop}
      # an input
    measures:
      sessions: {count: sessions}
      converted: {count: sessions, where: converted = 'yes'}
      voice: {count: sessions, where: channel = 'voice'}
      chat: {count: sessions, where: channel = 'chat'}
      voice_solved: {count: sessions, where: channel = 'voice' AND solved = 'yes'}
      chat_solved: {count: sessions, where: channel = 'chat' AND solved = 'yes'}
      handle_time: {sum: handle_seconds, from: sessions}
      talk_time: {sum: talk_minutes, from: sessions}
      customers: {distinct: sessions}
      orders: {count: orders}
      revenue: {sum: amount, from: orders}
      net_revenue: {sum: net, from: orders}
      gross_revenue: {sum: gross, from: orders}
      dollar_revenue: {sum: dollars, from: orders}
      answers: {count: surveys}
      promoters: {count: surveys, where: nps BETWEEN 9 AND 10}
      detractors: {count: surveys, where: nps BETWEEN 0 AND 6}
      csat_sum: {sum: csat, from: surveys}
      velocity: {survival: feedback, start: received_at, end: shipped_at, resolution: 1 min}
      run_cost: {sum: amount, from: costs}
      hours: {sum: hours, from: costs}
      headcount: {count: staff, stock: month}
    metrics:
      conversion: {value: converted / sessions, better: up}
      nps_score: {value: "nps(promoters, detractors, answers)", better: up}
      csat: {value: "mean(csat_sum, answers)", better: up}
      # a metric
    pages: [index.md]

    """
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, with new: String) -> String {
    var text = self
    while let range = text.firstRange(of: old) { text.replaceSubrange(range, with: new) }
    return text
  }
}
