/// A figure together with its values when each bucket in turn is left out.
///
/// Totals are scaled by g/(g-1) when a bucket is left out, so that they estimate the same quantity; a figure that no
/// bucket touches (a ledger total, an input) has no leave-one-out values and counts as known.
struct BucketVector {
  var full: Double?
  /// Not a number where the figure is not defined without that bucket.
  var leaveOneOut: [Double]?

  static func constant(_ value: Double?) -> BucketVector { BucketVector(full: value, leaveOneOut: nil) }

  @inline(__always)
  func map(_ transform: (Double) -> Double) -> BucketVector {
    var result = self
    result.full = full.map(transform)
    if var out = result.leaveOneOut {
      result.leaveOneOut = nil
      for i in out.indices { out[i] = transform(out[i]) }
      result.leaveOneOut = out
    }
    return result
  }

  /// `combine` gives no number where the result is not defined, and for operands that are none.
  @inline(__always)
  func combined(with other: BucketVector, _ combine: (Double, Double) -> Double) -> BucketVector {
    var result = BucketVector.constant(nil)
    if let full, let second = other.full {
      let value = combine(full, second)
      result.full = value.isNaN ? nil : value
    }
    switch (leaveOneOut, other.leaveOneOut) {
    case (nil, nil): break
    case (var out?, nil):
      let second = other.full ?? .nan
      for i in out.indices { out[i] = combine(out[i], second) }
      result.leaveOneOut = out
    case (nil, var out?):
      let first = full ?? .nan
      for i in out.indices { out[i] = combine(first, out[i]) }
      result.leaveOneOut = out
    case (var out?, let second?):
      for i in 0..<min(out.count, second.count) { out[i] = combine(out[i], second[i]) }
      result.leaveOneOut = out
    }
    return result
  }

  static func + (a: BucketVector, b: BucketVector) -> BucketVector { a.combined(with: b) { $0 + $1 } }
  static func - (a: BucketVector, b: BucketVector) -> BucketVector { a.combined(with: b) { $0 - $1 } }
  static func * (a: BucketVector, b: BucketVector) -> BucketVector { a.combined(with: b) { $0 * $1 } }

  /// Not defined over zero.
  static func / (a: BucketVector, b: BucketVector) -> BucketVector {
    a.combined(with: b) { $1 == 0 ? .nan : $0 / $1 }
  }

  /// The smaller of two where both are defined.
  static func least(_ a: BucketVector, _ b: BucketVector) -> BucketVector {
    a.combined(with: b) { $0.isNaN || $1.isNaN ? .nan : min($0, $1) }
  }

  /// The larger of two where both are defined.
  static func greatest(_ a: BucketVector, _ b: BucketVector) -> BucketVector {
    a.combined(with: b) { $0.isNaN || $1.isNaN ? .nan : max($0, $1) }
  }
}
