/// Costs and budget: one posting a month, category and channel, dated the 15th.
enum Money {
  static let assistantCategories = [
    "model_and_hosting", "vendor_licence", "human_review", "retraining", "feedback_tools",
  ]

  /// One-time postings: month (0 is April 2025), category, spent, budgeted, in cents.
  private static let oneTime: [(month: Int, category: String, spent: Int, budget: Int)] = [
    (9, "integration", 540_000, 540_000), (10, "integration", 860_000, 800_000), (11, "integration", 990_000, 840_000),
    (11, "change_and_training", 240_000, 240_000), (12, "integration", 420_000, 300_000),
    (12, "change_and_training", 180_000, 160_000), (13, "integration", 260_000, 120_000),
    (15, "integration", 310_000, 280_000),
  ]

  static func costs(_ simulation: Simulation) -> String {
    var text = "date,category,kind,channel,amount\n"
    for month in 0..<Programme.monthlySessions.count {
      let date = WallClock.date(Programme.firstDay(ofMonth: month) + 14)
      for (channel, name) in Programme.channels.enumerated() {
        for (category, cents) in people(simulation, month, channel) + assistant(simulation, month, channel)
        where cents > 0 {
          text += "\(date),\(category),run,\(name),\(WallClock.money(cents))\n"
        }
      }
      for posting in oneTime where posting.month == month {
        text += "\(date),\(posting.category),one_time,\(posting.month == 15 ? "voice" : "web"),"
        text += "\(WallClock.money(posting.spent))\n"
      }
    }
    return text
  }

  static func budget() -> String {
    var text = "date,category,amount\n"
    for month in 0..<Programme.monthlySessions.count {
      let date = WallClock.date(Programme.firstDay(ofMonth: month) + 14)
      let level = Int(Programme.monthlySessions[month])
      // The budget foresaw 40% of contacts contained in the first quarter and 45% in the second.
      let toPeople = month < 12 ? 100 : month < 15 ? 62 : 55
      var lines = [
        ("in_house_agents", level * toPeople / 100 * 330), ("overflow_partner", level * toPeople / 100 * 150),
      ]
      if month >= 12 {
        lines += [
          ("model_and_hosting", 62_000), ("vendor_licence", 80_000), ("human_review", 38_000), ("retraining", 26_000),
          ("feedback_tools", 9_000),
        ]
      }
      lines += oneTime.filter { $0.month == month }.map { ($0.category, $0.budget) }
      for (category, cents) in lines { text += "\(date),\(category),\(WallClock.money(cents))\n" }
    }
    return text
  }

  private static func people(_ simulation: Simulation, _ month: Int, _ channel: Int) -> [(String, Int)] {
    let handled = simulation.sessions.filter {
      $0.channel == channel && $0.needsPerson && Programme.month(of: $0.day) == month
    }
    let seconds = handled.reduce(0) { $0 + $1.handleSeconds }
    // The partner takes the overflow at 6.40 a contact; own agents cost 1.06 cents a second of work, occupancy included.
    let overflowPercent = month < 12 ? 30 : month < 15 ? 23 : 16
    let overflow = (handled.count * overflowPercent + 50) / 100
    return [
      ("in_house_agents", seconds * (100 - overflowPercent) / 100 * 106 / 100), ("overflow_partner", overflow * 640),
    ]
  }

  private static func assistant(_ simulation: Simulation, _ month: Int, _ channel: Int) -> [(String, Int)] {
    guard month >= 12 else { return [] }
    let routed = simulation.sessions.filter { $0.isRouted && Programme.month(of: $0.day) == month }
    let own = routed.reduce(0) { $0 + ($1.channel == channel ? 1 : 0) }
    guard own > 0 else { return [] }
    let model = 30_000 + routed.count * 24
    let retraining = month == 14 ? 52_000 : month == 16 ? 61_000 : 20_000
    let review = month == 16 ? 57_000 : 36_000
    let amounts = [model, 80_000, review, retraining, 9_000]
    return zip(assistantCategories, amounts).map { ($0, $1 * own / routed.count) }
  }
}
