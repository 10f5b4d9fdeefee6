import Formats

func heatScene(_ spec: HeatSpec, size: ChartSize) -> Scene {
  let format = spec.format
  let rows = spec.rows.map { row in
    (
      label: row.label,
      values: spec.columns.indices.map { row.values.indices.contains($0) ? format.usable(row.values[$0]) : nil }
    )
  }
  let values = rows.flatMap(\.values).compactMap { $0 }
  guard !values.isEmpty else { return .noData(width: size.width) }
  let labels = min(rows.map { TextRole.label.width($0.label) }.max() ?? 0, size.width * (size.isNarrow ? 0.3 : 0.34))
  let left = labels + 8
  // Cells that are too narrow for their figures go on below, in a further block.
  let figures = values.map { NumberText($0, format, as: ValueFormat.bare) }
  let level = figures.level(fitting: 60, .value) ?? .max
  let figure = figures.map { $0.width(.value, level: level) }.max() ?? 0
  let least = min(max(figure + 6, 24), size.width - left)
  let perBlock = max(1, min(spec.columns.count, Int((size.width - left) / least)))
  let blockCount = (spec.columns.count + perBlock - 1) / perBlock
  let inBlock = (spec.columns.count + blockCount - 1) / blockCount
  let cell = min(84, (size.width - left) / Double(inBlock))
  let pitch = 22.0
  var scene = Scene(width: size.width, height: 0)
  var top = 0.0
  for start in stride(from: 0, to: spec.columns.count, by: inBlock) {
    let columns = start..<min(start + inBlock, spec.columns.count)
    heads(spec.columns, columns, left: left, cell: cell, y: top + 11, in: &scene)
    top += 17
    for row in rows {
      scene.text(row.label, x: 0, y: top + 14.5, role: .label, room: labels + 0.1)
      for column in columns {
        let box = Box(x: left + Double(column - start) * cell, y: top, width: cell - 1.5, height: pitch - 1.5)
        guard let value = row.values[column] else {
          scene.rectangle(box, .missing)
          scene.text("–", x: box.x + box.width / 2, y: top + 14.5, anchor: .middle, role: .label, room: cell - 1.5)
          continue
        }
        let shade = HeatSpec.level(of: value, among: values)
        scene.rectangle(box, heatFills[shade])
        scene.number(
          NumberText(NumberText(value, format, as: ValueFormat.bare).print(level)), x: box.x + box.width / 2,
          y: top + 14.5, anchor: .middle, role: heatTexts[shade], room: cell - 1.5)
      }
      top += pitch
    }
    top += 6
  }
  scene.height = top - 4
  return scene
}

private let heatFills: [MarkRole] = [.heat0, .heat1, .heat2, .heat3, .heat4, .heat5]
private let heatTexts: [TextRole] = [.heat0, .heat1, .heat2, .heat3, .heat4, .heat5]

/// Heads of columns: every second, third … where they do not fit.
private func heads(
  _ names: [String], _ columns: Range<Int>, left: Double, cell: Double, y: Double, in scene: inout Scene
) {
  let widest = columns.map { TextRole.label.width(names[$0]) }.max() ?? 0
  let isOne = columns.count == 1
  let step = isOne ? 1 : max(1, min(columns.count, Int(((widest + 4) / cell).rounded(.up))))
  for column in columns where (column - columns.lowerBound) % step == 0 {
    let middle = left + (Double(column - columns.lowerBound) + 0.5) * cell
    // The last heads may have less than their step to the right edge.
    if step > 1, TextRole.label.width(names[column]) > 2 * (scene.width - middle) { continue }
    scene.text(
      names[column], x: middle, y: y, anchor: .middle, role: .label,
      room: max(0, min(cell * Double(step) - 4, 2 * middle)))
  }
}
