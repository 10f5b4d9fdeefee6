/// What a text is; its raw value is its CSS class.
public enum TextRole: String, Sendable, Hashable {
  /// Labels of axes and categories.
  case label = "c-t"
  /// Values.
  case value = "c-v"
  /// Results, totals, headings.
  case strong = "c-strong"
  /// Events and remarks, 10 px.
  case small = "c-small"
  /// The focus series.
  case accent = "c-accent"
  /// Figures in the cells of a heat map, by its shade.
  case heat0 = "c-h0t", heat1 = "c-h1t", heat2 = "c-h2t", heat3 = "c-h3t", heat4 = "c-h4t", heat5 = "c-h5t"
  /// On a strong fill.
  case inverse = "c-inverse"

  /// The size in px.
  public var size: Double { self == .small ? 10 : 11 }

  var weight: TextWeight {
    switch self {
    case .strong, .accent: .semibold
    default: .regular
    }
  }
}

/// Where a text's x lies in it.
public enum TextAnchor: Sendable, Hashable {
  /// At its left, middle or right.
  case start, middle, end
}

/// One line of text with the box that it was measured to take.
public struct TextMark: Sendable, Hashable {
  /// As drawn, with an ellipsis where it had to be cut.
  public var text: String
  /// The whole text where it had to be cut.
  public var full: String?
  /// The number that the text shows, whole and at its end; nil for words, which alone may be cut.
  public var number: String?
  /// The anchor's x.
  public var x: Double
  /// The baseline's y.
  public var y: Double
  /// Which end of the text stands at `x`.
  public var anchor: TextAnchor
  /// Decides size, weight and colour.
  public var role: TextRole
  /// Outlined in the paper's colour, for text over marks.
  public var hasHalo: Bool
  /// The width it was given.
  public var room: Double
  /// Ties the text to what it shows, as the caller knows it: written as `data-f`.
  public var figure: Int?
  /// The box it takes, from ascender to descender.
  public var box: Box

  /// Measures `text` and cuts it to `room`.
  init(
    _ text: String, x: Double, y: Double, anchor: TextAnchor = .start, role: TextRole = .label,
    hasHalo: Bool = false, room: Double = .infinity
  ) {
    let cut = truncated(text, to: room, size: role.size, weight: role.weight)
    self.text = cut
    full = cut == text ? nil : text
    self.x = x
    self.y = y
    self.anchor = anchor
    self.role = role
    self.hasHalo = hasHalo
    self.room = room
    let width = textWidth(cut, size: role.size, weight: role.weight)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    box = Box(x: left, y: y - role.size * 0.76, width: width, height: role.size)
  }
}

extension TextRole {
  /// The width in px of a text of this role.
  func width(_ text: String) -> Double { textWidth(text, size: size, weight: weight) }
}
