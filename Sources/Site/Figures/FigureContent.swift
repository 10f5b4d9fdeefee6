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
}

/// The two verdicts on a process: how it varies, and whether it reliably meets its target.
struct ControlReading {
  enum Variation { case improvement, concern, commonCause }
  enum Assurance { case pass, hitOrMiss, fail }

  var variation: Variation
  var assurance: Assurance?
}
