extension Period {
  /// Reads a period's name; nil when it is none of the forms of `name`, or no such day, week or quarter exists.
  ///
  /// Years and quarters are fiscal: `2026` starts in month `yearStarts` of 2026, so with `yearStarts: 4` the quarter
  /// `2026-Q4` is January to March 2027. Weeks are those of ISO 8601.
  public init?(parsing text: String, yearStarts: Int = 1) {
    if let dots = text.split(separator: "..", omittingEmptySubsequences: false).pair {
      guard let first = CivilDate(parsing: dots.0), let last = CivilDate(parsing: dots.1), first <= last,
        // A slip in a year would ask for figures of thousands of years.
        last.dayNumber - first.dayNumber < 200 * 366
      else { return nil }
      self.init(name: text, start: first, end: CivilDate(dayNumber: last.dayNumber + 1))
      return
    }
    if let day = CivilDate(parsing: text) {
      self.init(name: text, start: day, end: CivilDate(dayNumber: day.dayNumber + 1))
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, let year = Self.digits(first, count: 4), parts.count <= 2,
      (1...12).contains(yearStarts)
    else { return nil }
    guard parts.count == 2 else {
      self.init(name: text, index: year, grain: .year, yearStarts: yearStarts)
      return
    }
    let rest = parts[1]
    if rest.hasPrefix("Q"), let quarter = Self.digits(rest.dropFirst(), count: 1), (1...4).contains(quarter) {
      self.init(name: text, index: year * 4 + quarter - 1, grain: .quarter, yearStarts: yearStarts)
    } else if rest.hasPrefix("W"), let week = Self.digits(rest.dropFirst(), count: 2), week >= 1 {
      // ISO 8601: week 1 holds 4 January.
      guard let fourth = CivilDate(year: year, month: 1, day: 4) else { return nil }
      let monday = fourth.dayNumber - (fourth.weekday - 1) + (week - 1) * 7
      let start = CivilDate(dayNumber: monday)
      guard CivilDate(dayNumber: monday + 3).year == year else { return nil }
      self.init(name: text, start: start, end: CivilDate(dayNumber: monday + 7))
    } else if let month = Self.digits(rest, count: 2), (1...12).contains(month) {
      self.init(name: text, index: year * 12 + month - 1, grain: .month, yearStarts: 1)
    } else {
      return nil
    }
  }

  /// The period of a grain that holds a day.
  public init(_ grain: Grain, containing day: CivilDate, yearStarts: Int = 1) {
    let months = day.year * 12 + day.month - 1
    let fiscal = months - (yearStarts - 1)
    switch grain {
    case .day: self.init(name: day.description, start: day, end: CivilDate(dayNumber: day.dayNumber + 1))
    case .week:
      let monday = day.dayNumber - (day.weekday - 1)
      let year = CivilDate(dayNumber: monday + 3).year
      let firstDay = CivilDate(firstOfMonth: year * 12).dayNumber
      let week = (monday + 3 - firstDay) / 7 + 1
      self.init(
        name: "\(padded(year, 4))-W\(padded(week, 2))", start: CivilDate(dayNumber: monday),
        end: CivilDate(dayNumber: monday + 7))
    case .month:
      self.init(
        name: "\(padded(day.year, 4))-\(padded(day.month, 2))", start: CivilDate(firstOfMonth: months),
        end: CivilDate(firstOfMonth: months + 1))
    case .quarter: self.init(quarter: fiscal / 3, yearStarts: yearStarts)
    case .year: self.init(year: fiscal / 12, yearStarts: yearStarts)
    }
  }

  /// The same stretch so many months later (negative: earlier), of the same kind and named alike.
  ///
  /// Weeks move by 52 weeks a year, 13 a quarter, 4 a month; days keep their number or take the month's last; another
  /// range that does not consist of whole months keeps its length in days.
  public func shifted(months: Int) -> Period {
    let isNamed = !name.contains("..")
    if start.day == 1, end.day == 1 {
      let first = start.monthIndex + months
      let last = end.monthIndex + months
      let moved = Period(start: CivilDate(firstOfMonth: first), end: CivilDate(firstOfMonth: last))
      guard isNamed else { return moved }
      let length = end.monthIndex - start.monthIndex
      if length == 1 { return Period(.month, containing: moved.start) }
      guard length == 3 || length == 12, months % length == 0 else { return moved }
      // The first month of a fiscal year follows from a quarter's own name.
      return Period(length == 3 ? .quarter : .year, containing: moved.start, yearStarts: yearStartsOfName)
    }
    if days == 7, start.weekday == 1, isNamed {
      let weeks = months / 12 * 52 + months % 12 / 3 * 13 + months % 3 * 4
      return Period(.week, containing: CivilDate(dayNumber: start.dayNumber + weeks * 7))
    }
    let month = start.monthIndex + months
    let first = CivilDate(firstOfMonth: month)
    let lastDay = CivilDate.days(inMonth: first.month, of: first.year)
    let moved = CivilDate(dayNumber: first.dayNumber + min(start.day, lastDay) - 1)
    if days == 1, isNamed { return Period(.day, containing: moved) }
    return Period(start: moved, end: CivilDate(dayNumber: moved.dayNumber + days))
  }

  /// The stretch of the same kind that ends where this one starts.
  public var previous: Period {
    if start.day == 1, end.day == 1 { return shifted(months: start.monthIndex - end.monthIndex) }
    if let grain, !name.contains("..") {
      return Period(grain, containing: CivilDate(dayNumber: start.dayNumber - 1))
    }
    return Period(start: CivilDate(dayNumber: start.dayNumber - days), end: start)
  }

  /// A range named by its first and last day.
  public init(start: CivilDate, end: CivilDate) {
    let last = CivilDate(dayNumber: end.dayNumber - 1)
    self.init(name: "\(start)..\(last)", start: start, end: end)
  }

  private init(quarter index: Int, yearStarts: Int) {
    self.init(
      name: "\(padded(index / 4, 4))-Q\(index % 4 + 1)", index: index, grain: .quarter, yearStarts: yearStarts)
  }

  private init(year: Int, yearStarts: Int) {
    self.init(name: padded(year, 4), index: year, grain: .year, yearStarts: yearStarts)
  }

  private init(name: String, index: Int, grain: Grain, yearStarts: Int) {
    let length = grain == .year ? 12 : grain == .quarter ? 3 : 1
    let first = index * length + yearStarts - 1
    self.init(name: name, start: CivilDate(firstOfMonth: first), end: CivilDate(firstOfMonth: first + length))
  }

  private var yearStartsOfName: Int {
    let parts = name.split(separator: "-")
    let quarter = parts.count == 2 ? Int(parts[1].dropFirst()) ?? 1 : 1
    let year = parts.first.flatMap { Int($0) } ?? start.year
    return start.monthIndex - year * 12 - (quarter - 1) * 3 + 1
  }

  private static func digits(_ text: some StringProtocol, count: Int) -> Int? {
    text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }
}

extension Array {
  /// The two elements of a list of two.
  fileprivate var pair: (Element, Element)? { count == 2 ? (self[0], self[1]) : nil }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
