import Formats

/// The values over the columns of one series: all of them, all shortened alike where they have to be, or none.
struct ColumnFigures {
  private var points: [ColumnSpec.Point]
  private var numbers: [NumberText?]
  /// The latest value, which prints its unit where that has room.
  private var last: Int?
  private var format: ValueFormat

  init(_ points: [ColumnSpec.Point], format: ValueFormat) {
    self.points = points
    self.format = format
    numbers = points.map { $0.actual.map { NumberText($0, format, as: ValueFormat.bare) } }
    last = points.lastIndex { $0.actual != nil && !$0.isForecast }
  }

  private func level(_ slot: Double) -> Int? { numbers.compactMap { $0 }.level(fitting: slot - 4, .value) }

  func fit(_ slot: Double) -> Bool { level(slot) != nil }

  func draw(centers: [Double], slot: Double, in scene: inout Scene, y: (Double) -> Double) {
    guard let level = level(slot) else { return }
    for (index, number) in numbers.enumerated() {
      guard let number, let actual = points[index].actual else { continue }
      let whole = NumberText(actual, format).print(level)
      let isWhole = index == last && TextRole.strong.width(whole) + 4 <= slot
      scene.number(
        NumberText(isWhole ? whole : number.print(level)), x: centers[index],
        y: actual >= 0 ? y(actual) - 4 : y(actual) + 12, anchor: .middle, role: isWhole ? .strong : .value, halo: true)
    }
  }
}
