/// The times of units, in two families that never mix: exact ones, and those whose length depends on the calendar.
public enum TimeSymbol: String, Sendable, Hashable, CaseIterable {
  case second = "s", minute = "min", hour = "h", day, week
  case month, quarter, year

  /// Whether one symbol converts into another by a factor.
  public enum Family: Sendable, Hashable {
    /// s, min, h: the time work takes. Converts exactly to days and weeks.
    case clock
    /// day, week: exact periods of 24 and 168 hours.
    case day
    /// month, quarter, year: convert exactly among themselves only.
    case calendar
  }

  /// The family it belongs to.
  public var family: Family {
    switch self {
    case .second, .minute, .hour: .clock
    case .day, .week: .day
    case .month, .quarter, .year: .calendar
    }
  }

  /// Seconds of an exact symbol, months of a calendar one.
  public var length: Double {
    switch self {
    case .second: 1
    case .minute: 60
    case .hour: 3600
    case .day: 86_400
    case .week: 604_800
    case .month: 1
    case .quarter: 3
    case .year: 12
    }
  }

  var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The word for one of it.
  public var word: String {
    switch self {
    case .second: "second"
    case .minute: "minute"
    case .hour: "hour"
    default: rawValue
    }
  }
}
