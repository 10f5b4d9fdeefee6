import Formats

@testable import Charts

extension RandomSpecs {
  mutating func multiples() -> ChartSpec {
    let grain = grain()
    let days = days(count(), grain)
    let values = values()
    func points(_ random: inout RandomSpecs) -> [LineSpec.Point] {
      days.map { day in
        let value = random.value(values)
        let half = random.chance(0.7) ? value.map { _ in values.spread * random.unit() } : nil
        return .init(
          day: day, value: value, low: half.flatMap { h in value.map { $0 - h } },
          high: half.flatMap { h in value.map { $0 + h } })
      }
    }
    let panels = (0..<integer(0...(chance(0.2) ? 24 : 6))).map { _ in
      MultiplesSpec.Panel(
        label: label(), remark: chance(0.6) ? "n \(integer(1...900_000))" : nil, points: points(&self))
    }
    var spec = MultiplesSpec(
      panels: panels, form: chance(0.4) ? .columns : .line, events: events(days), format: format(), grain: grain,
      hasOwnScales: chance(0.4))
    if spec.form == .line, chance(0.5) { spec.reference = .init(label: label(), points: points(&self)) }
    spec.fiscal = FiscalYear(start: integer(1...12))
    return .multiples(spec)
  }
}
