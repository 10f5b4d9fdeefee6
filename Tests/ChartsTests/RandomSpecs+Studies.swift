import Formats

@testable import Charts

extension RandomSpecs {
  mutating func scatter() -> ChartSpec {
    let (xValues, yValues) = (values(), values())
    let points = (0..<count()).map { _ in
      ScatterSpec.Point(label: label(), x: value(xValues), y: value(yValues), isHighlighted: chance(0.1))
    }
    let known = points.compactMap(\.x).filter(\.isFinite)
    var trend: [ScatterSpec.TrendPoint] = []
    if chance(0.5), let low = known.min(), let high = known.max() {
      trend = (0...10).map { i in
        let half = yValues.spread * unit()
        return .init(
          x: low + (high - low) * Double(i) / 10, y: yValues.center, low: yValues.center - half,
          high: yValues.center + half)
      }
    }
    return .scatter(
      ScatterSpec(
        points: points, trend: trend, xLabel: label(), yLabel: label(), xFormat: format(), yFormat: format()))
  }

  mutating func share() -> ChartSpec {
    let grain = grain()
    let days = days(count(), grain)
    let parts = (0..<integer(0...9)).map { _ in
      let size = unit() * [1, 1000, 1e9][integer(0...2)]
      return ShareSpec.Part(
        label: label(),
        amounts: days.map { _ in chance(0.1) ? nil : chance(0.02) ? -1 : chance(0.1) ? 0 : size * unit() })
    }
    return .share(ShareSpec(parts: parts, days: days, grain: grain))
  }

  mutating func eventStudy() -> ChartSpec {
    let values = values()
    let before = chance(0.2) ? 0 : integer(0...24)
    let after = chance(0.1) ? 2000 : integer(0...24)
    return .eventStudy(
      EventStudySpec(
        points: (-before...after).map { offset in
          let value = value(values)
          let half = values.spread * unit()
          return .init(
            offset: offset, estimate: value, low: chance(0.8) ? value.map { $0 - half } : nil,
            high: value.map { $0 + half }, isReference: offset == -1)
        }, event: label(), offsetLabel: label(), format: format()))
  }

  mutating func reliability() -> ChartSpec {
    .reliability(
      ReliabilitySpec(
        bins: (0..<integer(0...(chance(0.1) ? 500 : 12))).map { _ in
          let observed = unit() * 1.05
          return .init(
            predicted: chance(0.9) ? unit() : nil, observed: chance(0.9) ? observed : .nan,
            low: observed - 0.1 * unit(),
            high: observed + 0.1 * unit(), count: chance(0.9) ? integer(0...(chance(0.5) ? 99 : 2_000_000)) : nil)
        }, predictedLabel: label(), observedLabel: label()))
  }

  mutating func timeline() -> ChartSpec {
    let start = integer(10_000...22_000)
    let span = [1, 20, 400, 9000][integer(0...3)]
    let statuses: [TimelineSpec.Status] = [.met, .late, .open]
    return .timeline(
      TimelineSpec(
        rows: (0..<integer(0...14)).map { _ in
          .init(
            label: label(), planned: chance(0.9) ? start + integer(0...span) : nil,
            actual: chance(0.7) ? start + integer(0...span) : nil, status: statuses[integer(0...2)],
            words: chance(0.2) ? label() : "Late 35 days")
        }, asOf: chance(0.8) ? start + integer(0...span) : nil, asOfLabel: label()))
  }
}
