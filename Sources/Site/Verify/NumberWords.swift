import Formats

/// Tells numbers from what else holds digits: dates, periods, the confidence of an interval.
enum NumberWords {
  static func holdsNumber(_ text: String) -> Bool {
    guard text.utf8.contains(where: isDigit) else { return false }
    let words = ["95%", "95-%", "95\u{A0}%"].reduce(text) { $0.replacing($1, with: "") }.split {
      !$0.isLetter && !$0.isNumber && $0 != "-"
    }
    return words.indices.contains { index in
      let word = words[index]
      guard word.utf8.contains(where: isDigit), !isYear(word.prefix(4)), !isQuarter(word) else { return false }
      let isDay = (word.utf8.count <= 2 && word.utf8.allSatisfy(isDigit)) || word == "1er"
      let neighbours = [index - 1, index + 1].filter(words.indices.contains).map { words[$0] }
      return !(isDay && neighbours.contains(where: isMonth))
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Whole, or with a month, week or quarter after a hyphen.
  private static func isYear(_ word: Substring) -> Bool {
    word.utf8.count == 4 && word.utf8.allSatisfy(isDigit) && (word.hasPrefix("19") || word.hasPrefix("20"))
  }

  private static func isQuarter(_ word: Substring) -> Bool {
    word.utf8.count == 2 && (word.hasPrefix("Q") || word.hasPrefix("T")) && "1234".contains(word.last ?? " ")
  }

  private static func isMonth(_ word: Substring) -> Bool {
    word.count >= 3 && (1...12).contains { DateText.monthName($0).hasPrefix(word) }
  }
}
