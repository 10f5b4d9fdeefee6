import Diagnostics

extension Reference {
  /// The words after the last dot of a reference.
  public static let propertyNames = [
    "value", "change", "relative_change", "low", "high", "interval", "target", "plan", "forecast", "n", "label",
    "status", "moved", "from_to", "highest", "lowest", "rose", "fell",
  ]

  /// Reads what stands between the braces of `{{ … }}`.
  init(parsing body: String, at location: Diagnostic.Location) throws(PhraseScanner.Failure) {
    var scanner = PhraseScanner(body)
    scanner.skipSpaces()
    guard !scanner.isAtEnd else {
      throw PhraseScanner.Failure(summary: "it is empty", offset: 0, remedy: "Write the name of a metric: “{{ nps }}”.")
    }
    guard var path = scanner.path() else {
      throw PhraseScanner.Failure(
        summary: "it does not start with a name", offset: scanner.position,
        remedy: "Start with the name of a metric or input: letters, digits and underscores.")
    }
    let filters = try scanner.filters()
    var property = Property.value
    var joinedName: String?
    if filters.isEmpty, path.count > 1, let last = path.last, scanner.next == "(" || Self.propertyNames.contains(last) {
      if scanner.next != "(" { joinedName = path.joined(separator: ".") }
      property = try Reference.property(last, &scanner)
      path.removeLast()
    } else if scanner.take(".") {
      property = try Reference.property(scanner.name() ?? "", &scanner)
    }
    let metric = path.joined(separator: ".")
    scanner.skipSpaces()
    let format = scanner.take("|") ? try Reference.format(&scanner) : ReferenceFormat()
    guard scanner.isAtEnd else {
      let isFilter = scanner.next == "["
      throw PhraseScanner.Failure(
        summary: "“\(scanner.rest)” is not understood", offset: scanner.position,
        remedy: isFilter
          ? "Filters follow the name of the metric directly: “{{ \(metric)[channel=voice].low }}”."
          : "A reference is a metric, filters in brackets, one property after a dot and a format after a bar.")
    }
    self.init(
      metric: metric, joinedName: joinedName, filters: filters, property: property, format: format,
      location: location)
  }

  private static func property(
    _ name: String, _ scanner: inout PhraseScanner
  ) throws(PhraseScanner.Failure) -> Property {
    switch name {
    case "value": return .value
    case "change": return .change(try comparison(&scanner))
    case "relative_change": return .relativeChange(try comparison(&scanner))
    case "moved": return .moved(try comparison(&scanner))
    case "from_to": return .fromTo(try comparison(&scanner))
    case "highest": return .ranking(try Ranking(.highest, &scanner))
    case "lowest": return .ranking(try Ranking(.lowest, &scanner))
    case "rose": return .ranking(try Ranking(.rose, &scanner))
    case "fell": return .ranking(try Ranking(.fell, &scanner))
    case "low": return .low
    case "high": return .high
    case "interval": return .interval
    case "target": return .target
    case "plan": return .plan
    case "forecast": return .forecast
    case "n": return .n
    case "label": return .label
    case "status": return .status
    default:
      let nearest = nearestName(to: name, among: propertyNames).map { "Did you mean “.\($0)”? " } ?? ""
      throw PhraseScanner.Failure(
        summary: "“.\(name)” is no property", offset: scanner.position - name.count,
        remedy: nearest + "The properties are \(propertyNames.joined(separator: ", ")).")
    }
  }

  /// The name in parentheses; without them `prior`, as in claims.
  private static func comparison(_ scanner: inout PhraseScanner) throws(PhraseScanner.Failure) -> String {
    guard scanner.take("(") else { return "prior" }
    scanner.skipSpaces()
    let start = scanner.position
    let name = scanner.name()
    scanner.skipSpaces()
    guard let name, scanner.take(")") else {
      throw PhraseScanner.Failure(
        summary: "the comparison is not understood", offset: start,
        remedy: "Write the name of a comparison of the pack in parentheses: “.change(prior)”.")
    }
    return name
  }

  private static func format(_ scanner: inout PhraseScanner) throws(PhraseScanner.Failure) -> ReferenceFormat {
    var format = ReferenceFormat()
    var seen: Set<String> = []
    scanner.skipSpaces()
    repeat {
      let start = scanner.position
      let word = scanner.text(until: " \t")
      let role: String
      switch word {
      case "k": (format.scale, role) = (.thousands, "scale")
      case "m": (format.scale, role) = (.millions, "scale")
      case "signed": (format.signed, role) = (true, "sign")
      case "words", "ordinal", "times", "fraction":
        (format.wording, role) = (ReferenceFormat.Wording(rawValue: word), "wording")
      default:
        guard word.utf8.count == 1, let digits = Int(word), digits >= 0 else {
          throw PhraseScanner.Failure(
            summary: word.isEmpty ? "the format after the bar is missing" : "“\(word)” is no format", offset: start,
            remedy:
              "Write a number of digits from 0 to 9, “k” for thousands, “m” for millions, “signed”, “words”, “ordinal”, “times” or “fraction”."
          )
        }
        (format.digits, role) = (digits, "digits")
      }
      guard seen.insert(role).inserted else {
        throw PhraseScanner.Failure(
          summary: "“\(word)” contradicts or repeats the format before it", offset: start,
          remedy: "Keep one number of digits, one of “k” and “m”, and one “signed”.")
      }
      scanner.skipSpaces()
    } while !scanner.isAtEnd
    let isScaled = format.scale != .ones || format.signed || format.digits != nil && format.wording != .times
    guard format.wording == nil || !isScaled else {
      throw PhraseScanner.Failure(
        summary: "words have no digits, scale or sign", offset: 0,
        remedy: "Keep “\(format.wording?.rawValue ?? "")” alone; “times” may have a number of digits.")
    }
    return format
  }
}
