import Metrics
public import Pack
import Statistics

/// A change split into what each sum, input and figure behind a formula contributes; the parts add up to it.
public struct ChangeParts: Sendable {
  /// One sum, input or factor of the formula.
  public struct Part: Sendable {
    /// The measure or input, with its arm and the period it is read in where that is another.
    public var name: String
    /// The measure, input or call alone.
    public var quantity: String
    /// In its own unit.
    public var before: Double, after: Double
    /// In the unit of the change.
    public var contribution: Double
  }

  /// The figure before and after.
  public var before: Double, after: Double
  /// In the order of the formula; what did not change contributes nothing.
  public var parts: [Part]
  /// How the parts were made to add up.
  public var method: String
}

extension FactBook {
  /// What each sum behind a formula contributes to its change; nil where the figure has no value on one side, or where
  /// a group behind it is too small.
  ///
  /// Source: Shapley's average over every order in which the sums may have changed; with more than six that changed,
  /// the average of one order and its reverse.
  public func changeParts(_ name: String, in slice: Slice, against: Period) -> ChangeParts? {
    let now = fact(name, in: slice)
    let earlier = fact(name, in: slice.with(period: against))
    let own = [derivation(of: now), derivation(of: earlier)]
    guard !own.contains(where: \.isPrivate) else { return nil }
    var derivation = own[0]
    derivation.formUnion(own[1])
    let (formulas, periods) = recorded(derivation, periods: [slice.period, against])
    func place(_ period: Period) -> RecordedFormulas.Place {
      .init(
        period: periods[period] ?? 0, segment: slice.segment.map { [$0.segment, $0.value] },
        arm: slice.arm.map { [$0.cohort, $0.arm] })
    }
    func readings(_ place: RecordedFormulas.Place) -> (value: Double?, readings: [RecordedFormulas.Reading]) {
      var found: [RecordedFormulas.Reading] = []
      let value = formulas.value(name, at: place) {
        found.append($0)
        return $0.value
      }
      return (value, found)
    }
    let (after, then) = readings(place(slice.period))
    let (before, first) = readings(place(against))
    guard let after, let before, then.map(\.name) == first.map(\.name) else { return nil }
    // The same sum may be read in several places of a formula: it is one driver.
    var drivers: [[RecordedFormulas.Reading]] = []
    let position = zip(then, first).map { pair -> Int in
      if let known = drivers.firstIndex(of: [pair.0, pair.1]) { return known }
      drivers.append([pair.0, pair.1])
      return drivers.count - 1
    }
    let changed = drivers.indices.filter { drivers[$0][0].value != drivers[$0][1].value }
    func figure(_ isAfter: [Bool]) -> Double? {
      var visit = 0
      var isAlike = true
      let value = formulas.value(name, at: place(slice.period)) { reading in
        defer { visit += 1 }
        // A condition that comes out otherwise reads other sums: then there is no split.
        guard position.indices.contains(visit), drivers[position[visit]][0] == reading else {
          isAlike = false
          return reading.value
        }
        let driver = drivers[position[visit]]
        guard let index = changed.firstIndex(of: position[visit]) else { return driver[0].value }
        return isAfter[index] ? driver[0].value : driver[1].value
      }
      return isAlike ? value : nil
    }
    let isExact = changed.count <= 6
    let shares =
      changed.isEmpty
      ? [] : isExact ? shapley(drivers: changed.count, value: figure) : bothOrders(changed.count, figure)
    guard let shares else { return nil }
    return ChangeParts(
      before: before, after: after,
      parts: zip(changed, shares).map { driver, share in
        let reading = drivers[driver][0]
        return .init(
          name: readingName(reading, at: place(slice.period), periods), quantity: reading.name,
          before: drivers[driver][1].value,
          after: reading.value, contribution: share)
      },
      method: isExact
        ? "averaged over every order in which the sums may have changed (Shapley)"
        : "averaged over one order of the sums and its reverse")
  }

  /// What a formula reads, in its order, each once: name with arm and period, quantity alone, value in its own unit.
  public func readings(_ name: String, in slice: Slice) -> [(name: String, quantity: String, value: Double)] {
    let derivation = derivation(of: fact(name, in: slice))
    guard !derivation.isPrivate else { return [] }
    let (formulas, periods) = recorded(derivation, periods: [slice.period])
    let place = RecordedFormulas.Place(
      period: periods[slice.period] ?? 0, segment: slice.segment.map { [$0.segment, $0.value] },
      arm: slice.arm.map { [$0.cohort, $0.arm] })
    var found: [RecordedFormulas.Reading] = []
    _ = formulas.value(name, at: place) {
      if !found.contains($0) { found.append($0) }
      return $0.value
    }
    return found.map { (readingName($0, at: place, periods), $0.name, $0.value) }
  }

  private func bothOrders(_ count: Int, _ figure: ([Bool]) -> Double?) -> [Double]? {
    var shares = [Double](repeating: 0, count: count)
    for order in [Array(0..<count), Array((0..<count).reversed())] {
      var isAfter = [Bool](repeating: false, count: count)
      guard var last = figure(isAfter) else { return nil }
      for driver in order {
        isAfter[driver] = true
        guard let next = figure(isAfter) else { return nil }
        shares[driver] += (next - last) / 2
        last = next
      }
    }
    return shares
  }

  private func readingName(
    _ reading: RecordedFormulas.Reading, at place: RecordedFormulas.Place, _ periods: [Period: Int]
  ) -> String {
    var name = reading.name
    if let arm = reading.place.arm?.last, reading.place.arm != place.arm { name += ", \(arm)" }
    if reading.place.period != place.period, let period = periods.first(where: { $0.value == reading.place.period }) {
      let known = pack.comparisons.map(\.name).first { pack.resolvePeriod($0, from: pack.period) == period.key }
      name += ", \(known ?? period.key.text)"
    }
    return name
  }

  /// The formulas of the pack over the sums of a derivation.
  func recorded(
    _ derivation: Derivation, periods wanted: [Period]
  ) -> (formulas: RecordedFormulas, periods: [Period: Int]) {
    let found = Set(
      wanted + derivation.sums.map(\.slice.period) + derivation.parts.map(\.slice.period)
        + derivation.moves.flatMap { [$0.from, $0.to] })
    let sorted = found.sorted { ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name) }
    let index = Dictionary(uniqueKeysWithValues: sorted.enumerated().map { ($1, $0) })
    func place(_ slice: Slice) -> RecordedFormulas.Place {
      .init(
        period: index[slice.period] ?? 0, segment: slice.segment.map { [$0.segment, $0.value] },
        arm: slice.arm.map { [$0.cohort, $0.arm] })
    }
    var formulas = RecordedFormulas()
    formulas.formulas = pack.compiled.mapValues(\.root)
    formulas.inputs = self.index.inputs.mapValues(\.value)
    for sum in derivation.sums {
      formulas.sums[sum.measure, default: [:]][place(sum.slice)] =
        Double(rounding: sum.value)
        * (self.index.measures[sum.measure]?.aggregate == .distinct
          ? 1 : self.index.scaleFactor(of: sum.measure))
    }
    for part in derivation.parts { formulas.parts[part.call, default: [:]][place(part.slice)] = part.value }
    formulas.periods = sorted.map { period in
      let moves = derivation.moves.filter { $0.from == period }.map { ($0.function, index[$0.to] ?? 0) }
      return .init(
        days: period.days, yearDays: pack.calendar.period(.year, containing: period.start).days,
        moves: Dictionary(moves) { first, _ in first })
    }
    for cohort in pack.cohorts {
      for arm in cohort.arms where formulas.cohortOfArm[arm.name] == nil {
        formulas.cohortOfArm[arm.name] = cohort.name
      }
      if let arms = arms(of: cohort.name) { formulas.comparisons[cohort.name] = (arms.treatment.arm, arms.control.arm) }
    }
    return (formulas, index)
  }
}
