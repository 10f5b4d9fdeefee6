import Formats

/// The differences of columns from their plan, as bars above the columns.
struct ColumnTier {
  private var points: [ColumnSpec.Point]
  private var differences: [Double?]
  private var format: ValueFormat
  private var better: Better

  /// nil where nothing is to be compared.
  init?(_ points: [ColumnSpec.Point], format: ValueFormat, better: Better?) {
    guard let better else { return nil }
    self.points = points
    self.format = format
    self.better = better
    differences = points.map { point in point.actual.flatMap { actual in point.plan.map { actual - $0 } } }
    if differences.allSatisfy({ $0 == nil }) { return nil }
  }

  private static let bars = 38.0

  /// With room for figures over and under the bars, and a gap to the columns.
  var height: Double { Self.bars + 34 }

  /// - Parameter pixels: what one unit takes in the columns below, on whose scale the differences stand where they can
  ///   be seen on it; else they are enlarged by a round factor, which is printed.
  func draw(
    centers: [Double], slot: Double, width: Double, from left: Double, to right: Double, pixels: Double,
    in scene: inout Scene
  ) {
    let shown = differences.compactMap { $0 }
    let ends = extent(shown)
    let most = Self.bars / max(ends.below + ends.above, .leastNonzeroMagnitude)
    let largest = max(ends.below, ends.above)
    var scale = min(pixels, most)
    var factor = 1.0
    if scale * largest < 8, pixels < most, pixels > 0 {
      for step in [2.0, 5, 10, 20, 50, 100, 200, 500, 1000] where pixels * step <= most { factor = step }
      scale = pixels * factor
    }
    let zero = 14 + (largest > 0 ? Self.bars * ends.above / (ends.below + ends.above) : 0)
    let numbers = differences.map { $0.map { NumberText($0, format, as: ValueFormat.bareSigned) } }
    let level = numbers.compactMap { $0 }.level(fitting: slot - 3, .value)
    for (index, difference) in differences.enumerated() {
      guard let difference, slot >= 1.5 else { continue }
      let tall = abs(difference) * scale
      let box = Box(x: centers[index] - width / 2, y: difference > 0 ? zero - tall : zero, width: width, height: tall)
      scene.rectangle(box, better.role(of: difference))
      if points[index].isForecast { scene.path(Path(hatching: box), .hatchOver) }
      if let level, let number = numbers[index] {
        scene.number(
          NumberText(number.print(level)), x: centers[index], y: difference > 0 ? box.y - 3 : box.bottom + 11,
          anchor: .middle, role: .value)
      }
    }
    scene.path(Path(horizontal: zero, from: left, to: right), .axis)
    let room = scene.width - right - 6
    if factor > 1 {
      let name = NumberText(factor: factor) { phrase("Δ Plan × \($0)") }
      scene.number(name, x: right + 6, y: zero + 3.8, role: .label, room: room)
    } else {
      scene.text(phrase("Δ Plan"), x: right + 6, y: zero + 3.8, role: .label, room: room)
    }
  }
}
