/// A language of the theme's words.
public enum Language: String, Sendable, CaseIterable {
  /// Stands where the words are used.
  case english = "en"
  /// As a board paper has it, in business German.
  case german = "de"
  /// With no-break spaces as the locale's numbers have them.
  case french = "fr"

  /// Its words by the English ones; empty for English itself.
  public var phrases: [String: String] {
    switch self {
    case .english: [:]
    case .german: Self.germanPhrases
    case .french: Self.frenchPhrases
    }
  }
}

extension PackLocale {
  /// The language that it is written in.
  public var language: Language {
    switch self {
    case .britishEnglish, .americanEnglish: .english
    case .german: .german
    case .french: .french
    }
  }

  /// Whether words within a sentence keep their capital, as nouns do in German.
  public var keepsCapitals: Bool { self == .german }
}
