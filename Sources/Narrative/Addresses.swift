import Diagnostics

/// Whether a link may be written: `https`, `http`, `mailto`, a fragment, or a relative path that stays in the pack.
public func isSafeLink(_ url: String) -> Bool {
  if let scheme = scheme(of: url) {
    return ["https", "http", "mailto"].contains(scheme) && !hasControlOrLeadingSpace(url)
  }
  return url.hasPrefix("#") ? !hasControlOrLeadingSpace(url) : isInsidePack(url)
}

/// Whether a picture may be shown: a relative path that stays in the pack.
public func isSafePicture(_ url: String) -> Bool {
  scheme(of: url) == nil && isInsidePack(url)
}

/// The lower-case text before the first colon, where a browser would read it as a scheme.
private func scheme(of url: String) -> String? {
  guard let end = url.unicodeScalars.firstIndex(where: { ":/?#".unicodeScalars.contains($0) }),
    url.unicodeScalars[end] == ":"
  else { return nil }
  return String(url.unicodeScalars[..<end]).lowercased()
}

private func hasControlOrLeadingSpace(_ url: String) -> Bool {
  url.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } || url.first?.isWhitespace == true
}

private func isInsidePack(_ url: String) -> Bool {
  // A browser reads a backslash as a slash, so `\\host` would leave the pack.
  guard !url.isEmpty, !hasControlOrLeadingSpace(url), !url.hasPrefix("/"), !url.hasPrefix("#"),
    !url.unicodeScalars.contains("\\")
  else { return false }
  let path = url.prefix { $0 != "?" && $0 != "#" }
  return !path.split(separator: "/").contains { segment in
    segment.lowercased().split(separator: "%2f").contains { decodedDots($0) == ".." }
  }
}

private func decodedDots(_ segment: Substring) -> String {
  segment.split(separator: "%2e", omittingEmptySubsequences: false).joined(separator: ".")
}

/// The text with the four characters replaced that mean something in HTML's text and quoted attributes, and with those
/// that mislead shown as such.
func escapedHTML(_ text: some StringProtocol) -> String {
  guard text.utf8.contains(where: { "<>&\"".utf8.contains($0) || $0 < 0x20 || [0x7F, 0xC2, 0xE2].contains($0) }) else {
    return String(text)
  }
  var result: [UInt8] = []
  for scalar in text.unicodeScalars {
    switch scalar {
    case "<": result += "&lt;".utf8
    case ">": result += "&gt;".utf8
    case "&": result += "&amp;".utf8
    case "\"": result += "&quot;".utf8
    case _ where scalar.misleads: result += "\u{FFFD}".utf8
    default: result += UTF8.encode(scalar) ?? .init()
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// An address for a quoted attribute: bytes outside the set that URLs allow are percent-encoded, as cmark does.
func escapedAddress(_ url: String) -> String {
  var result = ""
  for byte in url.utf8 {
    switch byte {
    case UInt8(ascii: "&"): result += "&amp;"
    case UInt8(ascii: "'"): result += "&#x27;"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    case _ where "-_.+!*(),%#@?=;:/$~".utf8.contains(byte):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let hex = String(byte, radix: 16, uppercase: true)
      result += "%" + (hex.count == 1 ? "0" + hex : hex)
    }
  }
  return result
}
