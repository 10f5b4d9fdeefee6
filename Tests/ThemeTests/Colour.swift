import Foundation

/// A colour in linear sRGB, read from `#rrggbb`.
struct Colour {
  var red: Double
  var green: Double
  var blue: Double

  init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init?(hex: some StringProtocol) {
    guard hex.hasPrefix("#"), hex.count == 7, let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
    // IEC 61966-2-1: the transfer function of sRGB.
    func linear(_ byte: UInt32) -> Double {
      let c = Double(byte & 0xff) / 255
      return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4)
    }
    self.init(red: linear(value >> 16), green: linear(value >> 8), blue: linear(value))
  }

  /// The contrast ratio of WCAG 2.2, from 1 to 21.
  func contrast(with other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The distance in CIELAB under D65 (CIE 1976).
  func distance(to other: Colour) -> Double {
    let (a, b) = (lab, other.lab)
    return ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1) + (a.2 - b.2) * (a.2 - b.2)).squareRoot()
  }

  /// The colour as a dichromat sees it, by a matrix on linear sRGB, kept inside the gamut.
  func seen(through rows: [[Double]]) -> Colour {
    let parts = rows.map { min(1, max(0, $0[0] * red + $0[1] * green + $0[2] * blue)) }
    return Colour(red: parts[0], green: parts[1], blue: parts[2])
  }

  private var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  private var lab: (Double, Double, Double) {
    func f(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = f(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = f((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }
}

/// Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG
/// 15(6), 2009, the published matrices for severity 1.0.
enum Dichromacy: String, CaseIterable {
  case protan, deutan, tritan

  var matrix: [[Double]] {
    switch self {
    case .protan:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deutan: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritan:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }
}
