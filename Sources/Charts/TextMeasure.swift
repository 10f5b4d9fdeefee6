/// The two weights of text in a chart.
enum TextWeight: Sendable {
  case regular, semibold

  var widths: InterWidths {
    switch self {
    case .regular: .regular
    case .semibold: .semibold
    }
  }
}

/// The width in px of text set in Inter, as a browser sets it with tabular figures and no kerning.
func textWidth(_ text: String, size: Double, weight: TextWeight) -> Double {
  let widths = weight.widths
  var sum = 0
  for scalar in text.unicodeScalars { sum += widths.width(of: scalar) }
  return Double(sum) * size / 2048
}

extension InterWidths {
  func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: Int(latin[Int(scalar.value) - 0x20])
    case 0xA0...0x17F: Int(latin[Int(scalar.value) - 0xA0 + 0x5F])
    case 0x300...0x36F, 0x200B: 0
    case 0...0x1F, 0x7F...0x9F: 0
    default: Int(others[scalar.value] ?? widest)
    }
  }
}

/// The text itself where it fits, else its longest beginning that fits with an ellipsis; empty where none does.
func truncated(_ text: String, to room: Double, size: Double, weight: TextWeight) -> String {
  if textWidth(text, size: size, weight: weight) <= room { return text }
  if textWidth("…", size: size, weight: weight) > room { return "" }
  let widths = weight.widths
  var left = room * 2048 / size - Double(widths.width(of: "…"))
  var kept = ""
  for character in text {
    for scalar in character.unicodeScalars { left -= Double(widths.width(of: scalar)) }
    if left < 0 { break }
    kept.append(character)
  }
  while kept.last == " " { kept.removeLast() }
  return kept + "…"
}
