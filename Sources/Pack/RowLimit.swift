/// How many rows may break a rule: a count, or a share of all rows read.
public enum RowLimit: Sendable, Hashable {
  /// So many rows.
  case rows(Int)
  /// So large a part of the rows, between 0 and 1.
  case share(ExactDecimal)

  /// Whether `bad` of `total` rows keep within the limit; exact, without rounding.
  public func allows(_ bad: Int, of total: Int) -> Bool {
    switch self {
    case .rows(let limit): return bad <= limit
    case .share(let share):
      return Int128(bad) * share.denominator <= Int128(share.digits) * Int128(total)
    }
  }
}

extension RowLimit: CustomStringConvertible {
  /// As an author writes it: `12`, `0.5%`.
  public var description: String {
    switch self {
    case .rows(let limit): "\(limit)"
    case .share(let share): "\(share.percent)%"
    }
  }
}
