import Pack

/// What the values of a column that may hold timestamps have in common: one form, the days they span.
struct NewTimeShape {
  /// How all values are written; `numeric` leaves open which of two numbers is the day.
  enum Form: Hashable {
    case iso
    case compact
    case yearFirst(separator: UInt8, time: String)
    case named(separator: UInt8, yearDigits: Int, time: String)
    case numeric(separator: UInt8, yearDigits: Int, time: String)
  }

  /// Days and rows by month, in one reading of the values.
  struct Span: Hashable {
    var first = Int.max
    var last = Int.min
    /// Rows by `year * 12 + month - 1`.
    var months: [Int: Int] = [:]

    mutating func add(_ date: CivilDate) {
      let day = date.dayNumber
      first = min(first, day)
      last = max(last, day)
      months[date.year * 12 + date.month - 1, default: 0] += 1
    }
  }

  private(set) var isPossible = true
  private(set) var form: Form?
  private(set) var hasClock = false
  private var dayFirst: Span? = Span()
  private var monthFirst: Span? = Span()

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard isPossible else { return }
    guard bytes.count >= 8, bytes.count <= 40, let value = TimeValue(Array(bytes)), form == nil || form == value.form
    else {
      isPossible = false
      return
    }
    form = value.form
    hasClock = hasClock || value.hasClock
    if let date = value.dayFirst { dayFirst?.add(date) } else { dayFirst = nil }
    if let date = value.monthFirst { monthFirst?.add(date) } else { monthFirst = nil }
    isPossible = dayFirst != nil || monthFirst != nil
  }

  /// Whether every value could be read with the day first and with the month first.
  var isAmbiguous: Bool {
    if case .numeric = form { return dayFirst != nil && monthFirst != nil && dayFirst != monthFirst }
    return false
  }

  /// The days of the values in the reading that `format` declares.
  var span: Span? {
    guard isPossible, form != nil else { return nil }
    return dayFirst ?? monthFirst
  }

  /// As `format:` has it; nil for ISO.
  var format: String? {
    switch form {
    case nil, .iso: return nil
    case .compact: return "yyyyMMdd"
    case .yearFirst(let separator, let time):
      let s = String(UnicodeScalar(separator))
      return "yyyy\(s)MM\(s)dd\(time)"
    case .named(let separator, let digits, let time):
      let s = String(UnicodeScalar(separator))
      return "dd\(s)MMM\(s)\(year(digits))\(time)"
    case .numeric(let separator, let digits, let time):
      let s = String(UnicodeScalar(separator))
      return (dayFirst == nil ? "MM\(s)dd\(s)" : "dd\(s)MM\(s)") + year(digits) + time
    }
  }

  private func year(_ digits: Int) -> String { String(repeating: "y", count: digits) }
}

/// One timestamp, read by its own look.
private struct TimeValue {
  let form: NewTimeShape.Form
  let hasClock: Bool
  let dayFirst: CivilDate?
  let monthFirst: CivilDate?

  init?(_ bytes: [UInt8]) {
    var scanner = Scanner(bytes: bytes)
    let lead = bytes.prefix { (48...57).contains($0) }.count
    switch lead {
    case 8 where bytes.count == 8:
      guard let date = scanner.date(yearDigits: 4, separator: nil), (1900...2100).contains(date.year) else {
        return nil
      }
      (form, hasClock, dayFirst, monthFirst) = (.compact, false, date, date)
    case 4:
      let separator = bytes[4]
      guard "-/.".utf8.contains(separator), let date = scanner.date(yearDigits: 4, separator: separator) else {
        return nil
      }
      if separator == UInt8(ascii: "-") {
        guard let day = scanner.isoRest(date) else { return nil }
        (form, hasClock, dayFirst, monthFirst) = (.iso, bytes.count > 10, day, day)
      } else {
        guard let time = scanner.clock() else { return nil }
        (form, hasClock, dayFirst, monthFirst) = (
          .yearFirst(separator: separator, time: time), !time.isEmpty, date, date
        )
      }
    case 2:
      let separator = bytes[2]
      guard "-/.".utf8.contains(separator), let first = scanner.digits(2), scanner.take(separator) else { return nil }
      let month = scanner.monthName()
      guard let second = month ?? scanner.digits(2), scanner.take(separator), let year = scanner.year(),
        let time = scanner.clock()
      else { return nil }
      hasClock = !time.isEmpty
      dayFirst = CivilDate(year: year.value, month: second, day: first)
      if month != nil {
        form = .named(separator: separator, yearDigits: year.digits, time: time)
        monthFirst = dayFirst
      } else {
        form = .numeric(separator: separator, yearDigits: year.digits, time: time)
        monthFirst = CivilDate(year: year.value, month: first, day: second)
      }
    default: return nil
    }
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= bytes.count else { return nil }
      let slice = bytes[position..<position + count]
      guard slice.allSatisfy({ (48...57).contains($0) }) else { return nil }
      position += count
      return slice.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    mutating func date(yearDigits: Int, separator: UInt8?) -> CivilDate? {
      guard let year = digits(yearDigits), separator.map({ take($0) }) ?? true, let month = digits(2),
        separator.map({ take($0) }) ?? true, let day = digits(2)
      else { return nil }
      return CivilDate(year: year, month: month, day: day)
    }

    /// Two or four digits; the pivot is that of POSIX strptime.
    mutating func year() -> (value: Int, digits: Int)? {
      let count = bytes[position...].prefix { (48...57).contains($0) }.count
      guard count == 2 || count == 4, let value = digits(count) else { return nil }
      return (count == 4 ? value : value + (value < 69 ? 2000 : 1900), count)
    }

    mutating func monthName() -> Int? {
      guard position + 3 <= bytes.count else { return nil }
      let name = String(decoding: bytes[position..<position + 3].map { $0 | 32 }, as: UTF8.self)
      let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      guard let index = names.firstIndex(of: name) else { return nil }
      position += 3
      return index + 1
    }

    /// The pattern of what follows a date up to the end; nil when that is no time of day.
    mutating func clock() -> String? {
      if isAtEnd { return "" }
      var pattern = bytes[position] == UInt8(ascii: "T") ? "T" : " "
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: " ")), wallClock(&pattern) != nil, isAtEnd else { return nil }
      return pattern
    }

    /// Seconds of the day.
    private mutating func wallClock(_ pattern: inout String) -> Int? {
      guard let hour = digits(2), hour < 24, take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else {
        return nil
      }
      pattern += "HH:mm"
      guard take(UInt8(ascii: ":")) else { return hour * 3600 + minute * 60 }
      guard let second = digits(2), second < 60 else { return nil }
      pattern += ":ss"
      if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
        let start = position
        position += 1
        guard digits(3) != nil else {
          position = start
          return nil
        }
        pattern += ".SSS"
      }
      return hour * 3600 + minute * 60 + second
    }

    /// The day in UTC of an ISO text whose date is read already.
    mutating func isoRest(_ date: CivilDate) -> CivilDate? {
      if isAtEnd { return date }
      guard take(UInt8(ascii: "T")) || take(UInt8(ascii: " ")), let hour = digits(2), hour < 24,
        take(UInt8(ascii: ":")), let minute = digits(2), minute < 60
      else { return nil }
      var seconds = hour * 3600 + minute * 60
      if take(UInt8(ascii: ":")) {
        guard let second = digits(2), second < 60 else { return nil }
        seconds += second
        if take(UInt8(ascii: ".")) || take(UInt8(ascii: ",")) {
          let count = bytes[position...].prefix { (48...57).contains($0) }.count
          guard count > 0 else { return nil }
          position += count
        }
      }
      if isAtEnd || take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) {
        return isAtEnd ? date : nil
      }
      let isWest = bytes[position] == UInt8(ascii: "-")
      guard take(UInt8(ascii: "+")) || take(UInt8(ascii: "-")), let hours = digits(2), hours < 24 else { return nil }
      var offset = hours * 3600
      if !isAtEnd {
        _ = take(UInt8(ascii: ":"))
        guard let minutes = digits(2), minutes < 60, isAtEnd else { return nil }
        offset += minutes * 60
      }
      let utc = seconds - (isWest ? -offset : offset)
      let days = utc < 0 ? -1 : utc / 86_400
      return CivilDate(dayNumber: date.dayNumber + days)
    }
  }
}
