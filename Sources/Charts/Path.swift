/// Lines, areas and steps, as commands with absolute coordinates in px.
public struct Path: Sendable, Hashable {
  /// One command.
  public enum Command: Sendable, Hashable {
    /// Starts a new line.
    case move(Double, Double)
    /// A straight line.
    case line(Double, Double)
    /// A horizontal line to an x.
    case horizontal(Double)
    /// A vertical line to a y.
    case vertical(Double)
    /// Closes the area.
    case close
  }

  /// In drawing order.
  public var commands: [Command] = []

  init() {}

  init(horizontal y: Double, from x1: Double, to x2: Double) {
    commands = [.move(x1, y), .horizontal(x2)]
  }

  init(vertical x: Double, from y1: Double, to y2: Double) {
    commands = [.move(x, y1), .vertical(y2)]
  }

  init(diamond x: Double, _ y: Double, halfWidth: Double, halfHeight: Double) {
    commands = [
      .move(x - halfWidth, y), .line(x, y - halfHeight), .line(x + halfWidth, y), .line(x, y + halfHeight), .close,
    ]
  }

  mutating func add(_ command: Command) { commands.append(command) }

  /// The corners in order; each command that moves adds one.
  var corners: [(x: Double, y: Double)] {
    var x = 0.0
    var y = 0.0
    var out: [(x: Double, y: Double)] = []
    for command in commands {
      switch command {
      case .move(let newX, let newY), .line(let newX, let newY): (x, y) = (newX, newY)
      case .horizontal(let newX): x = newX
      case .vertical(let newY): y = newY
      case .close: continue
      }
      out.append((x, y))
    }
    return out
  }
}
