import Formats

/// A number with the words before it, as it may be printed: in full, or shorter where there is less room.
///
/// Words may be cut, a number never is: a text of a chart that holds one is made from this type.
struct NumberText: Sendable, Hashable {
  /// Words before the number, with their space; they give way where even its shortest print leaves no room.
  var lead: String
  /// The longest first; not empty.
  private(set) var prints: [String]

  /// A number that has one print, such as a tick's.
  init(_ print: String, lead: String = "") {
    self.lead = lead
    prints = [print]
  }

  /// A value in a format.
  init(
    _ value: Double, _ format: ValueFormat, lead: String = "",
    as print: (ValueFormat) -> (Double) -> String = ValueFormat.string
  ) {
    self.lead = lead
    prints = format.ladder(for: [value]).map { print($0)(value) }
  }

  /// A value with its interval, `38 (34–42)`; without it where there is no room for it.
  init(_ value: Double, ends: (low: Double, high: Double)?, _ format: ValueFormat, lead: String = "") {
    let alone = NumberText(value, format, lead: lead)
    guard let ends else {
      self = alone
      return
    }
    let both = NumberText([value, ends.low, ends.high], format, lead: lead) {
      $0.string(value) + " (" + $0.interval(ends.low, ends.high) + ")"
    }
    self = both.or(alone)
  }

  /// Several values printed together, each print by a format of their ladder.
  init(_ values: [Double], _ format: ValueFormat, lead: String = "", print: (ValueFormat) -> String) {
    self.lead = lead
    prints = format.ladder(for: values).map(print)
  }

  /// A round factor in a sentence, and the factor alone where there is no room for that.
  init(factor: Double, words: (String) -> String) {
    var formats = ValueFormat.count.ladder(for: [factor])
    if var shortest = formats.last, shortest.power > 0, shortest.digits > 0 {
      shortest.digits = 0
      formats.append(shortest)
    }
    let texts = formats.map { $0.string(factor) }
    lead = ""
    prints = texts.map(words) + texts.map { "× " + $0 }
  }

  /// The same number with further prints for where none of its own fits.
  func or(_ shorter: NumberText) -> NumberText {
    var out = self
    out.prints += shorter.prints
    return out
  }

  /// The number with its words in full.
  var full: String { lead + prints[0] }

  func width(_ role: TextRole) -> Double { role.width(full) }

  /// The width of its print at a level of shortening.
  func width(_ role: TextRole, level: Int) -> Double { role.width(lead + print(level)) }

  /// Whether the number fits, if need be without its words.
  func fits(_ room: Double, _ role: TextRole) -> Bool { prints.contains { role.width($0) <= room } }

  /// How many levels of shortening it has.
  var count: Int { prints.count }

  /// Its print at a level of shortening, 0 in full.
  func print(_ level: Int) -> String { prints[min(level, prints.count - 1)] }

  /// The longest print that fits, with its words, cut where they have to be; where nothing fits, the shortest print.
  func fitting(_ room: Double, _ role: TextRole) -> (text: String, number: String, isCut: Bool) {
    if let print = prints.first(where: { role.width(lead + $0) <= room }) { return (lead + print, print, false) }
    let words = lead.reversed().drop { $0 == " " }.reversed()
    for print in prints where !words.isEmpty {
      let left = room - role.width(" " + print)
      let cut = truncated(String(words), to: left, size: role.size, weight: role.weight)
      // An ellipsis alone says nothing.
      if cut.count > 1 { return (cut + " " + print, print, true) }
    }
    let print = prints.first { role.width($0) <= room } ?? shortest(role)
    return (print, print, !lead.isEmpty)
  }

  private func shortest(_ role: TextRole) -> String {
    prints.min { role.width($0) < role.width($1) } ?? ""
  }
}

extension [NumberText] {
  /// The least shortening at which all of them fit; nil where none is enough.
  func level(fitting room: Double, _ role: TextRole) -> Int? {
    (0..<(map(\.prints.count).max() ?? 1)).first { level in allSatisfy { $0.width(role, level: level) <= room } }
  }

  /// The width of the widest in full.
  func width(_ role: TextRole) -> Double { map { $0.width(role) }.max() ?? 0 }

  /// The width of the widest as short as they get.
  func least(_ role: TextRole) -> Double { map { $0.width(role, level: .max) }.max() ?? 0 }
}

extension TextMark {
  /// Prints a number in a room, whole.
  init(
    _ number: NumberText, x: Double, y: Double, anchor: TextAnchor = .start, role: TextRole = .label,
    hasHalo: Bool = false, room: Double = .infinity
  ) {
    let shown = number.fitting(room, role)
    self.init(shown.text, x: x, y: y, anchor: anchor, role: role, hasHalo: hasHalo)
    self.room = room
    self.number = shown.number
    if shown.isCut { full = number.full }
  }
}

extension Scene {
  /// Prints a number in a room, whole: shorter where it has to be.
  mutating func number(
    _ number: NumberText, x: Double, y: Double, anchor: TextAnchor = .start, role: TextRole = .label,
    halo: Bool = false, room: Double = .infinity
  ) {
    guard !number.full.isEmpty else { return }
    marks.append(.text(TextMark(number, x: x, y: y, anchor: anchor, role: role, hasHalo: halo, room: room)))
  }
}
