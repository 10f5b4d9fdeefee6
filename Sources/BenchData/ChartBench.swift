import Charts
import Formats
import Foundation

/// How long a line of 24 months with its interval takes, from its figures to its SVG, and how large it is.
enum ChartBench {
  /// Seconds and bytes of one drawing; its table and its fonts are not counted.
  static let limits = (seconds: 0.0003, bytes: 4096)

  static func run() {
    let spec = Self.spec
    let clock = ContinuousClock()
    var text = ""
    var fastest = Double.infinity
    // The fastest of many short rounds: what else the machine does slows some of them.
    for round in 0..<40 {
      let time = clock.measure {
        for _ in 0..<25 {
          text = svg(scene(spec, size: .full), id: "c\(round)", title: "NPS", description: "24 months")
        }
      }
      fastest = min(fastest, (Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18) / 25)
    }
    let bytes = text.utf8.count
    print("A line of 24 months with its interval")
    row("time", fixed(fastest * 1000, 3) + " ms", fastest / limits.seconds, "0.3 ms")
    row("size", "\(bytes) bytes", Double(bytes) / Double(limits.bytes), "\(limits.bytes) bytes")
  }

  private static var spec: ChartSpec {
    // Days since 1970 of the first of each month in 2024 and 2025.
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let days = lengths.indices.map { 19_723 + lengths[..<$0].reduce(0, +) }
    let points = days.enumerated().map { index, day in
      let value = 25 + Double((index * 37) % 13)
      return LineSpec.Point(day: day, value: value, low: value - 4.25, high: value + 4.25)
    }
    return .line(LineSpec(series: [.init(label: "NPS", points: points)], target: 30, format: .number(digits: 1)))
  }

  private static func row(_ name: String, _ measured: String, _ share: Double, _ limit: String) {
    func wide(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    print("  \(name)" + wide(measured, 46 - name.count) + wide(fixed(share, 2), 8) + " of its limit, \(limit)")
  }

  private static func fixed(_ value: Double, _ digits: Int) -> String {
    ValueFormat.number(digits: digits).string(value)
  }
}
