import Charts
import Formats
import Pack

/// Values over time in a state that breaks careless charts.
struct GallerySeries {
  var name: String
  var values: [Double?]
  var format: ValueFormat
  var grain = TimeGrain.month

  /// The first day of each value's period.
  var days: [Int] { grain == .day ? Self.days(values.count) : Self.months(values.count) }

  /// How far an interval reaches to either side.
  var half: Double {
    let known = values.compactMap { $0 }
    return ((known.max() ?? 0) - (known.min() ?? 0)) / 8
  }

  static let all: [GallerySeries] = [
    .init(name: "Normal", values: wave(24), format: .number(digits: 1)),
    .init(name: "Few data", values: wave(3), format: .number(digits: 1)),
    .init(name: "One point", values: [31.4], format: .number(digits: 1)),
    .init(
      name: "Missing values",
      values: wave(24).enumerated().map { $0.offset % 5 == 3 || $0.offset > 20 ? nil : $0.element },
      format: .number(digits: 1)),
    .init(
      name: "Negative", values: wave(24).map { $0 - 35 }, format: ValueFormat(digits: 1, prefix: "€", suffix: " k")),
    .init(name: "Tiny, 1e-9", values: wave(12).map { $0 * 1e-10 }, format: .number(digits: 12)),
    .init(name: "Huge, 1e12", values: wave(12).map { $0 * 1e11 }, format: ValueFormat(digits: 0, prefix: "€")),
    .init(name: "2,000 points", values: wave(2000), format: .number(digits: 1), grain: .day),
    .init(name: "All equal", values: Array(repeating: 42, count: 12), format: .count),
    .init(name: "No data", values: Array(repeating: nil, count: 6), format: .count),
  ]

  /// A name too long for any chart.
  static let longName = "Payment, billing and reimbursement questions of business customers in the first ninety days"

  /// Slow rise, season and a fixed jitter, around 30.
  static func wave(_ count: Int) -> [Double] {
    (0..<count).map { i in
      let season = [0, 2, 4, 3, 1, -1, -3, -4, -2, 0, 1, 1][i * (count > 100 ? 12 : 1) / (count > 100 ? 365 : 1) % 12]
      return 25 + Double(i) * 12 / Double(max(count, 1)) + Double(season) + Double((i * 37) % 13) / 6
    }
  }

  /// The first days of so many months from October 2024.
  static func months(_ count: Int) -> [Int] {
    (0..<count).map { i in
      let month = 2024 * 12 + 9 + i
      return CivilDate(year: month / 12, month: month % 12 + 1, day: 1)?.dayNumber ?? 0
    }
  }

  /// So many days from 1 October 2020.
  static func days(_ count: Int) -> [Int] { (0..<count).map { 18_536 + $0 } }
}
