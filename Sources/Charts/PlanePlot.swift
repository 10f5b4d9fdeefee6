import Formats

/// A plot of one value against another: both axes labelled, their names at the ends.
struct PlanePlot {
  var width: Double
  var left: Double
  var right: Double
  var top = 24.0
  var bottom: Double
  var xAxis: ValueAxis
  var yAxis: ValueAxis
  var xLabel: String
  var yLabel: String
  /// Room inside the frame on either side.
  var inset: Double

  init(
    size: ChartSize, height: Double, x: [Double], y: [Double], xFormat: ValueFormat, yFormat: ValueFormat,
    xLabel: String, yLabel: String, inset: Double = 6, keyHeight: Double = 0,
    hasUnit: Bool = false
  ) {
    width = size.width
    top += keyHeight
    self.inset = inset
    self.xLabel = xLabel
    self.yLabel = yLabel
    bottom = top + height
    yAxis = ValueAxis(y, count: max(2, Int(height / 38)), format: yFormat, hasUnit: hasUnit)
    left = yAxis.labelWidth + 6
    right = width - 6
    xAxis = ValueAxis(x, count: max(2, Int((right - left) / 80)), format: xFormat, hasUnit: hasUnit)
  }

  func x(_ value: Double) -> Double { left + inset + xAxis.share(value) * (right - left - 2 * inset) }
  func y(_ value: Double) -> Double { bottom - xInset - yAxis.share(value) * (bottom - top - 2 * xInset) }
  private var xInset: Double { min(inset, 6) }

  /// The grid, the axes and their names; `gap` is left free under the baseline.
  func ground(gap: Double = 0) -> Scene {
    var scene = Scene(width: width, height: bottom + gap + (xLabel.isEmpty ? 21 : 35))
    scene.valueGrid(yAxis, left: left, right: right, bottom: bottom, y: y)
    scene.sideGrid(
      xAxis, spans: [(top, bottom)], bottom: bottom + gap + 2, zero: .infinity, x: x)
    scene.path(Path(horizontal: bottom, from: left, to: right), .axis)
    scene.text(yLabel, x: 0, y: 11, role: .small, room: width)
    scene.text(xLabel, x: right, y: bottom + gap + 30, anchor: .end, role: .small, room: right)
    return scene
  }
}
