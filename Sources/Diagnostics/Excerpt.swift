/// At most 20 characters of data, with control characters escaped: enough to find the value, not to publish it.
public func excerpt(_ text: some Sequence<UInt8>) -> String {
  let scalars = String(decoding: Array(text.prefix(200)), as: UTF8.self).unicodeScalars
  var out = ""
  for scalar in scalars.prefix(20) {
    switch scalar.value {
    case 0x0A: out += "\\n"
    case 0x0D: out += "\\r"
    case 0x09: out += "\\t"
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
      out += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return scalars.count > 20 ? out + "…" : out
}

/// At most 20 characters of a text; see above.
public func excerpt(_ text: String) -> String { excerpt(text.utf8) }
