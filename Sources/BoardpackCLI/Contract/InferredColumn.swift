import Metrics

/// What one pass over a column tells, for a contract: also how many values fit a type that some do not.
struct InferredColumn {
  private(set) var base: NewColumn
  private(set) var length: ClosedRange<Int>?
  private var numbers = NumberTally()
  private var commas = NumberTally()
  /// Values by the form of a time they have.
  private var times: [NewTimeShape.Form: TimeTally] = [:]
  private var mails = 0
  private var phones = 0
  /// Values of some length, without spellings of null.
  private var values = 0

  /// A type, and the values that fit it.
  struct Reading {
    var type: NewType
    var rows: Int
    var hasDecimalComma = false
    var remark: String?
  }

  init(name: String) { base = NewColumn(name: name) }

  var name: String { base.name }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    let before = base.nullSpellings
    base.add(bytes)
    guard !bytes.isEmpty, base.nullSpellings.count == before.count, base.nullSpellings == before else { return }
    values += 1
    let characters = bytes.count { $0 & 0xC0 != 0x80 }
    length = min(length?.lowerBound ?? characters, characters)...max(length?.upperBound ?? characters, characters)
    numbers.add(bytes)
    if bytes.contains(UInt8(ascii: ",")), !bytes.contains(UInt8(ascii: ".")) {
      commas.add(ArraySlice(bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }))
    } else if !bytes.contains(UInt8(ascii: ".")) {
      commas.add(bytes, isComma: false)
    }
    addTime(bytes)
    if Self.isMail(bytes) { mails += 1 }
    if Self.isPhone(bytes) { phones += 1 }
  }

  private mutating func addTime(_ bytes: ArraySlice<UInt8>) {
    guard let first = bytes.first, (48...57).contains(first), bytes.count >= 8, bytes.count <= 40 else { return }
    var shape = NewTimeShape()
    shape.add(bytes)
    guard shape.isPossible, let form = shape.form else { return }
    guard times[form] != nil || times.count < 16 else { return }
    times[form, default: TimeTally()].add(bytes)
  }

  /// The type that all values fit, else the one that nearly all do, else text.
  var reading: Reading {
    let type = base.type
    guard type == .text else { return Reading(type: type, rows: base.filled) }
    let text = Reading(type: .text, rows: values)
    guard values > 0, !base.isIdentifier else { return text }
    var candidates: [Reading] = []
    if let digits = numbers.digits, !numbers.hasLeadingZero {
      candidates.append(Reading(type: .number(digits: digits), rows: numbers.rows))
    }
    if commas.hasComma, let digits = commas.digits, !commas.hasLeadingZero {
      candidates.append(
        Reading(type: .number(digits: digits), rows: commas.rows, hasDecimalComma: true, remark: "decimal commas"))
    }
    for form in times.keys.sorted(by: { "\($0)" < "\($1)" }) {
      guard let tally = times[form] else { continue }
      let shape = tally.shape
      candidates.append(
        Reading(type: .timestamp(format: shape.format, hasClock: shape.hasClock), rows: tally.rows))
    }
    guard let best = candidates.max(by: { $0.rows < $1.rows }) else { return text }
    if best.rows * 20 >= values * 19 { return best }
    var reading = text
    if best.rows * 2 >= values { reading.remark = "\(best.rows) of \(values) look like \(best.type.words)" }
    return reading
  }

  /// The time shape of the reading, for its days and its ambiguity.
  var timeShape: NewTimeShape? {
    guard case .timestamp = reading.type else { return nil }
    if base.times.span != nil { return base.times }
    return times.values.max { $0.rows < $1.rows }?.shape
  }

  /// The smallest and greatest number as written.
  var range: (low: String, high: String)? {
    guard case .number = reading.type.plain else { return nil }
    let tally = reading.hasDecimalComma ? commas : numbers
    return tally.low.map { ($0, tally.high ?? $0) }
  }

  /// Why its values may be personal data; certain where the values themselves say so.
  var personal: (reason: String, isCertain: Bool)? {
    if values > 0, mails * 5 >= values * 4 { return ("the values look like e-mail addresses", true) }
    let words = Set(base.words)
    let isCalled = !words.isDisjoint(with: ["phone", "mobile", "telephone", "tel", "fax"])
    if values > 0, phones * 5 >= values * 4, isCalled || reading.type == .text {
      return ("the values look like telephone numbers", true)
    }
    let telling: Set = [
      "email", "mail", "phone", "mobile", "telephone", "address", "street", "postcode", "zip", "birth", "birthday",
      "dob", "ssn", "iban", "passport", "surname", "firstname", "lastname", "fullname", "ip",
    ]
    let owners: Set = ["first", "last", "full", "family", "given", "customer", "contact", "user", "person", "client"]
    let isName = words.contains("name") && (words.count == 1 || !words.isDisjoint(with: owners))
    return isName || !words.isDisjoint(with: telling) ? ("the name says so", false) : nil
  }

  private static func isMail(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 6, bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > bytes.startIndex,
      !bytes.contains(32)
    else { return false }
    let host = bytes[(at + 1)...]
    guard let dot = host.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return dot > host.startIndex && dot < host.endIndex - 1 && !host.contains(UInt8(ascii: "@"))
  }

  /// Seven to fifteen digits with the marks of telephone numbers among them.
  private static func isPhone(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 8, bytes.count <= 24 else { return false }
    let digits = bytes.count { (48...57).contains($0) }
    let isPlain = bytes.allSatisfy { (48...57).contains($0) || "+ -()/".utf8.contains($0) }
    let isMarked = bytes.first == UInt8(ascii: "+") || bytes.contains(32) || bytes.contains(UInt8(ascii: "("))
    return isPlain && isMarked && (7...15).contains(digits)
  }
}

/// Values that are numbers, among others that are not.
private struct NumberTally {
  private(set) var rows = 0
  private(set) var hasLeadingZero = false
  private(set) var hasComma = false
  private(set) var low: String?
  private(set) var high: String?
  private var minimum = Double.infinity
  private var maximum = -Double.infinity
  private var digitsSeen = 0
  private var isExact = true

  mutating func add(_ bytes: ArraySlice<UInt8>, isComma: Bool = true) {
    var shape = NewNumberShape()
    shape.add(bytes)
    guard shape.isPossible else { return }
    rows += 1
    hasComma = hasComma || isComma
    hasLeadingZero = hasLeadingZero || shape.hasLeadingZero
    if let digits = shape.digits { digitsSeen = max(digitsSeen, digits) } else { isExact = false }
    if shape.minimum < minimum {
      minimum = shape.minimum
      low = String(decoding: bytes, as: UTF8.self)
    }
    if shape.maximum > maximum {
      maximum = shape.maximum
      high = String(decoding: bytes, as: UTF8.self)
    }
  }

  /// nil where there is none, or where they are too fine or too large.
  var digits: Int? { rows > 0 && isExact ? digitsSeen : nil }
}

/// Values that are times of one form.
private struct TimeTally {
  private(set) var rows = 0
  private(set) var shape = NewTimeShape()

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    var next = shape
    next.add(bytes)
    // Where both the first and the second number exceed 12 in turn, the later ones do not fit.
    guard next.isPossible else { return }
    shape = next
    rows += 1
  }
}

extension NewType {
  /// For a comment.
  var words: String {
    switch self {
    case .text: "texts"
    case .boolean: "true or false"
    case .number, .money: "numbers"
    case .timestamp(let format, _): "times written as \(format ?? "iso")"
    }
  }

  /// Money is a number with two digits here.
  fileprivate var plain: NewType { self == .money ? .number(digits: 2) : self }
}
