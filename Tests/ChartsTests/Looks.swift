import Foundation
import TestSupport

@testable import Charts

/// The default theme's looks, read from the style sheets themselves.
enum Looks {
  static let all: [ChartLook] = {
    func text(_ name: String) -> String {
      let path = Repository.root.appendingPathComponent("templates/theme/" + name).path
      return String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return chartLooks(tokens: text("tokens.css"), charts: text("charts.css"))
  }()
}
