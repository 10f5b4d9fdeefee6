/// The colours of a theme's charts in one medium: light paper, dark paper or print.
public struct ChartLook: Sendable, Hashable {
  /// How the marks and texts of one role are painted.
  public struct Paint: Sendable, Hashable {
    /// nil: no area is painted.
    public var fill: ChartColor?
    /// nil: no line is painted.
    public var stroke: ChartColor?
    /// 0…1, of the whole mark.
    public var opacity: Double

    /// Paint for an area, a line or both.
    public init(fill: ChartColor? = nil, stroke: ChartColor? = nil, opacity: Double = 1) {
      self.fill = fill
      self.stroke = stroke
      self.opacity = opacity
    }
  }

  /// "light", "dark" or "print", for messages.
  public var name: String
  /// What everything is drawn on.
  public var paper: ChartColor
  /// Text whose role has no fill of its own.
  public var text: ChartColor
  /// By CSS class: the raw values of `MarkRole` and `TextRole`.
  public var paints: [String: Paint]

  /// A look.
  public init(name: String, paper: ChartColor, text: ChartColor, paints: [String: Paint]) {
    self.name = name
    self.paper = paper
    self.text = text
    self.paints = paints
  }
}

/// An opaque colour in sRGB.
public struct ChartColor: Sendable, Hashable {
  /// Red, green and blue, 0…1.
  public var red: Double, green: Double, blue: Double

  /// `#rrggbb` or `#rgb`; nil for any other notation.
  public init?(hex: String) {
    guard hex.first == "#" else { return nil }
    var digits = hex.dropFirst().compactMap(\.hexDigitValue)
    if digits.count == 3, hex.count == 4 { digits = digits.flatMap { [$0, $0] } }
    guard digits.count == 6, hex.count == 4 || hex.count == 7 else { return nil }
    func part(_ i: Int) -> Double { Double(digits[i] * 16 + digits[i + 1]) / 255 }
    (red, green, blue) = (part(0), part(2), part(4))
  }

  private init(red: Double, green: Double, blue: Double) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// What the eye sees of this colour at an opacity over another.
  func over(_ ground: ChartColor, opacity: Double) -> ChartColor {
    func mix(_ a: Double, _ b: Double) -> Double { b + (a - b) * opacity }
    return ChartColor(
      red: mix(red, ground.red), green: mix(green, ground.green), blue: mix(blue, ground.blue))
  }

  /// The contrast ratio of two colours, 1…21; WCAG 2.2, "contrast ratio" and "relative luminance".
  public func contrast(with other: ChartColor) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private var luminance: Double {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}

private func linear(_ part: Double) -> Double {
  guard part > 0.04045 else { return part / 12.92 }
  // x^2.4 = x^2 * x^0.4; the fifth root of x^2 by Newton's method, which needs no library of the platform.
  let base = (part + 0.055) / 1.055
  let square = base * base
  var root = 1.0
  for _ in 0..<40 {
    let next = root - (root * root * root * root * root - square) / (5 * root * root * root * root)
    if next == root { break }
    root = next
  }
  return square * root
}
