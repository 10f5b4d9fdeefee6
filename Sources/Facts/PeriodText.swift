import Formats
public import Pack

extension Period {
  /// The period as a reader names it: `April 2025`, `2026-Q3`, `week of 24 August 2026`, `1 April to 29 June 2026`.
  public var text: String {
    let last = CivilDate(dayNumber: end.dayNumber - 1)
    if name.contains("..") {
      // From the first day there can be: `cumulative`.
      guard start.dayNumber > 1 else { return phrase("up to \(day(last))") }
      let first = start.year == last.year ? DateText.day(month: start.month, day: start.day) : day(start)
      return first + PackLocale.current.to + day(last)
    }
    switch grain {
    case .month?: return "\(DateText.monthName(start.month)) \(start.year)"
    case .week?: return phrase("week of \(day(start))")
    case .day?: return day(start)
    default: return name
    }
  }

  private func day(_ date: CivilDate) -> String { DateText.day(year: date.year, month: date.month, day: date.day) }
}

/// A name with spaces for its underscores.
func spaced(_ name: String) -> String {
  String(decoding: name.utf8.map { $0 == UInt8(ascii: "_") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
}

/// A value of a segment as a reader sees it: `order_status` reads "Order status", `iOS` as it is.
public func displayName(_ value: String) -> String {
  let words = spaced(value).split(separator: " ", omittingEmptySubsequences: false).map {
    abbreviations.contains(String($0)) ? $0.uppercased() : String($0)
  }.joined(separator: " ")
  let first = words.prefix { $0 != " " }
  return first.contains(where: \.isUppercase) ? words : words.prefix(1).uppercased() + words.dropFirst()
}

/// Names of measures that are read letter by letter: `csat_answers` reads "CSAT answers".
private let abbreviations: Set<String> = ["aht", "cltv", "csat", "fcr", "nps"]
