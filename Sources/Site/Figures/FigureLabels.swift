import Charts
import Formats

/// Finds the figures behind the labels of a chart by their text among the figures of the chart's data.
struct FigureLabels {
  private var known: [String: ShownFigure] = [:]

  init(_ rows: [[FigureCell]]) {
    for row in rows {
      for (index, cell) in row.enumerated() {
        guard let figure = cell.figure else { continue }
        add(figure, [figure.style, .plain, .bare, .signed, .bareSigned])
        guard figure.values.count == 1, row.indices.contains(index + 1), let ends = row[index + 1].figure,
          ends.values.count == 2
        else { continue }
        add(ends, [.brackets])
        let both = ShownFigure(figure.values + ends.values, figure.terms + ends.terms, figure.format)
        add(both, [.withBrackets, .bareWithEnds])
      }
    }
    for (figure, style) in shorter { addPrint(figure, style) }
  }

  /// The shorter prints of figures that a chart has little room for; a full print of another figure goes before them.
  private var shorter: [(ShownFigure, FigureStyle)] = []

  private mutating func add(_ figure: ShownFigure, _ styles: [FigureStyle]) {
    for style in styles { addPrint(figure, style) }
    for format in figure.format.ladder(for: figure.values).dropFirst() {
      var figure = figure
      figure.format = format
      shorter += styles.map { (figure, $0) }
    }
  }

  private mutating func addPrint(_ figure: ShownFigure, _ style: FigureStyle) {
    var figure = figure
    figure.style = style
    let text = figure.text
    if known[text] == nil { known[text] = figure }
  }

  /// The figure that a text ends with, and the words before it; nil for ticks and names.
  func figure(_ mark: TextMark) -> ShownFigure? {
    if let figure = known[mark.text] { return mark.role == .label && !mark.text.contains("(") ? nil : figure }
    var start = mark.text.startIndex
    while let space = mark.text[start...].firstIndex(of: " ") {
      start = mark.text.index(after: space)
      if var figure = known[String(mark.text[start...])] {
        figure.lead = String(mark.text[..<start])
        return figure
      }
    }
    return nil
  }
}
