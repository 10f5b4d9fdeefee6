import Formats

@testable import Charts

/// Random specs of the kinds that compare: variance, bullet, tornado, slope, heat map, distribution.
extension RandomSpecs {
  mutating func better() -> Better { [.up, .down, .neutral][integer(0...2)] }

  mutating func variance() -> ChartSpec {
    let groups = (0..<integer(0...3)).map { _ in
      let values = values()
      return VarianceSpec.Group(
        heading: chance(0.6) ? label() : "",
        rows: (0..<integer(0...(chance(0.1) ? 40 : 7))).map { _ in
          .init(
            label: label(), actual: value(values), reference: value(values), marker: chance(0.4) ? value(values) : nil,
            isForecast: chance(0.2), isTotal: chance(0.2), better: better())
        }, format: format(), relative: chance(0.7) ? .percent(digits: 1) : nil)
    }
    return .variance(
      VarianceSpec(
        groups: groups, reference: chance(0.5) ? .plan : .prior, referenceName: label(),
        markerName: chance(0.5) ? label() : nil))
  }

  mutating func bullet() -> ChartSpec {
    let rows = (0..<integer(0...(chance(0.1) ? 40 : 6))).map { _ -> BulletSpec.Row in
      let values = values()
      let value = value(values)
      let half = values.spread * unit()
      let edges = chance(0.4) ? (0..<integer(0...5)).compactMap { _ in self.value(values) } : []
      return .init(
        label: label(), remark: label(), value: value, low: chance(0.7) ? value.map { $0 - half } : nil,
        high: value.map { $0 + half }, target: chance(0.7) ? self.value(values) : nil, edges: edges, better: better(),
        status: chance(0.7) ? [.onTarget, .near, .offTarget][integer(0...2)] : nil, format: format())
    }
    return .bullet(BulletSpec(rows: rows))
  }

  mutating func tornado() -> ChartSpec {
    let values = values()
    let rows = (0..<integer(0...(chance(0.1) ? 40 : 8))).map { _ in
      TornadoSpec.Row(
        label: label(), lowInput: label(), highInput: label(), atLow: value(values) ?? .nan,
        atHigh: value(values) ?? .nan)
    }
    return .tornado(TornadoSpec(rows: rows, base: values.center, baseLabel: label(), format: format()))
  }

  mutating func slope() -> ChartSpec {
    let values = values()
    let count = integer(1...3)
    let series = (0..<integer(0...(chance(0.1) ? 40 : 8))).map { i in
      SlopeSpec.Series(
        label: label(), values: (0..<(chance(0.1) ? 1 : count)).map { _ in value(values) }, isFocus: i == 0)
    }
    return .slope(SlopeSpec(periods: (0..<count).map { _ in label() }, series: series, format: format()))
  }

  mutating func heat() -> ChartSpec {
    let values = values()
    let count = integer(0...(chance(0.2) ? 40 : 8))
    let rows = (0..<integer(0...(chance(0.1) ? 40 : 8))).map { _ in
      HeatSpec.Row(label: label(), values: (0..<count).map { _ in value(values) })
    }
    return .heat(HeatSpec(columns: (0..<count).map { _ in label() }, rows: rows, format: format()))
  }

  mutating func distribution() -> ChartSpec {
    let scale: DistributionSpec.Scale = [.nps, .rating, .likert][integer(0...2)]
    let answers = (0..<(scale == .nps ? 11 : integer(0...12))).map { chance(0.5) ? "\($0)" : label() }
    let series = (0..<integer(0...(chance(0.1) ? 40 : 3))).map { _ -> DistributionSpec.Series in
      let parts = answers.map { _ in chance(0.2) ? 0 : unit() }
      let sum = parts.reduce(0, +)
      return .init(
        label: label(), shares: parts.map { chance(0.05) ? nil : sum > 0 ? $0 / sum : 0 }, count: "\(integer(0...9999))"
      )
    }
    let groups =
      scale == .nps && chance(0.8)
      ? [
        DistributionSpec.Group(range: 0..<7, label: "Detractors", share: "41%"),
        .init(range: 7..<9, label: "Passives", share: "20%"), .init(range: 9..<11, label: label(), share: "39%"),
      ] : []
    return .distribution(DistributionSpec(scale: scale, answers: answers, series: series, groups: groups))
  }
}
