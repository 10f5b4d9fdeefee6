/// A cell of the table that holds a chart's data.
enum FigureCell: ExpressibleByStringInterpolation {
  case text(String)
  case figure(ShownFigure)

  init(stringLiteral value: String) { self = .text(value) }

  /// A figure, or words where there is none.
  init(_ figure: ShownFigure?, else words: String = "–") { self = figure.map { .figure($0) } ?? .text(words) }

  var text: String {
    switch self {
    case .text(let text): text
    case .figure(let figure): figure.text
    }
  }

  var isEmpty: Bool { figure == nil && ["", "–"].contains(text) }

  var figure: ShownFigure? { if case .figure(let figure) = self { figure } else { nil } }
}
