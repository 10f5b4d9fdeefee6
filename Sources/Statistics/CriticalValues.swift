/// Half-widths of two-sided intervals in standard errors by Student's t, each computed once.
///
/// Most figures of a pack rest on the same number of buckets. Not to be shared between threads.
public final class CriticalValues {
  private struct Key: Hashable {
    var confidence: Double
    var df: Double
  }

  private var known: [Key: Double] = [:]

  /// Nothing known yet.
  public init() {}

  func student(_ confidence: Double, df: Double) -> Double {
    let key = Key(confidence: confidence, df: df)
    if let value = known[key] { return value }
    let value = Distribution.studentCritical(confidence, df: df)
    known[key] = value
    return value
  }
}
