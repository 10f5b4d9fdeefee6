import Formats
import Foundation
import TestSupport
import Testing

/// Each language has every word of the program, and says the same figures as the English does.
@Suite struct PhraseTests {
  static let languages = Language.allCases.filter { $0 != .english }

  @Test(arguments: languages)
  func everyPhraseOfTheSourcesIsInTheTable(_ language: Language) throws {
    let phrases = try SourcePhrases.all()
    #expect(phrases.count > 400, "the reading of the sources finds few phrases")
    for (phrase, file) in phrases where language.phrases[phrase] == nil {
      Issue.record("\(file): “\(phrase)” is not in \(language)")
    }
  }

  @Test func theLanguagesHaveTheSameWords() {
    #expect(Set(Language.german.phrases.keys) == Set(Language.french.phrases.keys))
    #expect(Language.english.phrases.isEmpty)
  }

  @Test(arguments: languages)
  func whatIsInterpolatedStandsInEveryTranslation(_ language: Language) {
    for (english, words) in language.phrases {
      let places = Self.places(english)
      #expect(places == Self.places(words), "\(english)")
      #expect(!words.isEmpty && words.hasPrefix(" ") == english.hasPrefix(" "), "\(english)")
      #expect(words.hasSuffix(" ") == english.hasSuffix(" "), "\(english)")
      #expect(Self.tags(english) == Self.tags(words), "\(english)")
    }
  }

  private static func places(_ text: String) -> [String] {
    text.matches(of: /%[1-9]/).map { String($0.output) }.sorted()
  }
  private static func tags(_ text: String) -> [String] {
    text.matches(of: /<[^>]*>/).map { String($0.output) }.sorted()
  }

  /// Typography of the Imprimerie nationale: no break before a colon or a percent sign, a narrow one before a semicolon.
  @Test func frenchPunctuationKeepsItsSpaces() {
    for (english, words) in Language.french.phrases {
      #expect(!words.contains(/[^\u{A0}]:(?!\/)/), "\(english): \(words)")
      #expect(!words.contains(/[^\u{202F}];/), "\(english): \(words)")
      #expect(!words.contains("'"), "\(english): \(words)")
    }
  }

  @Test func anInterpolatedPhraseIsFilledByPlace() {
    let place = "T2"
    #expect(phrase("change on \(place)") == "change on T2")
    PackLocale.$current.withValue(.german) {
      #expect(phrase("change on \(place)") == "Veränderung zu T2")
      #expect(phrase("Unheard of: \("100%")") == "Unheard of: 100%", "an unknown phrase stays English")
    }
    PackLocale.$current.withValue(.french) { #expect(phrase("\("%2") of \("9")") == "%2 sur 9") }
  }

  @Test func unitsAreNamedByTheNounsOfTheLanguage() {
    #expect(Language.german.noun("session", many: true) == "Sitzungen")
    #expect(Language.french.noun("order", many: false) == "commande")
    #expect(Language.german.noun("widget", many: true) == nil && Language.english.noun("session", many: true) == nil)
  }

  @Test func aTextMadeElsewhereIsFoundByItsWords() {
    PackLocale.$current.withValue(.german) {
      #expect(
        phrase(known: "delete-one-bucket jackknife, 256 buckets, t with 255 df")
          == "Jackknife ohne je einen Eimer, 256 Eimer, t mit 255 Freiheitsgraden")
      #expect(phrase(known: "input: Finance ledger 2026") == "Eingabe: Finance ledger 2026")
      #expect(
        phrase(known: "withheld: a group has fewer than 10 customers (channel)")
          == "nicht ausgewiesen: eine Gruppe hat weniger als 10 Kunden (channel)")
      #expect(
        phrase(known: "hybrid of two intervals (Wilson on the effective number of rows)")
          == "Kombination zweier Intervalle (Wilson auf der effektiven Zeilenzahl)")
      #expect(phrase(known: "an author’s own words (1 of 2)") == "an author’s own words (1 of 2)")
    }
    #expect(phrase(known: "input: Finance ledger 2026") == "input: Finance ledger 2026")
  }
}

/// The literals that the sources hand to `phrase`, with `%1`, `%2` … for their interpolations.
enum SourcePhrases {
  static func all() throws -> [(phrase: String, file: String)] {
    let folder = Repository.root.appendingPathComponent("Sources")
    let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    var found: [String: String] = [:]
    for name in names.filter({ $0.hasSuffix(".swift") }).sorted() {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for call in text.matches(of: /\bphrase\(\s*(?=")/) {
        var rest = text[call.range.upperBound...]
        found[literal(&rest)] = name
      }
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Takes a literal from its opening quote to its closing one.
  private static func literal(_ rest: inout Substring) -> String {
    rest.removeFirst()
    var (key, values) = ("", 0)
    while let character = rest.popFirst(), character != "\"" {
      guard character == "\\", let escaped = rest.popFirst() else {
        key.append(character)
        continue
      }
      switch escaped {
      case "(":
        values += 1
        key += "%\(values)"
        var depth = 1
        while depth > 0, let next = rest.first {
          if next == "\"" {
            _ = literal(&rest)
            continue
          }
          rest.removeFirst()
          depth += next == "(" ? 1 : next == ")" ? -1 : 0
        }
      case "u":
        let digits = rest.dropFirst().prefix { $0 != "}" }
        rest = rest[digits.endIndex...].dropFirst()
        if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) { key.unicodeScalars.append(scalar) }
      default: key.append(escaped == "n" ? "\n" : escaped)
      }
    }
    return key
  }
}
