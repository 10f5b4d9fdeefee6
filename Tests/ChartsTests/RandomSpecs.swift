import Formats

@testable import Charts

/// Seeded specs of every kind with all that data can do to a chart: gaps, equal values, negatives, hostile labels.
struct RandomSpecs {
  private var state: UInt64

  /// Values of any magnitude, in every form in which facts are printed.
  private var isExtreme: Bool

  init(seed: UInt64, isExtreme: Bool = false) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    self.isExtreme = isExtreme
  }

  mutating func next() -> UInt64 {
    // SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
  }
  mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
  mutating func chance(_ share: Double) -> Bool { unit() < share }

  mutating func label() -> String {
    let labels = [
      "A", "Web chat", "Containment within intents", "<b>&\"'</b>", "Łódź", "漢字", "", "Payment and billing questions",
      "An extraordinarily long label of a segment that somebody typed without thinking of charts", "é\u{301}🙂 mixed",
    ]
    return labels[integer(0...labels.count - 1)]
  }

  mutating func format() -> ValueFormat {
    if isExtreme { return extremeFormat() }
    return [
      .count, .percent(), .number(digits: 2), ValueFormat(digits: 2, prefix: "€"),
      ValueFormat(multiplier: 0.001, digits: 1, prefix: "€", suffix: " k"), ValueFormat(digits: 1, suffix: " min"),
    ][integer(0...5)]
  }

  /// A source of values of one magnitude.
  struct Values {
    var center: Double
    var spread: Double
    var gaps: Double
  }

  private mutating func extremeFormat() -> ValueFormat {
    let symbol = ["€", "£", "CHF "][integer(0...2)]
    let word = [" min", " h", " days", " weeks", " years", " pp", " points"][integer(0...6)]
    return [
      .count, .percent(digits: integer(0...4)), .number(digits: integer(0...12)),
      ValueFormat(digits: 0, prefix: symbol),
      ValueFormat(digits: integer(0...12), prefix: symbol), ValueFormat(digits: integer(0...9), suffix: word),
      ValueFormat(multiplier: 0.001, digits: 1, prefix: symbol, suffix: " k"),
      ValueFormat(multiplier: 1e-6, digits: 1, prefix: symbol, suffix: " m"),
      ValueFormat(multiplier: 1e-9, digits: 1, prefix: symbol, suffix: " bn"),
      ValueFormat(multiplier: 1 / 86_400, digits: 1, suffix: " days"),
    ][integer(0...9)]
  }

  mutating func values() -> Values {
    if isExtreme {
      let size = [1e-300, 1e-12, 1e-9, 3e-7, 2e-5, 0.001, 70, 9e6, 4e8, 1e10, 3e11, 1e12, 2e14][integer(0...12)]
      let spread = [0, size, size * 1e-3, size * 1e-9][integer(0...3)] * unit()
      return Values(center: size * (unit() * 4 - 2), spread: spread, gaps: chance(0.2) ? unit() * 0.5 : 0)
    }
    let size = [0.0001, 0.01, 0.5, 1, 40, 1000, 2.5e6, 1e11][integer(0...7)]
    let spread = chance(0.15) ? 0 : size * unit()
    return Values(center: size * (unit() * 4 - 2), spread: spread, gaps: chance(0.4) ? unit() : 0)
  }

  mutating func value(_ values: Values) -> Double? {
    if chance(values.gaps) { return chance(0.1) ? .nan : nil }
    return values.center + values.spread * (unit() * 2 - 1)
  }

  mutating func count() -> Int { [0, 1, 2, 3, 7, 24, 40, 120, 2000][integer(0...(chance(0.1) ? 8 : 7))] }

  mutating func days(_ count: Int, _ grain: TimeGrain) -> [Int] {
    let start = integer(10_000...22_000)
    let month = CalendarDay(start).monthIndex
    return (0..<count).map { i in
      switch grain {
      case .day: start + i
      case .week: start + 7 * i
      case .month: CalendarDay.number(ofMonth: month + i)
      case .quarter: CalendarDay.number(ofMonth: month - month % 3 + 3 * i)
      case .year: CalendarDay.number(ofMonth: month - month % 12 + 12 * i)
      }
    }
  }

  mutating func grain() -> TimeGrain { TimeGrain.allCases[integer(0...4)] }

  mutating func events(_ days: [Int]) -> [ChartEvent] {
    guard let first = days.first, let last = days.last else { return [] }
    return (0..<integer(0...6)).map { _ in ChartEvent(day: integer((first - 5)...(last + 5)), label: label()) }
  }

  mutating func line() -> ChartSpec {
    let grain = grain()
    let days = days(count(), grain)
    let values = values()
    let series = (0..<integer(1...(chance(0.2) ? 20 : 4))).map { i in
      LineSpec.Series(
        label: label(),
        points: days.map { day in
          let value = value(values)
          let half = chance(0.8) ? value.map { _ in values.spread * unit() } : nil
          return .init(
            day: day, value: value, low: half.flatMap { h in value.map { $0 - h } },
            high: half.flatMap { h in value.map { $0 + h } })
        },
        forecast: chance(0.3)
          ? [
            .init(day: (days.last ?? 0) + 30, value: value(values)),
            .init(day: (days.last ?? 0) + 61, value: value(values)),
          ]
          : [], isFocus: i == 0 && !chance(0.1))
    }
    var spec = LineSpec(
      series: series, events: events(days), target: chance(0.5) ? value(values) : nil, format: format(), grain: grain)
    spec.fiscal = FiscalYear(start: integer(1...12))
    if chance(0.2), let value = spec.series[0].points.compactMap(\.value).max(), spec.series[0].points.count > 3 {
      spec.series[0].points[integer(0...2)].value = value + 90 * values.spread
    }
    return .line(spec)
  }

  mutating func column() -> ChartSpec {
    let grain = grain()
    let values = values()
    let hasPlan = chance(0.5)
    let points = days(count(), grain).map { day in
      ColumnSpec.Point(
        day: day, actual: value(values), plan: hasPlan ? value(values) : nil, isForecast: chance(0.1))
    }
    var spec = ColumnSpec(points: points, target: chance(0.4) ? value(values) : nil, format: format(), grain: grain)
    if chance(0.4) { spec.better = better() }
    return .column(spec)
  }

  mutating func bar() -> ChartSpec {
    let values = values()
    return .bar(
      BarSpec(
        bars: (0..<integer(0...12)).map { _ in
          let value = value(values)
          let half = values.spread * unit()
          return .init(
            label: label(), value: value, low: value.map { $0 - half }, high: value.map { $0 + half },
            isHighlighted: chance(0.2), remark: chance(0.2) ? label() : nil)
        }, format: format()))
  }

  mutating func control() -> ChartSpec {
    let grain = grain()
    let days = days(count(), grain)
    let values = values()
    let middle = days.isEmpty ? 0 : days[integer(0...days.count - 1)]
    func limits(_ random: inout RandomSpecs, _ start: Int, _ end: Int) -> ControlSpec.Segment {
      let half = values.spread * random.unit()
      return .init(
        start: start, end: end, mean: values.center, upper: random.chance(0.9) ? values.center + half : nil,
        lower: random.chance(0.9) ? values.center - half : nil)
    }
    let segments = [limits(&self, (days.first ?? 0), middle), limits(&self, middle + 1, (days.last ?? 0) + 9)]
    return .control(
      ControlSpec(
        points: days.map {
          .init(day: $0, value: value(values), signal: chance(0.2) ? (chance(0.5) ? .good : .bad) : nil)
        },
        segments: segments, target: chance(0.5) ? value(values) : nil, events: events(days), format: format(),
        grain: grain))
  }

  mutating func waterfall() -> ChartSpec {
    let values = values()
    let kinds: [WaterfallSpec.Kind] = [.total, .part, .part, .part, .subtotal, .memo]
    var steps = (0..<integer(0...12)).map { _ in
      WaterfallSpec.Step(
        label: label(), value: value(values), kind: kinds[integer(0...5)], heading: chance(0.3) ? label() : nil)
    }
    if chance(0.3) {
      let base = 1000 * (unit() + 0.1)
      steps = steps.map { .init(label: $0.label, value: base * 0.14 * (unit() * 2 - 1), heading: $0.heading) }
      steps.insert(.init(label: label(), value: base, kind: .total), at: 0)
      steps.append(.init(label: label(), value: base * 1.1, kind: .total, heading: chance(0.3) ? label() : nil))
    }
    return .waterfall(WaterfallSpec(steps: steps, format: format()))
  }

  mutating func forest() -> ChartSpec {
    let values = values()
    func row(_ random: inout RandomSpecs) -> ForestSpec.Row {
      let value = random.value(values)
      let half = values.spread * random.unit()
      return .init(
        label: random.label(), share: random.chance(0.7) ? "12%" : nil, estimate: value, low: value.map { $0 - half },
        high: value.map { $0 + half }, weight: random.unit() * 50)
    }
    let groups = (0..<integer(0...3)).map { _ in
      ForestSpec.Group(heading: label(), rows: (0..<integer(0...6)).map { _ in row(&self) })
    }
    return .forest(
      ForestSpec(
        groups: groups, pooled: chance(0.7) ? row(&self) : nil, null: chance(0.8) ? 0 : 1, leftCaption: label(),
        rightCaption: label(), shareHeading: label(), estimateHeading: label(), format: format()))
  }

  mutating func survival() -> ChartSpec {
    let end = Double(integer(1...400))
    let ticks = tickValues(from: 0, to: end, count: integer(1...14))
    let curves = (0..<integer(0...3)).map { i in
      var share = 1.0
      let count = count()
      let steps = (0..<min(count, 200)).map { k in
        share *= 0.9 + 0.1 * unit()
        let half = 0.2 * unit()
        return SurvivalSpec.Step(
          time: Double(k) * end / Double(max(count, 1)) * 1.2, survival: share, low: share - half, high: share + half,
          atRisk: chance(0.9) ? 200 - k : nil)
      }
      return SurvivalSpec.Curve(
        label: label(), steps: steps, median: chance(0.7) ? end * unit() * 1.3 : nil, medianLow: 1, medianHigh: 2,
        rows: (0..<integer(0...3)).map { _ in
          .init(label: label(), counts: ticks.map { _ in chance(0.1) ? nil : integer(0...200_000) })
        }, followedUntil: chance(0.5) ? end * unit() : nil, isFocus: i == 0)
    }
    return .survival(
      SurvivalSpec(
        curves: curves, times: ticks, timeLabel: label(), timeFormat: ValueFormat(digits: 0, suffix: " days"),
        promise: chance(0.5) ? end * unit() : nil, promiseLabel: label()))
  }

  mutating func sparkline() -> ChartSpec {
    let values = values()
    let days = days(count(), .month)
    return .sparkline(
      SparklineSpec(points: days.map { .init(day: $0, value: value(values)) }, rule: days.last.map { $0 - 40 }))
  }
}
