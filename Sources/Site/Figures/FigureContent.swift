import Charts
import Facts
import Formats
import Pack

/// A chart with everything that stands around it, before it becomes HTML.
struct FigureContent {
  var spec: ChartSpec
  /// Measure, unit and period; used where the author gave no subtitle.
  var subtitle: String
  /// The same, where figures in it open.
  var openSubtitle: HTML?
  var caption: String
  var columns: [String]
  var rows: [[FigureCell]]
  var grade: Grade?
  /// What the control chart's icons say.
  var control: ControlReading?
  /// The metric that all its figures are of; nil where they are of several.
  var metric: String?
  /// Added to the author's note.
  var remark: String?
  /// The amount that the scaling mark stands for.
  var scaleMark: ShownFigure?

  /// The table of the data without columns that hold nothing: only some measures have an interval or a plan.
  var table: (columns: [String], rows: [[FigureCell]]) {
    let kept = columns.indices.filter { index in
      index == 0 || rows.isEmpty || rows.contains { $0.indices.contains(index) && !$0[index].isEmpty }
    }
    return (kept.map { columns[$0] }, rows.map { row in kept.filter(row.indices.contains).map { row[$0] } })
  }
}

/// The two verdicts on a process: how it varies, and whether it reliably meets its target.
struct ControlReading {
  enum Variation { case improvement, concern, commonCause }
  enum Assurance { case pass, hitOrMiss, fail }

  var variation: Variation
  var assurance: Assurance?
}
