/// Dated exchange rates from a file of the pack, and how a period is converted by them.
public struct ExchangeRates: Sendable, Hashable {
  /// Which rates stand for a period.
  public enum Policy: String, Sendable, Hashable, CaseIterable {
    /// The mean of the rates dated within it, as for income and cost.
    case average
    /// The last rate on or before its last day, as for balances.
    case closing
  }

  /// One row of the file: so many units of `to` for one of `from`.
  public struct Rate: Sendable, Hashable {
    /// The day it holds for.
    public var date: CivilDate
    /// ISO 4217 code.
    public var from: String
    /// ISO 4217 code.
    public var to: String
    /// Units of `to` for one of `from`, as written.
    public var value: ExactDecimal
    /// The line of the file, from 1.
    public var line: Int
  }

  /// A rate as it was used.
  public struct Applied: Sendable, Hashable {
    /// What an amount is multiplied by.
    public var factor: Double
    /// Rate, policy, dates and file in words.
    public var text: String
  }

  /// The file, relative to the pack's folder.
  public var file: String
  /// Which rates stand for a period.
  public var policy: Policy
  /// By date, then in the order of the file.
  public var rates: [Rate]

  /// The rate from one currency to another over a period; nil where none is dated so.
  ///
  /// Rates of the opposite direction are used, as 1 over their mean, where the file has none of this one at all.
  public func rate(from: String, to: String, over period: Period) -> Applied? {
    let direct = rates.filter { $0.from == from && $0.to == to }
    let isInverse = direct.isEmpty
    let all = isInverse ? rates.filter { $0.from == to && $0.to == from } : direct
    let used: [Rate]
    switch policy {
    case .average: used = all.filter { period.start <= $0.date && $0.date < period.end }
    case .closing: used = all.last { $0.date < period.end }.map { [$0] } ?? []
    }
    guard let first = used.first, let last = used.last else { return nil }
    let mean = Self.mean(used.map(\.value))
    let shown = ExactDecimal(digits: Int64((mean * 1e6).rounded()), scale: 6).description
    let dates = used.count == 1 ? "of \(first.date)" : "of \(used.count) rates from \(first.date) to \(last.date)"
    let rate = isInverse ? "1 ÷ \(shown), the inverse of \(to) to \(from)" : shown
    return Applied(
      factor: isInverse ? 1 / mean : mean, text: "\(from) to \(to) at \(rate) (\(policy.rawValue) \(dates), \(file))")
  }

  /// The exact sum over the count.
  private static func mean(_ values: [ExactDecimal]) -> Double {
    let scale = values.map(\.scale).max() ?? 0
    let sum = values.reduce(Int128(0)) { sum, value in
      sum + Int128(value.digits) * ExactDecimal(digits: 1, scale: scale - value.scale).denominator
    }
    return Double(sum) / Double(ExactDecimal(digits: 1, scale: scale).denominator) / Double(max(1, values.count))
  }
}
