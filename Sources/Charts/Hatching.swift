extension Path {
  /// Lines at 45° every 5 px across a box: the fill of a forecast.
  init(hatching box: Box) {
    self.init()
    guard box.width.isFinite, box.height.isFinite, box.width < 2000, box.height < 2000 else { return }
    let first = box.x + box.y
    for sum in stride(from: first + 5, to: first + box.width + box.height, by: 5) {
      add(.move(max(box.x, sum - box.bottom), min(box.bottom, sum - box.x)))
      add(.line(min(box.right, sum - box.y), max(box.y, sum - box.right)))
    }
  }

  /// A triangle that stands below `y` and points up to it.
  init(triangle x: Double, under y: Double, width: Double = 8, height: Double = 6) {
    commands = [.move(x, y), .line(x + width / 2, y + height), .line(x - width / 2, y + height), .close]
  }

  /// A filled square for keys; not a bar, so it stands on no line.
  init(key x: Double, _ y: Double, width: Double = 9, height: Double = 9) {
    commands = [.move(x, y), .horizontal(x + width), .vertical(y + height), .horizontal(x), .close]
  }

  /// Two strokes across a bar or pin that is cut short.
  init(cutAt x: Double, from top: Double, to bottom: Double) {
    commands = [
      .move(x - 5, bottom + 1), .line(x - 2, top - 1), .move(x - 1, bottom + 1), .line(x + 2, top - 1),
    ]
  }
}

extension Scene {
  /// A bar that is expected, not measured: outlined and hatched.
  mutating func forecastBar(_ box: Box) {
    rectangle(box, .plan)
    path(Path(hatching: box), .hatch)
  }
}
