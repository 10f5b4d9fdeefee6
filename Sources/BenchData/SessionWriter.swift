/// Makes sessions one after the other: 16 columns, about 154 bytes a row as CSV, 1.2% of the comments quoted with commas,
/// doubled quotes and newlines inside.
struct SessionWriter {
  private let rows: Int
  private let isJSON: Bool
  private var row = 0
  private var state: UInt64 = 20_260_401
  private var out: [UInt8] = []
  private var isFirstField = true

  private static let names: [StaticString] = [
    "session_id", "customer_id", "channel", "intent", "tier", "cohort", "started_at", "ended_at", "resolved_by_bot",
    "handed_off", "message_count", "handle_seconds", "amount", "order_id", "model_version", "comment",
  ]
  private static let channels: [StaticString] = ["web", "app", "voice", "email", "partner"]
  private static let intents: [StaticString] = [
    "delivery_status", "return_request", "billing", "product_advice", "complaint", "account", "warranty", "other",
  ]
  private static let tiers: [StaticString] = ["bronze", "silver", "gold"]
  private static let models: [StaticString] = ["1.0", "2.0", "2.1"]
  private static let comments: [StaticString] = [
    "", "fine, thank you", "took too long to reach a person", "answer was clear and quick",
    "had to ask the same thing twice before it understood", "asked for a receipt and got one at once",
  ]

  init(rows: Int, isJSON: Bool) {
    self.rows = rows
    self.isJSON = isJSON
  }

  /// The next stretch of the file; nil at its end.
  mutating func nextBytes() -> [UInt8]? {
    guard row < rows else { return nil }
    out.removeAll(keepingCapacity: true)
    if row == 0, !isJSON {
      for (index, name) in Self.names.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        append(name)
      }
      out.append(10)
    }
    let end = min(rows, row + 4096)
    while row < end {
      session()
      row += 1
    }
    return out
  }

  /// SplitMix64.
  private mutating func random(_ limit: UInt64) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)).multipliedFullWidth(by: limit).high)
  }

  private mutating func session() {
    isFirstField = true
    // 20 months from 2025-02-01, in order of time as exports are.
    let start = 1_738_368_000 + row * (607 * 86_400) / rows
    let seconds = 20 + random(1500)
    let customer = random(UInt64(max(1000, rows / 4)))
    let isAssigned = customer & 1 == 0
    let isResolved = random(100) < (isAssigned ? 62 : 55)
    let hasOrder = random(100) < (isAssigned ? 8 : 6)
    if isJSON { out.append(UInt8(ascii: "{")) }
    field(0) { $0.identifier("s", $0.row, 9) }
    if random(100) < 12 { none(1) } else { field(1) { $0.identifier("c", customer, 8) } }
    field(2) { $0.append(Self.channels[$0.random(5)]) }
    field(3) { $0.append(Self.intents[$0.random(8)]) }
    field(4) { $0.append(Self.tiers[customer % 3]) }
    field(5) { $0.append(isAssigned ? "assistant" : "holdout") }
    field(6) { $0.time(start) }
    field(7) { $0.time(start + seconds) }
    field(8, isText: false) { $0.append(isResolved ? "true" : "false") }
    field(9, isText: false) { $0.append(isResolved ? "false" : $0.random(3) == 0 ? "true" : "false") }
    field(10, isText: false) { $0.decimal($0.random(24)) }
    field(11, isText: false) { $0.decimal(seconds) }
    if hasOrder {
      field(12, isText: false) {
        $0.decimal(5 + $0.random(240))
        $0.out.append(UInt8(ascii: "."))
        $0.digits($0.random(100), 2)
      }
      field(13) { $0.identifier("o", $0.row, 9) }
    } else {
      none(12)
      none(13)
    }
    field(14) { $0.append(Self.models[min(2, $0.row * 3 / $0.rows)]) }
    if random(1000) < 12 {
      let (quote, line): (StaticString, StaticString) = isJSON ? ("\\\"", "\\n") : ("\"\"", "\n")
      if !isJSON { out.append(contentsOf: [44, 34]) }
      if isJSON { key(15) }
      if isJSON { out.append(34) }
      append("said ")
      append(quote)
      append("call me back")
      append(quote)
      append(", twice")
      append(line)
      append("then left")
      out.append(34)
    } else {
      let comment = Self.comments[random(UInt64(Self.comments.count))]
      if comment.utf8CodeUnitCount == 0 {
        none(15)
      } else {
        field(15) { $0.plain(comment) }
      }
    }
    if isJSON { out.append(UInt8(ascii: "}")) }
    out.append(10)
  }

  private mutating func key(_ index: Int) {
    if !isFirstField { out.append(UInt8(ascii: ",")) }
    isFirstField = false
    guard isJSON else { return }
    out.append(34)
    append(Self.names[index])
    out.append(contentsOf: [34, 58])
  }

  private mutating func field(_ index: Int, isText: Bool = true, _ write: (inout Self) -> Void) {
    key(index)
    if isText, isJSON { out.append(34) }
    write(&self)
    if isText, isJSON { out.append(34) }
  }

  /// No value: an empty field, or null.
  private mutating func none(_ index: Int) {
    key(index)
    if isJSON { append("null") }
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { out.append(contentsOf: $0) }
  }

  /// A comment without anything to quote: the one with a comma loses it.
  private mutating func plain(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 where byte != 44 { out.append(byte) } }
  }

  private mutating func identifier(_ letter: StaticString, _ number: Int, _ width: Int) {
    append(letter)
    digits(number, width - 1)
  }

  private mutating func digits(_ number: Int, _ width: Int) {
    var divisor = 1
    for _ in 1..<width { divisor *= 10 }
    while divisor > 0 {
      out.append(48 + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func decimal(_ number: Int) {
    var width = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      width += 1
    }
    digits(number, width)
  }

  private mutating func time(_ seconds: Int) {
    // Days to a date of the Gregorian calendar, by the era of 400 years (H. Hinnant, "chrono-compatible algorithms").
    let z = seconds / 86_400 + 719_468
    let era = z / 146_097
    let day = z % 146_097
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    let calendarMonth = month < 10 ? month + 3 : month - 9
    digits(year + era * 400 + (calendarMonth <= 2 ? 1 : 0), 4)
    out.append(UInt8(ascii: "-"))
    digits(calendarMonth, 2)
    out.append(UInt8(ascii: "-"))
    digits(dayOfYear - (153 * month + 2) / 5 + 1, 2)
    out.append(UInt8(ascii: "T"))
    digits(seconds % 86_400 / 3600, 2)
    out.append(UInt8(ascii: ":"))
    digits(seconds % 3600 / 60, 2)
    out.append(UInt8(ascii: ":"))
    digits(seconds % 60, 2)
    out.append(UInt8(ascii: "Z"))
  }
}
