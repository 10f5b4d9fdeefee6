/// A length of time as written: `6 hours`, `2 days`, `25 months`.
struct TimeLength: Hashable, CustomStringConvertible {
  enum Unit: String, CaseIterable {
    case second, minute, hour, day, week, month, year

    /// nil where the calendar decides.
    var seconds: Int64? {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .week: 604_800
      case .month, .year: nil
      }
    }

    /// Singular, plural, or a short form that means one thing only.
    init?(word: String) {
      let short: [String: Unit] = [
        "s": .second, "sec": .second, "min": .minute, "h": .hour, "hr": .hour, "hrs": .hour, "d": .day, "w": .week,
        "mo": .month, "y": .year, "yr": .year, "yrs": .year,
      ]
      let word = word.lowercased()
      guard let unit = short[word] ?? Unit(rawValue: word.hasSuffix("s") ? String(word.dropLast()) : word) else {
        return nil
      }
      self = unit
    }
  }

  var count: Int
  var unit: Unit

  init?(parsing text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 2 else { return nil }
    self.init(count: words[0], unit: words[1])
  }

  init?(count: String, unit: String) {
    guard let count = Int(count), (1...100_000).contains(count), let unit = Unit(word: unit) else { return nil }
    self.count = count
    self.unit = unit
  }

  var description: String { "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")" }

  /// The moment so long before another; months and years go by the calendar and start at midnight.
  func before(_ moment: Int64, in calendar: Calendar) -> Int64 {
    if let seconds = unit.seconds { return moment - Int64(count) * seconds }
    let day = Period(.day, containing: calendar.day(atUTC: moment))
    return calendar.start(of: day.shifted(months: -count * (unit == .year ? 12 : 1)).start)
  }
}
