import Pack

/// The type that all values of a column fit.
enum NewType: Hashable {
  case text
  /// The spellings in lower case.
  case boolean(true: String, false: String)
  case number(digits: Int)
  case money
  /// `format` as in the pack; nil for ISO.
  case timestamp(format: String?, hasClock: Bool)
}

/// What one pass over a column tells of it.
struct NewColumn {
  let name: String
  let words: [String]
  private(set) var rows = 0
  private(set) var empty = 0
  /// Values by spelling that often stand for no value.
  private(set) var nullSpellings: [String: Int] = [:]
  /// Rows by value while there are few values.
  private(set) var values: [String: Int] = [:]
  private(set) var hasManyValues = false
  private(set) var numbers = NewNumberShape()
  private(set) var times = NewTimeShape()
  private var hashes: Set<UInt64> = []
  private(set) var isDistinctCapped = false

  static let manyValues = 12
  private static let nullWords: Set<String> = ["NULL", "null", "\\N", "NA", "N/A", "n/a", "None", "NaN", "nan", "-"]
  /// Spellings that no text column means literally.
  private static let certainNulls: Set<String> = ["NULL", "null", "\\N"]
  private static let booleanPairs = [
    ("true", "false"), ("yes", "no"), ("t", "f"), ("y", "n"), ("1", "0"), ("on", "off"), ("ja", "nein"), ("j", "n"),
    ("oui", "non"), ("si", "no"), ("sí", "no"),
  ]

  init(name: String) {
    self.name = name
    words = nameWords(name)
  }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    rows += 1
    guard !bytes.isEmpty else {
      empty += 1
      return
    }
    if bytes.count <= 4 {
      let text = String(decoding: bytes, as: UTF8.self)
      if Self.nullWords.contains(text) {
        nullSpellings[text, default: 0] += 1
        return
      }
    }
    numbers.add(bytes)
    times.add(bytes)
    if !hasManyValues { count(bytes) }
    guard !isDistinctCapped else { return }
    hashes.insert(fingerprint(bytes))
    isDistinctCapped = hashes.count >= (isIdentifier ? 4_000_000 : 100_000)
  }

  private mutating func count(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count <= 100 else {
      hasManyValues = true
      values = [:]
      return
    }
    values[String(decoding: bytes, as: UTF8.self), default: 0] += 1
    if values.count > Self.manyValues {
      hasManyValues = true
      values = [:]
    }
  }

  /// FNV-1a, 64 bits: the same in every run.
  private func fingerprint(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Different values; a lower limit where `isDistinctCapped`.
  var distinct: Int { hashes.count }

  var isIdentifier: Bool {
    ["id", "uuid", "guid", "key", "no", "number", "nr"].contains(words.last ?? "") && !words.isEmpty
  }

  /// Spellings to declare as no value: all of them in a typed column, the certain ones in a text.
  var nulls: [String] {
    let isText = type == .text
    return nullSpellings.keys.filter { !isText || Self.certainNulls.contains($0) }.sorted()
  }

  /// Rows without a value.
  var missing: Int { empty + nulls.reduce(0) { $0 + nullSpellings[$1, default: 0] } }

  /// Rows with a value.
  var filled: Int { rows - missing }

  var type: NewType {
    guard rows > empty + nullSpellings.values.reduce(0, +) else { return .text }
    if let boolean { return boolean }
    if let format = epoch { return .timestamp(format: format, hasClock: true) }
    if times.span != nil { return .timestamp(format: times.format, hasClock: times.hasClock) }
    if isIdentifier || numbers.hasLeadingZero { return .text }
    guard let digits = numbers.digits else { return .text }
    let isMoney = !Self.moneyWords.isDisjoint(with: words) && (1...2).contains(digits)
    return isMoney ? .money : .number(digits: digits)
  }

  private static let moneyWords: Set<String> = [
    "amount", "price", "cost", "costs", "revenue", "fee", "refund", "spend",
  ]

  private var boolean: NewType? {
    guard !hasManyValues, (1...4).contains(values.count) else { return nil }
    let spellings = Set(values.keys.map { $0.lowercased() })
    for (yes, no) in Self.booleanPairs where spellings.isSubset(of: [yes, no]) {
      // One spelling alone may be a code: the country no, the count 1.
      if spellings.count == 2 || yes == "true" { return .boolean(true: yes, false: no) }
    }
    return nil
  }

  private var epoch: String? {
    let hints: Set = ["at", "time", "timestamp", "date", "epoch", "ts", "created", "started", "ended", "updated"]
    guard numbers.digits == 0, !hints.isDisjoint(with: words) else { return nil }
    let years = 946_684_800.0...4_102_444_800.0
    if years.contains(numbers.minimum), years.contains(numbers.maximum) { return "epoch" }
    if years.contains(numbers.minimum / 1000), years.contains(numbers.maximum / 1000) { return "epoch-ms" }
    return nil
  }

  /// The days that a timestamp column spans.
  var span: NewTimeShape.Span? {
    guard case .timestamp = type else { return nil }
    guard let epoch else { return times.span }
    let unit = epoch == "epoch" ? 86_400.0 : 86_400_000.0
    var span = NewTimeShape.Span()
    let first = Int(numbers.minimum / unit)
    let last = Int(numbers.maximum / unit)
    // Rows by month are not known here: every month between the ends counts as filled.
    for day in first...last { span.add(CivilDate(dayNumber: day)) }
    return span
  }

  /// Rows with the rarest value of a column with few values.
  var smallestGroup: Int { values.values.min() ?? 0 }

  /// The most frequent value, the first in order among equals.
  var mostCommon: String? { values.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key }
}
