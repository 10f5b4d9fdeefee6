public import Metrics

/// What the author of a pack expects of its metrics.
public struct PackTest: Sendable, Hashable {
  /// The three ways to put an expectation.
  public enum Kind: Sendable, Hashable {
    /// The value of a metric over rows written in the test, instead of the pack's data; nil: there is none, n/a.
    case rows(RowsInTest, metric: String, value: Double?, Tolerance)
    /// Bounds, both included, of a metric over the pack's data, or of each value of a segment.
    case between(metric: String, ClosedRange<Double>, segment: String?)
    /// Metrics that add up to another.
    case sum([String], equals: String, Tolerance)
    /// The parts of a metric by a segment, rows without a value included, that add up to another.
    case parts(of: String, segment: String, equals: String, Tolerance)
  }

  /// How far the figure may lie from the expected one.
  public struct Tolerance: Sendable, Hashable {
    /// In the metric's unit; as a share of the expected figure where `isShare`.
    public var amount: Double
    /// Whether `amount` is a share of the expected figure.
    public var isShare: Bool

    /// A tolerance.
    public init(amount: Double, isShare: Bool) {
      self.amount = amount
      self.isShare = isShare
    }

    /// What floating point may add to a figure that is exact.
    public static let rounding = Tolerance(amount: 1e-9, isShare: true)

    /// Whether two figures agree, as far as floating point can tell.
    public func allows(_ found: Double, _ expected: Double) -> Bool {
      let allowed = isShare ? amount * abs(expected) : amount
      return abs(found - expected) <= allowed + 1e-12 * max(abs(found), abs(expected))
    }
  }

  /// As printed.
  public var name: String
  /// What is expected.
  public var kind: Kind
  /// The period it is expected in.
  public var period: Period
  /// Where the test stands.
  public var location: SourceText

  /// A test made from parts that fit the pack.
  public init(name: String, kind: Kind, period: Period, location: SourceText) {
    self.name = name
    self.kind = kind
    self.period = period
    self.location = location
  }
}

/// Rows written out in place of a pack's data: by dataset, each a text by column; and figures in place of inputs.
public struct RowsInTest: Sendable, Hashable {
  /// Datasets that are not named have no rows.
  public var rows: [String: [[String: String]]]
  /// Values of inputs by name; the others keep the pack's.
  public var inputs: [String: Double]

  /// Rows, as texts that a file of the dataset would hold.
  public init(rows: [String: [[String: String]]], inputs: [String: Double] = [:]) {
    self.rows = rows
    self.inputs = inputs
  }
}
