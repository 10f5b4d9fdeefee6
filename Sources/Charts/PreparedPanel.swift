import Formats

/// A panel of small multiples with its usable values.
struct PreparedPanel {
  var label: String
  var remark: String?
  var series: PreparedSeries
  private var form: MultiplesSpec.Form

  init(_ panel: MultiplesSpec.Panel, format: ValueFormat, form: MultiplesSpec.Form) {
    label = panel.label
    remark = panel.remark
    series = PreparedSeries(LineSpec.Series(label: panel.label, points: panel.points), format: format)
    self.form = form
  }

  /// What the axis spans: columns show no intervals.
  var values: [Double] { form == .line ? series.values : series.points.compactMap(\.value) }

  /// The heading, and the latest value with as much of its interval and its period as fits.
  func head(in scene: inout Scene, _ frame: PanelFrame, _ spec: MultiplesSpec, last: Int) {
    let room = frame.right - frame.headLeft
    let baseline = frame.head + 10
    let heading = TextRole.strong.width(label)
    if let remark, heading + 8 + TextRole.small.width(remark) <= room {
      scene.text(remark, x: frame.right, y: baseline, anchor: .end, role: .small, room: room)
    }
    scene.text(label, x: frame.headLeft, y: baseline, role: .strong, room: room)
    guard let lastIndex = series.lastIndex, let value = series.points[lastIndex].value else {
      scene.text(phrase("No data"), x: frame.headLeft, y: baseline + 14, room: room)
      return
    }
    let point = series.points[lastIndex]
    let ends = spec.format.usable(point.low, point.high)
    // A figure that is not of the last period says of which it is.
    let period = point.day == last ? "" : spec.grain.periodText(point.day, spec.fiscal)
    let periodWidth = period.isEmpty ? 0 : TextRole.small.width(period) + 5
    let both = NumberText(value, ends: ends, spec.format)
    let figure = both.width(.accent) + periodWidth <= room ? both : NumberText(value, spec.format)
    let width = TextRole.accent.width(figure.fitting(room, .accent).text)
    scene.number(figure, x: frame.headLeft, y: baseline + 14, role: .accent, room: room)
    if !period.isEmpty, width + periodWidth <= room {
      scene.text(period, x: frame.headLeft + width + 5, y: baseline + 14, role: .small, room: room)
    }
  }

  func draw(
    in scene: inout Scene, _ frame: PanelFrame, _ place: PlotPlace, reference: PreparedSeries?
  ) {
    switch form {
    case .line:
      scene.path(series.band(place), .band)
      reference?.draw(in: &scene, place)
      series.draw(in: &scene, place)
    case .columns:
      columns(in: &scene, frame, place)
    }
  }

  private func columns(in scene: inout Scene, _ frame: PanelFrame, _ place: PlotPlace) {
    let known = series.points.filter { $0.value != nil }
    // Columns stand at their day, as wide as the shortest distance allows.
    let steps = zip(known, known.dropFirst()).map { place.x($1.day) - place.x($0.day) }.filter { $0 > 0 }
    let slot = min(steps.min() ?? 16, 16)
    let zero = place.y(0)
    guard slot >= 1.5 else {
      let points = series.points.map { ColumnSpec.Point(day: $0.day, actual: $0.value) }
      scene.marks += mergedColumns(points, from: frame.left, to: frame.right - 1.4, y: place.y)
      return
    }
    let width = max(0.8, slot * 0.7)
    for (index, point) in series.points.enumerated() {
      guard let value = point.value else { continue }
      let isLast = index == series.lastIndex
      scene.rectangle(column(place.x(point.day) - width / 2, width, zero, place.y(value)), isLast ? .accent : .actual)
    }
  }
}
