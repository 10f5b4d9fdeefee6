import Foundation

/// A colour in OKLCH (Ottosson, "A perceptual color space for image processing", 2020): its lightness can be moved
/// without its hue.
struct BrandColor: Hashable {
  var lightness: Double
  var chroma: Double
  var hue: Double

  /// Nil for anything but `#rrggbb`.
  init?(hex: some StringProtocol) {
    let digits = hex.dropFirst()
    guard hex.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    self.init(linear: [16, 8, 0].map { Self.linear(Double(value >> $0 & 0xFF) / 255) })
  }

  init(lightness: Double, chroma: Double, hue: Double) {
    self.lightness = lightness
    self.chroma = chroma
    self.hue = hue
  }

  private init(linear c: [Double]) {
    let l = cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2])
    let m = cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2])
    let s = cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2])
    self.init(
      lab: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
  }

  private init(lab lightness: Double, _ a: Double, _ b: Double) {
    self.init(lightness: lightness, chroma: (a * a + b * b).squareRoot(), hue: atan2(b, a))
  }

  private var linear: [Double] {
    let (a, b) = (chroma * cos(hue), chroma * sin(hue))
    let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
    let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
    let s = pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3)
    return [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
    ]
  }

  /// As CSS has it; a chroma that the screen lacks is lowered, lightness and hue kept.
  var hex: String {
    var shown = self
    shown.lightness = min(1, max(0, lightness))
    func isInside(_ c: [Double]) -> Bool { c.allSatisfy { $0 >= -0.0005 && $0 <= 1.0005 } }
    if !isInside(shown.linear) {
      var (low, high) = (0.0, chroma)
      for _ in 0..<24 {
        shown.chroma = (low + high) / 2
        if isInside(shown.linear) { low = shown.chroma } else { high = shown.chroma }
      }
      shown.chroma = low
    }
    return "#"
      + shown.linear.map { part in
        let byte = Int((Self.encoded(min(1, max(0, part))) * 255).rounded())
        return (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
  }

  /// The contrast ratio of WCAG 2.2 between the colours as they are shown, from 1 to 21.
  static func contrast(_ a: String, _ b: String) -> Double {
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }

  private static func luminance(_ hex: String) -> Double {
    guard let value = UInt32(hex.dropFirst(), radix: 16) else { return 0 }
    let parts = [16, 8, 0].map { linear(Double(value >> UInt32($0) & 0xFF) / 255) }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// So far from this colour to another, in OKLab.
  func mixed(with other: BrandColor, _ share: Double) -> BrandColor {
    func mix(_ x: Double, _ y: Double) -> Double { x + (y - x) * share }
    return BrandColor(
      lab: mix(lightness, other.lightness), mix(chroma * cos(hue), other.chroma * cos(other.hue)),
      mix(chroma * sin(hue), other.chroma * sin(other.hue)))
  }

  /// The nearest lightness, away from the ground, at which all these contrasts hold.
  func reaching(_ wanted: [(ground: String, ratio: Double)], darker: Bool) -> BrandColor {
    var color = self
    for _ in 0...400 where !wanted.allSatisfy({ Self.contrast(color.hex, $0.ground) >= $0.ratio }) {
      color.lightness = min(1, max(0, color.lightness + (darker ? -0.0025 : 0.0025)))
    }
    return color
  }

  // IEC 61966-2-1: the transfer function of sRGB.
  private static func linear(_ c: Double) -> Double { c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4) }
  private static func encoded(_ c: Double) -> Double { c <= 0.0031308 ? 12.92 * c : 1.055 * pow(c, 1 / 2.4) - 0.055 }
}
