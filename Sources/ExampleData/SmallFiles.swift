/// Feedback, milestones and the phone sheet.
enum SmallFiles {
  private static let themes = [
    "returns label", "delivery window", "size advice", "payment failed", "login code", "hand-over to a person",
    "wrong answer", "order tracking",
  ]

  /// One JSON object a line; open items have neither `shipped_at` nor `declined_at`.
  static func feedback(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = ""
    var number = 0
    // As of the end of 2026-10-05.
    let asOf = WallClock.day(2026, 10, 6)
    for day in Programme.first...Programme.last {
      let month = Programme.month(of: day)
      for _ in 0..<random.rounded(month < 12 ? 0.55 : 0.95) {
        number += 1
        let received = day * WallClock.secondsPerDay + random.integer(28_800, 72_000)
        let theme = themes[random.integer(0, themes.count - 1)]
        let rates = TrueEffects.shippedPerDay
        let rate = month < 9 ? rates.before2026 : month < 12 ? rates.q1 : month < 15 ? rates.q2 : rates.q3
        let declines = random.chance(0.07)
        var shipped: Int?
        var declined: Int?
        var later = day + 1
        while later < asOf && shipped == nil && declined == nil {
          if declines && later == day + 14 { declined = later } else if random.chance(rate) { shipped = later }
          later += 1
        }
        let hour = random.integer(32_400, 64_800)
        text += "{\"feedback_id\":\"F\(number)\",\"received_at\":\"\(WallClock.time(received))\",\"theme\":\"\(theme)\""
        if let shipped { text += ",\"shipped_at\":\"\(WallClock.time(shipped * WallClock.secondsPerDay + hour))\"" }
        if let declined { text += ",\"declined_at\":\"\(WallClock.time(declined * WallClock.secondsPerDay + hour))\"" }
        text += "}\n"
      }
    }
    return text
  }

  static let milestones = """
    milestone,planned,actual
    Web and app live,2026-04-01,2026-04-01
    Privacy review closed,2026-04-10,2026-04-08
    Messaging live,2026-04-20,2026-04-27
    Service team trained,2026-04-24,2026-04-24
    Hand-over notes for agents,2026-05-11,2026-06-15
    Escalation path audited,2026-05-18,2026-05-18
    Model 2.0,2026-06-08,2026-06-15
    Voice pilot,2026-06-22,2026-07-13

    """

  /// A sheet that was added up before it was supplied: a row a month.
  static func phone(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = "month,calls,answered_in_time,cost\n"
    for (month, sessions) in Programme.monthlySessions.enumerated() {
      let calls = Int(sessions * (month < 12 ? 0.42 : 0.24)) + random.integer(-12, 12)
      let answered = calls * random.integer(month < 12 ? 74 : 79, month < 12 ? 79 : 84) / 100
      text += "\(WallClock.date(Programme.firstDay(ofMonth: month))),\(calls),\(answered),"
      text += "\(WallClock.money(calls * 585 + random.integer(0, 99)))\n"
    }
    return text
  }
}
