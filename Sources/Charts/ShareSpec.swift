/// How a whole is made up over time: parts of each period stacked to 100%.
public struct ShareSpec: Sendable, Hashable {
  /// One part.
  public struct Part: Sendable, Hashable {
    /// At the right of the last column.
    public var label: String
    /// An amount for each of the spec's days; nil counts as nothing where another part has an amount.
    public var amounts: [Double?]

    /// A part.
    public init(label: String, amounts: [Double?]) {
      self.label = label
      self.amounts = amounts
    }
  }

  /// From the bottom up; beyond five the smallest are drawn as one, "Other".
  public var parts: [Part]
  /// The periods' first days, ascending, in days since 1970-01-01.
  public var days: [Int]
  /// The period of a column.
  public var grain: TimeGrain
  /// When its years and quarters start.
  public var fiscal = FiscalYear.calendar

  /// A composition over time; a period with a negative amount or none at all is left empty, for it has no shares.
  public init(parts: [Part], days: [Int], grain: TimeGrain = .month) {
    self.parts = parts
    self.days = days
    self.grain = grain
  }

  /// The most parts that are told apart.
  public static let limit = 5

  /// The order in which more parts than can be told apart are kept: by their amounts over all periods.
  ///
  /// - Returns: the indices of the parts to keep, in their own order, and of those that become "Other".
  public var kept: (shown: [Int], other: [Int]) {
    guard parts.count > Self.limit + 1 else { return (Array(parts.indices), []) }
    let totals = parts.map { part in part.amounts.reduce(0) { $0 + (usableAmount($1) ?? 0) } }
    let ranked = parts.indices.sorted { (-totals[$0], $0) < (-totals[$1], $1) }
    return (ranked.prefix(Self.limit).sorted(), ranked.dropFirst(Self.limit).sorted())
  }
}

/// nil for what is no amount.
func usableAmount(_ value: Double?) -> Double? {
  guard let value, value.isFinite, abs(value) < 1e15 else { return nil }
  return value
}
