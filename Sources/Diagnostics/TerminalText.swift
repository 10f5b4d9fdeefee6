/// Text for a terminal, on which control characters of data or arguments would act: each is shown as a replacement
/// character, as are those that turn the direction of what follows. Line ends stay, or count as control characters.
public func terminalText(_ text: String, keepsLines: Bool = true) -> String {
  var out = ""
  out.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x0A where keepsLines: out.unicodeScalars.append(scalar)
    case 0x09: out += " "
    case ..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: out += "�"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out
}
