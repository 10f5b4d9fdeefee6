import Formats
import Foundation

/// Rewrites the section of one page for a document of all: ids with a prefix, addresses within the document.
struct SectionWriter {
  let pages: [BuiltPage]
  let index: Int
  /// How many figures stand before those of this page.
  let offset: Int
  let isForPrint: Bool
  let bytes: (String) -> [UInt8]?
  /// The size at which the section is printed, of 100.
  let percent: Int
  /// Names in the document by where a thing stands, `value.html#n12`; other ids have the prefix of their page.
  var names: [String: String] = [:]
  /// Tables of charts, for the end of a print.
  private(set) var tables: [String] = []

  /// What makes a section smaller in all its parts.
  static func zoom(_ percent: Int) -> String { percent == 100 ? "" : ";zoom:\(percent)%" }

  private var page: BuiltPage { pages[index] }
  var prefix: String { "p\(index + 1)-" }

  func rewritten(_ pieces: [MarkupPiece]) -> [MarkupPiece] { pieces.map(rewritten) }

  private func rewritten(_ piece: MarkupPiece) -> MarkupPiece {
    guard case .start(var tag) = piece else { return piece }
    let isSection = tag.name == "section" && tag["id"] == page.id
    if tag.name == "a", tag["download"] != nil, let name = tag["href"]?.split(separator: "/").last {
      tag["download"] = String(name)
    }
    for (position, attribute) in tag.attributes.enumerated() {
      guard let value = attribute.value, let new = rewritten(value, of: attribute.name, tag) else { continue }
      tag.attributes[position].value = new
    }
    tag["data-m"] = nil
    if isSection {
      tag["id"] = page.id
      tag["style"] = "page:p\(index + 1)\(Self.zoom(percent))"
    }
    // What lies beside the pages does not travel with one file.
    if tag.name == "a", tag["href"]?.hasPrefix("bundle/") ?? false {
      tag["href"] = nil
      tag["download"] = nil
    }
    return .start(tag)
  }

  private func rewritten(_ value: String, of name: String, _ tag: MarkupPiece.StartTag) -> String? {
    switch name {
    case "id", "popovertarget": names[page.name + "#" + value] ?? prefix + value
    case "for", "aria-labelledby", "aria-describedby", "aria-controls", "headers":
      value.split(separator: " ").map { prefix + $0 }.joined(separator: " ")
    case "href": address(value)
    case "src": picture(value)
    case "data-f": Int(value).map { String($0 + offset) }
    case "value" where tag.name == "data": Int(value).map { String($0 + offset) }
    default: value.contains("url(#") ? value.replacing("url(#", with: "url(#" + prefix) : nil
    }
  }

  private func address(_ value: String) -> String {
    if value.hasPrefix("#") {
      if let name = names[page.name + value] { return "#" + name }
      let isKept = value == "#" + page.id || value.hasPrefix("#data-")
      return isKept ? value : "#" + prefix + value.dropFirst()
    }
    if !isForPrint, value.hasSuffix(".csv"), let bytes = bytes(value) { return CarriedTable(csv: bytes).address }
    if let name = names[value] { return "#" + name }
    let parts = value.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let other = pages.firstIndex(where: { $0.name == parts[0] }) else { return value }
    return parts.count == 2 && parts[1] != pages[other].id ? "#p\(other + 1)-\(parts[1])" : "#" + pages[other].id
  }

  private func picture(_ value: String) -> String {
    guard !value.hasPrefix("data:"), let bytes = bytes(value) else { return value }
    let ending = value.split(separator: ".").last.map { $0.lowercased() } ?? "png"
    let kind = ending == "jpg" ? "jpeg" : ending == "svg" ? "svg+xml" : ending
    return "data:image/\(kind);base64,\(Data(bytes).base64EncodedString())"
  }

  /// On paper the table of each chart goes to the end, by its key.
  mutating func withDataApart(_ pieces: [MarkupPiece]) -> [MarkupPiece] {
    guard isForPrint else { return pieces }
    var out: [MarkupPiece] = []
    var position = 0
    let isData = { (tag: MarkupPiece.StartTag) in tag.name == "details" && tag.has(class: "data") }
    for (number, range) in pieces.elements(where: isData).enumerated() {
      out += pieces[position..<range.lowerBound]
      position = range.upperBound
      let details = Array(pieces[range])
      let key = "\(index + 1).\(number + 1)"
      let table = details.elements { $0.name == "table" }.first.map { Array(details[$0]) } ?? []
      tables.append("<div class=\"keyed\" id=\"data-\(key)\"><b>\(key)</b>\(rewritten(table).markup)</div>")
      out += MarkupPiece.pieces(of: "<p class=\"fn pkey\">\(phrase("Data:")) <a href=\"#data-\(key)\">\(key)</a></p>")
    }
    return out + pieces[position...]
  }
}
