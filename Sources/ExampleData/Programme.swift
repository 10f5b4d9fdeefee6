/// The calendar and the shape of the fictional programme.
enum Programme {
  static let first = WallClock.day(2025, 4, 1)
  /// Last day with data.
  static let last = WallClock.day(2026, 9, 30)
  static let launch = WallClock.day(2026, 4, 1)
  /// Last day of the first wave, allocated 50/50; later customers are allocated 90/10.
  static let firstWaveEnd = WallClock.day(2026, 6, 29)
  static let messagingLive = WallClock.day(2026, 4, 27)
  static let voiceLive = WallClock.day(2026, 7, 13)
  static let incident = WallClock.day(2026, 8, 24)...WallClock.day(2026, 8, 30)

  static let channels = ["web", "app", "messaging", "voice"]
  static let tiers = ["new", "returning", "loyal"]
  static let intents = [
    "order_status", "returns", "delivery_change", "product_advice", "payment", "account",
  ]
  static let intentShares = [0.30, 0.20, 0.14, 0.16, 0.12, 0.08]
  /// Conversion of an intent relative to the average; weighted by `intentShares` they make 1.
  static let intentConversion = [0.5, 0.4, 0.45, 3.2, 0.9, 1.0875]

  /// First contacts a month, April 2025 to September 2026. The peak is Christmas; two countries joined in early 2026.
  static let monthlySessions: [Double] = [
    830, 840, 850, 840, 820, 880, 920, 1290, 1340, 1150, 1250, 1500, 2060, 2200, 2260, 2290, 2250, 2340,
  ]
  /// Monday to Sunday, mean 1.
  static let weekdays = [1.20, 1.10, 1.05, 1.00, 0.95, 0.80, 0.90]

  static func version(on day: Int) -> String {
    if day >= WallClock.day(2026, 8, 17) { return "2.1" }
    return day >= WallClock.day(2026, 6, 15) ? "2.0" : "1.0"
  }

  /// 0 for April 2025.
  static func month(of day: Int) -> Int {
    let parts = WallClock.civil(day)
    return (parts.year - 2025) * 12 + parts.month - 4
  }

  static func firstDay(ofMonth month: Int) -> Int {
    WallClock.day(2025 + (month + 3) / 12, (month + 3) % 12 + 1, 1)
  }

  static func days(inMonth month: Int) -> Int { firstDay(ofMonth: month + 1) - firstDay(ofMonth: month) }

  static func channelShares(on day: Int) -> [Double] {
    if day >= voiceLive { return [0.50, 0.23, 0.19, 0.08] }
    if day >= messagingLive { return [0.55, 0.26, 0.19, 0] }
    return [0.68, 0.32, 0, 0]
  }
}
