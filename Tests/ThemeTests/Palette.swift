import Foundation
import Testing
import Theme

/// The colours of one appearance, read from the style sheet itself, so that a changed value is tested without a second list.
enum Palette: String, CaseIterable {
  case light, dark, print

  func colours() throws -> [String: Colour] {
    let css = String(decoding: try #require(Theme.bytes("tokens.css")), as: UTF8.self)
    let start = try #require(css.range(of: self == .print ? "@media print {" : ":root {"))
    let body = css[start.upperBound...]
    let block = body[..<(try #require(body.range(of: self == .print ? "\n  }" : "\n}"))).lowerBound]
    var colours: [String: Colour] = [:]
    for line in block.split(separator: "\n") {
      guard let mark = line.range(of: "--"), let colon = line.range(of: ": ") else { continue }
      guard mark.lowerBound < colon.lowerBound else { continue }
      let values = line[colon.upperBound...].split { " ,();".contains($0) }.filter { $0.hasPrefix("#") }
      guard let value = self == .dark ? values.last : values.first else { continue }
      let name = String(line[mark.upperBound..<colon.lowerBound])
      colours[name] = Colour(hex: value)
      #expect(colours[name] != nil, "\(line)")
    }
    return colours
  }
}
