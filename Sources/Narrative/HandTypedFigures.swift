public import Diagnostics

/// A warning `hand-typed-figure` for each figure that an author typed instead of referencing or quoting it.
///
/// Dates, years, names of periods, times, ordinals, durations in whole units, numbers that name a thing ("page 5", "B2C"),
/// the level of an interval and the numbering of headings are no figures; `docs/narrative.md` lists them.
public func handTypedFigures(in page: Page) -> [Diagnostic] {
  page.runs.flatMap { figures($0.inlines, file: page.file, line: $0.line, isHeading: $0.isHeading) }
}

/// The same for running text that starts on `line` of `file`, for example a directive's title.
public func handTypedFigures(in inlines: [Inline], file: String, line: Int) -> [Diagnostic] {
  figures(inlines, file: file, line: line, isHeading: false)
}

private func figures(_ inlines: [Inline], file: String, line: Int, isHeading: Bool) -> [Diagnostic] {
  let prose = Prose(inlines, line: line)
  let check = FigureCheck(words: prose.words, isHeading: isHeading)
  return check.words.indices.filter(check.isFigure).map { index in
    let word = check.words[index]
    return Diagnostic(
      .warning, "hand-typed-figure", "The figure “\(word.core)” is typed by hand",
      at: Diagnostic.Location(file: file, line: word.line),
      explanation: "Nobody can check it, and it stays as it is when the data change.",
      remedy: "Reference the metric, “{{ name }}”, or give the source: “[\(word.core)]{source: \"…\"}”.")
  }
}

/// Tells figures from the numbers that every text holds.
private struct FigureCheck {
  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars", "avril",
    "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
  ]
  private static let spans: Set<String> = [
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "seconds", "minutes", "hours", "days",
    "weeks",
    "months", "quarters", "years", "sekunden", "minuten", "stunde", "stunden", "tag", "tage", "tagen", "woche",
    "wochen",
    "monat", "monate", "monaten", "quartal", "quartale", "quartalen", "jahr", "jahre", "jahren", "secondes", "heure",
    "heures", "jour", "jours", "semaine", "semaines", "mois", "trimestre", "trimestres", "année", "années", "ans",
  ]
  private static let qualifiers: Set<String> = ["working", "calendar", "business", "consecutive"]
  /// Nouns whose number is a name.
  private static let named: Set<String> = [
    "appendix", "article", "chapter", "day", "figure", "footnote", "iso", "item", "level", "line", "month", "no",
    "note",
    "number", "option", "page", "pages", "paper", "part", "phase", "p", "point", "pp", "quarter", "question", "release",
    "row", "section", "sprint", "stage", "step", "table", "tier", "version", "wave", "week", "weeks", "year",
    "abbildung", "abschnitt", "anhang", "artikel", "frage", "fußnote", "kapitel", "punkt", "quartal", "schritt",
    "seite",
    "seiten", "stufe", "tabelle", "teil", "woche", "zeile", "annexe", "chapitre", "ligne", "partie", "étape", "semaine",
    "tableau", "trimestre",
  ]
  private static let currencies = ["eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk", "jpy", "aud", "cad"]

  private static let numbers: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety", "hundred",
  ]
  /// What makes an amount of a number in words.
  private static let amounts: Set<String> = [
    "percent", "percentage", "pp", "points", "hundred", "thousand", "million", "billion", "euros", "euro", "dollars",
    "dollar", "pounds", "pound", "cents", "pence",
  ]
  private static let multiples: Set<String> = [
    "doubled", "doubling", "tripled", "trebled", "quadrupled", "halved", "halving",
  ]

  let words: [Prose.Word]
  let isHeading: Bool

  func isFigure(_ index: Int) -> Bool {
    guard isNumeric(index) else { return isFigureInWords(index) }
    guard !isName(index) else { return false }
    // Of a range, one end may say what both are: “1–3 April”, “pages 5–7”.
    if words[index].joinsNext, index + 1 < words.count, isNumeric(index + 1) {
      return !(isName(index + 1) && !isYear(words[index + 1].core))
    }
    if index > 0, words[index - 1].joinsNext, isNumeric(index - 1) {
      return !(isName(index - 1) && !isYear(words[index - 1].core))
    }
    return true
  }

  /// `twenty per cent`, `three million`, `tenfold`: an amount whose number is written out.
  private func isFigureInWords(_ index: Int) -> Bool {
    let word = lowered(index)
    if FigureCheck.multiples.contains(word) { return true }
    if word.hasSuffix("fold"), FigureCheck.numbers.contains(String(word.dropLast(4))) { return true }
    guard word.split(separator: "-").allSatisfy({ FigureCheck.numbers.contains(String($0)) }), !word.isEmpty else {
      return false
    }
    // "Four times" counts; "four times as many" is a ratio.
    let isRatio = ["as", "more", "less", "higher", "lower", "the"].contains(lowered(index + 2))
    if lowered(index + 1) == "times", isRatio { return true }
    return FigureCheck.amounts.contains(lowered(index + 1))
      || lowered(index + 1) == "per" && lowered(index + 2) == "cent"
  }

  private func isNumeric(_ index: Int) -> Bool {
    words[index].core.unicodeScalars.contains(where: \.isNumeric)
  }

  private func lowered(_ index: Int) -> String {
    words.indices.contains(index) ? words[index].core.lowercased() : ""
  }

  /// Whether the number names a date, a period, a duration or a thing.
  private func isName(_ index: Int) -> Bool {
    let word = withoutPossessive(lowered(index))
    if word.first?.isLetter == true { return !isAmount(word) && !word.hasSuffix("%") }
    if isYear(word) || isDate(word) || isOrdinal(word) || isTime(word) || isHyphenatedSpan(word) { return true }
    if isHeading, index == 0, words[0].isNumbering, isOutlineNumber(word) { return true }
    let next = lowered(index + 1)
    if isWhole(word) {
      if isDayOfMonth(word), FigureCheck.months.contains(next) || FigureCheck.months.contains(lowered(index - 1)) {
        return true
      }
      let unit = FigureCheck.qualifiers.contains(next) ? lowered(index + 2) : next
      if FigureCheck.spans.contains(unit) { return true }
    }
    if isOutlineNumber(word), index > 0, FigureCheck.named.contains(lowered(index - 1)) { return true }
    let level: Set<String> = ["interval", "intervals", "confidence", "limits"]
    if isWhole(word), next == "%", level.contains(lowered(index + 2)) { return true }
    return word.hasSuffix("%") && level.contains(next)
  }

  private func withoutPossessive(_ word: String) -> String {
    word.hasSuffix("'s") || word.hasSuffix("’s") ? String(word.dropLast(2)) : word
  }

  /// `eur5`, `eur5m`: a currency's code and then an amount.
  private func isAmount(_ word: String) -> Bool {
    FigureCheck.currencies.contains { word.hasPrefix($0) && word.dropFirst(3).first?.isNumber == true }
  }

  private func isWhole(_ word: some StringProtocol) -> Bool {
    !word.isEmpty && word.utf8.allSatisfy { (48...57).contains($0) }
  }

  private func isDayOfMonth(_ word: String) -> Bool {
    (Int(word).map { (1...31).contains($0) } ?? false) && word.count <= 2
  }

  /// `2026`, `1990s`, `2025/26`, `2025-26`, `2025-2026`.
  private func isYear(_ word: String) -> Bool {
    let parts = word.split(whereSeparator: { $0 == "/" || $0 == "-" })
    guard let first = parts.first, parts.count <= 2 else { return false }
    let century = first.hasSuffix("s") && parts.count == 1 ? first.dropLast() : first
    guard century.count == 4, isWhole(century), century.hasPrefix("19") || century.hasPrefix("20") else { return false }
    guard parts.count == 2 else { return word.count == first.count }
    // `2026-04` is a month, `2025-26` a year; both are names.
    return isWhole(parts[1]) && (parts[1].count == 2 || parts[1].count == 4) && word.count == 5 + parts[1].count
  }

  /// `2026-04-01`, `2026-Q3`, `2026-W01`, and two of them joined by `..`.
  private func isDate(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, first.count == 4, isWhole(first) else { return false }
    if parts.count == 3 { return parts.dropFirst().allSatisfy { $0.count == 2 && isWhole($0) } }
    guard parts.count == 2, let letter = parts[1].first else { return false }
    return "qwh".contains(letter) && isWhole(parts[1].dropFirst())
  }

  private func isOrdinal(_ word: String) -> Bool {
    ["st", "nd", "rd", "th"].contains { word.hasSuffix($0) } && isWhole(word.dropLast(2))
  }

  /// `09:30` and `24/7`.
  private func isTime(_ word: String) -> Bool {
    if word == "24/7" { return true }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { isWhole($0) && $0.count <= 2 }
      && parts.dropFirst().allSatisfy { $0.count == 2 }
  }

  /// `90-day`, `24-hours`.
  private func isHyphenatedSpan(_ word: String) -> Bool {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count >= 2 && isWhole(parts[0]) && FigureCheck.spans.contains(String(parts[1]))
  }

  /// `2`, `2.1`, `12a`.
  private func isOutlineNumber(_ word: String) -> Bool {
    let body = word.last?.isLetter == true ? word.dropLast() : word[...]
    return body.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isWhole($0) }
  }
}
