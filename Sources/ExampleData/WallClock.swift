/// Days and seconds of a wall clock without a zone, counted from 1970-01-01.
///
/// Sessions begin between 07:00 and 23:00, so no written time falls into the hour that a change of clocks repeats.
enum WallClock {
  static let secondsPerDay = 86_400

  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let z = day + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// 0 is Monday.
  static func weekday(_ day: Int) -> Int { (day + 3) % 7 }

  /// `2026-04-01`.
  static func date(_ day: Int) -> String {
    let parts = civil(day)
    return "\(parts.year)-\(two(parts.month))-\(two(parts.day))"
  }

  /// `2026-04-01T09:30:00`.
  static func time(_ seconds: Int) -> String {
    let rest = seconds % secondsPerDay
    return "\(date(seconds / secondsPerDay))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
  }

  /// `12.05` from 1205.
  static func money(_ cents: Int) -> String { "\(cents / 100).\(two(cents % 100))" }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
