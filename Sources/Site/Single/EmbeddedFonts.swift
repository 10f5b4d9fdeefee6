import Foundation

/// A compact style sheet with its fonts inside; a font for characters that a document does not have is left out.
struct EmbeddedFonts {
  private(set) var css = ""

  /// - Parameters:
  ///   - text: what is written; nil: every font stays.
  ///   - font: the bytes of a font by its name.
  init(_ sheet: String, text: String?, font: (String) -> [UInt8]?) {
    let written = text.map { Set($0.unicodeScalars) }
    var rest = Substring(sheet)
    while let open = rest.firstRange(of: "@font-face{"), let close = rest[open.upperBound...].firstIndex(of: "}") {
      css += rest[..<open.lowerBound]
      let rule = rest[open.lowerBound...close]
      rest = rest[rest.index(after: close)...]
      guard let name = Self.value(after: "url(", in: rule, until: ")"), let bytes = font(name) else {
        css += rule
        continue
      }
      if let written, let ranges = Self.value(after: "unicode-range:", in: rule, until: "}").map(Self.ranges),
        !written.contains(where: { scalar in ranges.contains { $0.contains(scalar.value) } })
      {
        continue
      }
      let address = "url(data:font/woff2;base64,\(Data(bytes).base64EncodedString()))"
      css += rule.replacing("url(\(name))", with: address)
    }
    css += rest
  }

  private static func value(after start: String, in rule: Substring, until end: Character) -> String? {
    rule.firstRange(of: start).map { String(rule[$0.upperBound...].prefix { $0 != end && $0 != ";" }) }
  }

  /// `U+100-17F,U+2116`; what is no range of this form holds nothing.
  private static func ranges(_ text: String) -> [ClosedRange<UInt32>] {
    text.split(separator: ",").compactMap { part in
      let ends = part.drop { "Uu+ ".contains($0) }.split(separator: "-").map { UInt32($0, radix: 16) }
      guard let low = ends.first ?? nil, let high = ends.last ?? nil, low <= high else { return nil }
      return low...high
    }
  }
}
