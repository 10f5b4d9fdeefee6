/// A figure together with its values when each bucket in turn is left out.
///
/// Totals are scaled by g/(g-1) when a bucket is left out, so that they estimate the same quantity; a figure that no
/// bucket touches (a ledger total, an input) has no leave-one-out values and counts as known.
struct BucketVector {
  var full: Double?
  var leaveOneOut: [Double?]?

  static func constant(_ value: Double?) -> BucketVector { BucketVector(full: value, leaveOneOut: nil) }

  func map(_ transform: (Double) -> Double?) -> BucketVector {
    BucketVector(full: full.flatMap(transform), leaveOneOut: leaveOneOut?.map { $0.flatMap(transform) })
  }

  func combined(with other: BucketVector, _ combine: (Double, Double) -> Double?) -> BucketVector {
    func both(_ a: Double?, _ b: Double?) -> Double? {
      guard let a, let b else { return nil }
      return combine(a, b)
    }
    let out: [Double?]?
    switch (leaveOneOut, other.leaveOneOut) {
    case (nil, nil): out = nil
    case (let a?, nil): out = a.map { both($0, other.full) }
    case (nil, let b?): out = b.map { both(full, $0) }
    case (let a?, let b?): out = zip(a, b).map { both($0, $1) }
    }
    return BucketVector(full: both(full, other.full), leaveOneOut: out)
  }
}
