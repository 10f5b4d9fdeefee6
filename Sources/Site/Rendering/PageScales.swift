import Charts
import Diagnostics
import Formats
import Units

/// The value axes of a page's charts: charts of one unit have one scale, or say that they have not.
struct PageScales {
  struct Entry: Equatable {
    var title: String
    var location: Diagnostic.Location
    var metric: String
    var unit: Unit
    var kind: String
    var choice: DirectiveSpec.Scale?
    var span: ClosedRange<Double>
    /// How its values are printed.
    var format: ValueFormat
  }

  private(set) var entries: [Entry] = []

  mutating func add(_ entry: Entry?) {
    if let entry { entries.append(entry) }
  }

  /// The span of all charts of a unit that share their scale, for units with several of them.
  var shared: [Unit: ClosedRange<Double>] {
    var out: [Unit: ClosedRange<Double>] = [:]
    for entry in entries where entry.choice == .shared && entries.count(where: { $0.joins(entry) }) > 1 {
      let known = out[entry.unit] ?? entry.span
      out[entry.unit] =
        min(known.lowerBound, entry.span.lowerBound)...max(known.upperBound, entry.span.upperBound)
    }
    return out
  }

  /// By unit, the amount that the scaling mark stands for, where charts of the unit are on different scales: half of the
  /// shortest axis at most, round as it is printed.
  var marks: [Unit: Double] {
    var out: [Unit: Double] = [:]
    for entry in entries where out[entry.unit] == nil {
      let alike = entries.filter { $0.unit == entry.unit }
      // Those that share their scale are one.
      let spans = alike.map { $0.choice == .shared ? shared[$0.unit] ?? $0.span : $0.span }
      guard let first = spans.first, spans.contains(where: { !isAlike($0, first) }),
        let shortest = spans.map({ $0.upperBound - $0.lowerBound }).min()
      else { continue }
      let factor = entry.format.multiplier
      out[entry.unit] = roundAmount(upTo: shortest * factor / 2).map { $0 / factor }
    }
    return out
  }

  /// Charts that stand side by side in one unit on different scales.
  func row(_ first: Int) -> [Diagnostic] {
    let row = entries.dropFirst(first)
    return row.dropFirst().compactMap { entry in
      row.first { $0 != entry && $0.unit == entry.unit }.flatMap { finding($0, entry, "beside it") }
    }
  }

  /// Charts of one kind and metric on the page on different scales.
  var page: [Diagnostic] {
    entries.indices.compactMap { index in
      let entry = entries[index]
      return entries[..<index].first { $0.metric == entry.metric && $0.kind == entry.kind }
        .flatMap { finding($0, entry, "on this page") }
    }
  }

  private func finding(_ a: Entry, _ b: Entry, _ place: String) -> Diagnostic? {
    guard a.choice != .own, b.choice != .own, !isAlike(a.span, b.span) else { return nil }
    return Diagnostic(
      .warning, "unequal-scales",
      "the chart “\(b.title)” is on another scale than “\(a.title)” \(place), though both are in one unit",
      at: b.location,
      explanation: "the same height stands for different amounts, which a reader who compares them will not see",
      remedy: "write `scale: shared` in both, or `scale: own` in one, which prints a mark")
  }

  private func isAlike(_ a: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool {
    let size = max(a.upperBound - a.lowerBound, b.upperBound - b.lowerBound)
    return abs(a.lowerBound - b.lowerBound) <= size * 0.01 && abs(a.upperBound - b.upperBound) <= size * 0.01
  }
}

extension PageScales.Entry {
  fileprivate func joins(_ other: Self) -> Bool { choice == .shared && unit == other.unit }
}

extension ChartDirective {
  /// What a chart with a value axis shows, and its kind; nil for the others.
  var measured: (metric: String, kind: String)? {
    switch self {
    case .line(let metric, _, _, _, _, _): (metric, "line")
    case .columns(let metric, _, _, _, _): (metric, "columns")
    case .bars(let metric, _, _): (metric, "bars")
    case .control(let metric, _, _, _): (metric, "xmr")
    case .study(.eventStudy(let study)): (study.metric, "event_study")
    // Panels on scales of their own say so.
    case .study(.multiples(let study)): study.hasOwnScales ? nil : (study.metric, "multiples")
    default: nil
    }
  }
}

extension DirectiveSpec {
  /// The size of its drawing on a desk.
  var size: ChartSize { width == .full ? .full : .half }
}
