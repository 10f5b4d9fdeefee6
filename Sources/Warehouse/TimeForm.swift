/// The form of times in a file, as a regular expression whose groups hold the parts.
struct TimeForm {
  private enum Part { case year, shortYear, month, monthName, day, hour, minute, second }

  /// Of the whole text.
  let expression: String
  private let isISO: Bool
  private let groups: [Part]

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let hour = "([01][0-9]|2[0-3])"
  private static let sixty = "([0-5][0-9])"

  /// - Parameter format: nil and `iso`, or a pattern such as `dd.MM.yyyy HH:mm`, which the pack has checked.
  init(_ format: String?) {
    guard let format, format != "iso" else {
      isISO = true
      groups = []
      let time = "[T ]\(Self.hour):\(Self.sixty)(:\(Self.sixty)([.,][0-9]+)?)?(Z|z|[+-]\(Self.hour)(:?\(Self.sixty))?)?"
      expression = "([0-9]{4}-[0-9]{2}-[0-9]{2})(\(time))?"
      return
    }
    isISO = false
    var (form, groups): (String, [Part]) = ("", [])
    var rest = format.unicodeScalars[...]
    while let first = rest.first {
      let run = String(String.UnicodeScalarView(rest.prefix { $0 == first }))
      let known: (form: String, part: Part?)? =
        switch run {
        case "yyyy": ("([0-9]{4})", .year)
        case "yy": ("([0-9]{2})", .shortYear)
        case "MM": ("([0-9]{2})", .month)
        case "MMM": ("([A-Za-z]{3})", .monthName)
        case "dd": ("([0-9]{2})", .day)
        case "HH": (Self.hour, .hour)
        case "mm": (Self.sixty, .minute)
        case "ss": (Self.sixty, .second)
        case "SSS": ("[0-9]{3}", nil)
        default: nil
        }
      if let known {
        form += known.form
        if let part = known.part { groups.append(part) }
        rest = rest.dropFirst(run.unicodeScalars.count)
      } else {
        let isPlain = first.properties.isAlphabetic || first.properties.numericType != nil || first == " "
        form +=
          isPlain
          ? String(first) : first == "\\" ? "\\\\" : "[\(first == "^" ? "\\^" : first == "]" ? "\\]" : String(first))]"
        rest = rest.dropFirst()
      }
    }
    (expression, self.groups) = (form, groups)
  }

  /// The date as `2026-04-01`.
  func date(_ text: String) -> String {
    if isISO { return "substr(\(text), 1, 10)" }
    let year: String
    if let short = group(.shortYear, text) {
      year = "CASE WHEN \(short) < '69' THEN '20' ELSE '19' END || \(short)"
    } else {
      year = group(.year, text) ?? "''"
    }
    return "\(year) || '-' || \(month(text)) || '-' || \(group(.day, text) ?? "''")"
  }

  /// Seconds since midnight.
  func timeOfDay(_ text: String) -> String {
    let parts =
      isISO
      ? [("11", 3600), ("14", 60), ("17", 1)].map { start, factor in
        let lead = start == "17" ? ":" : start == "14" ? ":" : "[T ]"
        let before = start == "11" ? 10 : start == "14" ? 13 : 16
        return "\(number("regexp_extract(\(text), '^.{\(before)}\(lead)([0-9]{2})', 1)")) * \(factor)"
      }
      : [(Part.hour, 3600), (.minute, 60), (.second, 1)].compactMap { part, factor in
        group(part, text).map { "\(number($0)) * \(factor)" }
      }
    return parts.isEmpty ? "0" : parts.joined(separator: " + ")
  }

  /// Seconds east of UTC where the text says so, else null; nil for forms that never do.
  func offset(_ text: String) -> String? {
    guard isISO else { return nil }
    let zone = "regexp_extract(\(text), '^.{16}.*?(Z|z|[+-][0-9:]+)$', 1)"
    let sign = "CASE WHEN \(zone) LIKE '-%' THEN -1 ELSE 1 END"
    let (hours, minutes) = ("substr(\(zone), 2, 2)", "replace(substr(\(zone), 4), ':', '')")
    return "CASE WHEN lower(\(zone)) = 'z' THEN 0 WHEN \(zone) <> '' THEN "
      + "\(sign) * (\(number(hours)) * 3600 + \(number(minutes)) * 60) END"
  }

  private func number(_ text: String) -> String { "COALESCE(TRY_CAST(\(text) AS BIGINT), 0)" }

  private func group(_ part: Part, _ text: String) -> String? {
    groups.firstIndex(of: part).map {
      "regexp_extract(\(text), '^(?:\(expression.escaping(["'": "''"])))$', \($0 + 1))"
    }
  }

  private func month(_ text: String) -> String {
    guard let name = group(.monthName, text) else { return group(.month, text) ?? "''" }
    let cases = Self.months.enumerated().map { "WHEN '\($1)' THEN '\($0 < 9 ? "0" : "")\($0 + 1)'" }
    return "CASE lower(\(name)) \(cases.joined(separator: " ")) END"
  }
}
