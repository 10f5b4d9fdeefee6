/// Whether and how what a row measures had ended by `as_of`; at one time, ends come before open rows.
public enum Ending: Sendable, Hashable, Comparable {
  /// By the measure's own end; of a quantile measure, every row.
  case closed
  /// By the competing end of this index in the measure.
  case competing(Int)
  /// Not at all.
  case open

  /// As engines count it: 0 open, 1 closed, then the competing ends.
  public var code: Int {
    switch self {
    case .open: 0
    case .closed: 1
    case .competing(let index): 2 + index
    }
  }

  /// From its code; nil for a negative one.
  public init?(code: Int) {
    switch code {
    case ..<0: return nil
    case 0: self = .open
    case 1: self = .closed
    default: self = .competing(code - 2)
    }
  }
}
