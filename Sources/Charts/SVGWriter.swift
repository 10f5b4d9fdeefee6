/// A scene as one `<svg>` element, styled by classes only.
///
/// - Parameters:
///   - id: unique on the page; the ids inside begin with it.
///   - title: the chart's name for a screen reader. A scene without a title is hidden from it.
///   - description: what the chart shows, in words.
///   - classes: added to the element's own class `c-chart`.
public func svg(
  _ scene: Scene, id: String, title: String, description: String, classes: [String] = []
) -> String {
  var writer = SVGWriter()
  writer.bytes.reserveCapacity(512 + scene.marks.count * 72)
  writer.raw("<svg class=\"c-chart")
  for name in classes {
    writer.raw(" ")
    writer.escaped(name)
  }
  writer.raw("\" viewBox=\"0 0 ")
  writer.number(scene.width)
  writer.raw(" ")
  writer.number(scene.height)
  writer.raw("\" width=\"")
  writer.number(scene.width)
  writer.raw("\" height=\"")
  writer.number(scene.height)
  if title.isEmpty {
    writer.raw("\" aria-hidden=\"true\">")
  } else {
    writer.raw("\" role=\"img\" aria-labelledby=\"")
    writer.escaped(id)
    writer.raw("-t ")
    writer.escaped(id)
    writer.raw("-d\"><title id=\"")
    writer.escaped(id)
    writer.raw("-t\">")
    writer.escaped(title)
    writer.raw("</title><desc id=\"")
    writer.escaped(id)
    writer.raw("-d\">")
    writer.escaped(description)
    writer.raw("</desc>")
  }
  for mark in scene.marks { writer.mark(mark) }
  writer.raw("</svg>")
  return String(decoding: writer.bytes, as: UTF8.self)
}

/// Appends SVG to bytes; string interpolation takes three times as long.
struct SVGWriter {
  var bytes: [UInt8] = []

  mutating func raw(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Text as element content or attribute value; control characters, and those that turn the direction of what follows,
  /// become spaces.
  mutating func escaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "'": raw("&#39;")
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{FFFE}"..."\u{FFFF}":
        bytes.append(0x20)
      default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
  }

  /// At most one decimal, no trailing zero, no negative zero.
  mutating func number(_ value: Double) {
    let clamped = value.isFinite ? min(max(value, -99_999), 99_999) : 0
    var tenths = Int((clamped * 10).rounded())
    if tenths < 0 {
      bytes.append(UInt8(ascii: "-"))
      tenths = -tenths
    }
    whole(tenths / 10)
    if tenths % 10 != 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(48 + tenths % 10))
    }
  }

  private mutating func whole(_ value: Int) {
    if value >= 10 { whole(value / 10) }
    bytes.append(UInt8(48 + value % 10))
  }

  mutating func mark(_ mark: Mark) {
    switch mark {
    case .rectangle(let box, let role):
      raw("<rect x=\"")
      number(box.x)
      raw("\" y=\"")
      number(box.y)
      raw("\" width=\"")
      number(box.width)
      raw("\" height=\"")
      number(box.height)
      close(role)
    case .circle(let x, let y, let radius, let role):
      raw("<circle cx=\"")
      number(x)
      raw("\" cy=\"")
      number(y)
      raw("\" r=\"")
      number(radius)
      close(role)
    case .path(let path, let role):
      raw("<path d=\"")
      commands(path)
      close(role)
    case .text(let mark): text(mark)
    }
  }

  private mutating func close(_ role: MarkRole) {
    raw("\" class=\"")
    raw(role.rawValue)
    raw("\"/>")
  }

  private mutating func commands(_ path: Path) {
    for command in path.commands {
      switch command {
      case .move(let x, let y): pair("M", x, y)
      case .line(let x, let y): pair("L", x, y)
      case .horizontal(let x):
        raw("H")
        number(x)
      case .vertical(let y):
        raw("V")
        number(y)
      case .close: raw("Z")
      }
    }
  }

  private mutating func pair(_ letter: StaticString, _ x: Double, _ y: Double) {
    raw(letter)
    number(x)
    raw(" ")
    number(y)
  }

  private mutating func text(_ mark: TextMark) {
    raw("<text x=\"")
    number(mark.x)
    raw("\" y=\"")
    number(mark.y)
    raw("\" class=\"")
    raw(mark.role.rawValue)
    switch mark.anchor {
    case .start: break
    case .middle: raw(" c-mid")
    case .end: raw(" c-end")
    }
    if mark.hasHalo { raw(" c-halo") }
    if let figure = mark.figure {
      raw("\" data-f=\"")
      whole(figure)
    }
    raw("\">")
    if let full = mark.full {
      raw("<title>")
      escaped(full)
      raw("</title>")
    }
    escaped(mark.text)
    raw("</text>")
  }
}
