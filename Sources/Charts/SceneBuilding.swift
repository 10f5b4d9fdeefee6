import Formats

extension Scene {
  mutating func path(_ path: Path, _ role: MarkRole) {
    if !path.commands.isEmpty { marks.append(.path(path, role)) }
  }

  mutating func rectangle(_ box: Box, _ role: MarkRole) { marks.append(.rectangle(box, role)) }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ role: MarkRole) {
    marks.append(.circle(x: x, y: y, radius: radius, role))
  }

  mutating func text(
    _ text: String, x: Double, y: Double, anchor: TextAnchor = .start, role: TextRole = .label, halo: Bool = false,
    room: Double = .infinity
  ) {
    guard !text.isEmpty else { return }
    marks.append(.text(TextMark(text, x: x, y: y, anchor: anchor, role: role, hasHalo: halo, room: room)))
  }

  /// What a chart without data shows.
  static func noData(width: Double) -> Scene {
    var scene = Scene(width: width, height: 56)
    scene.path(Path(horizontal: 50, from: 0, to: width), .axis)
    scene.text(phrase("No data"), x: 0, y: 32, role: .label)
    return scene
  }
}

/// The drawing of a chart at a size.
///
/// Values that are not finite count as missing. A chart without values says phrase("No data").
public func scene(_ spec: ChartSpec, size: ChartSize) -> Scene {
  switch spec {
  case .line(let spec): lineScene(spec, size: size)
  case .column(let spec): columnScene(spec, size: size)
  case .bar(let spec): barScene(spec, size: size)
  case .control(let spec): controlScene(spec, size: size)
  case .waterfall(let spec): waterfallScene(spec, size: size)
  case .forest(let spec): forestScene(spec, size: size)
  case .survival(let spec): survivalScene(spec, size: size)
  case .variance(let spec): varianceScene(spec, size: size)
  case .bullet(let spec): bulletScene(spec, size: size)
  case .tornado(let spec): tornadoScene(spec, size: size)
  case .slope(let spec): slopeScene(spec, size: size)
  case .heat(let spec): heatScene(spec, size: size)
  case .distribution(let spec): distributionScene(spec, size: size)
  case .scatter(let spec): scatterScene(spec, size: size)
  case .share(let spec): shareScene(spec, size: size)
  case .eventStudy(let spec): eventStudyScene(spec, size: size)
  case .reliability(let spec): reliabilityScene(spec, size: size)
  case .timeline(let spec): timelineScene(spec, size: size)
  case .multiples(let spec): multiplesScene(spec, size: size)
  case .sparkline(let spec): sparklineScene(spec)
  }
}
