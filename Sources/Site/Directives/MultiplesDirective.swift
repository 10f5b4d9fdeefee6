import Diagnostics
import Facts
import Pack

/// A small chart over time for each value of a segment.
struct MultiplesDirective {
  enum Form: String, CaseIterable { case line, columns }
  /// What comes first: the value with most rows behind it, the highest latest figure, or the alphabet.
  enum Order: String, CaseIterable { case size, value, name }

  var metric: String
  var segment: String
  var grain: Grain
  var from: String?
  var form: Form
  var order: Order
  var hasOwnScales: Bool
  /// Whether the whole is of the size of its parts, so that each can be compared with it.
  var showsWhole: Bool
}

extension DirectiveReader {
  mutating func multiples(_ m: ConfigMapping) -> MultiplesDirective? {
    guard let node = m.required("metric", &findings), let metric = metric(node),
      let segment = segment(m.required("by", &findings))
    else { return nil }
    let form = m["form"]?.choice(of: MultiplesDirective.Form.self, &findings) ?? .line
    let hasOwnScales = m["scale"]?.plainText == DirectiveSpec.Scale.own.rawValue
    // A sum dwarfs its parts; a share or an average of all lies among theirs.
    let isSum = FormulaFacts(names.pack).addendFinding([metric], "parts", at: node.location) == nil
    return MultiplesDirective(
      metric: metric, segment: segment, grain: grain(m, .month), from: period(m["from"]), form: form,
      order: m["sort"]?.choice(of: MultiplesDirective.Order.self, &findings) ?? .size, hasOwnScales: hasOwnScales,
      showsWhole: form == .line && !isSum)
  }
}

extension PageNeeds {
  mutating func collect(_ chart: MultiplesDirective, at location: Diagnostic.Location) {
    let periods = pack.series(chart.grain, from: chart.from)
    need(chart.metric, periods, by: chart.segment, at: location)
    if chart.showsWhole { planner.need(chart.metric, periods: periods) }
  }
}
