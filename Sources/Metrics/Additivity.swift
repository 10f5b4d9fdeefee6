/// Over what a figure may be added up; everything else is recomputed from sums.
public enum Additivity: Sendable, Hashable {
  /// A sum over rows: adds up over periods and over segments.
  case flow
  /// A level at a moment, such as headcount: adds up over segments, never over periods.
  case stock
  /// Distinct customers: one of them may stand in two periods or two segments, so nothing adds up.
  case distinct
  /// Money or counts of another stretch of time than the shown one: adds up over segments only.
  case segments
  /// An input or a literal: a factor that leaves its partner as it is.
  case factor
  /// A ratio, a median, a score, an index: recomputed for every period and segment.
  case recomputed

  /// Whether the figures of the parts of a period give the period's.
  public var overPeriods: Bool { self == .flow }

  /// Whether the figures of all values of a segment, rows without one included, give the total.
  public var overSegments: Bool { self == .flow || self == .stock || self == .segments }

  /// Of the same figure over another stretch of time.
  var elsewhere: Additivity { overSegments ? .segments : self }

  /// Of a sum or difference.
  func plus(_ other: Additivity) -> Additivity {
    if self == other { return self }
    if overSegments, other.overSegments { return .segments }
    let counts: Set<Additivity> = [.distinct, .flow, .stock, .segments]
    if counts.contains(self), counts.contains(other) { return .distinct }
    return .recomputed
  }

  /// Of a product; a quotient is one where its denominator is a factor.
  func times(_ other: Additivity) -> Additivity {
    other == .factor ? self : self == .factor ? other : .recomputed
  }

  /// Of a quotient.
  func over(_ other: Additivity) -> Additivity { other == .factor ? self : .recomputed }
}
