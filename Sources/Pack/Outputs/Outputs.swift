public import Diagnostics
public import Metrics

extension Pack {
  /// What `for:` asks for: one output for each value of a segment.
  public struct Outputs: Sendable, Hashable {
    /// The segment whose values get an output each.
    public var segment: String
    /// The values wanted, in the order of the file; nil: all that occur.
    public var values: [String]?
    /// Metrics that the page listing all outputs shows of each; empty: the pack's first ones.
    public var headline: [String]
    /// Where the segment is named.
    public var location: Diagnostic.Location

    /// Outputs by a segment.
    public init(segment: String, values: [String]?, headline: [String], location: Diagnostic.Location) {
      self.segment = segment
      self.values = values
      self.headline = headline
      self.location = location
    }

    /// The name by which prose and titles refer to an output's value.
    public var variable: String { "for." + segment }
  }

  /// How a pack is being looked at while its outputs are made: each figure stands for the customers of one value.
  public struct Division: Sendable, Hashable {
    /// The segment that tells outputs apart.
    public var segment: String
    /// The value that the sums are of; nil: all of them, each by itself.
    public var value: String?

    /// All values of a segment, or one.
    public init(segment: String, value: String? = nil) {
      self.segment = segment
      self.value = value
    }
  }
}

extension Segment {
  /// What stands between the outer and the inner value of a cross; no text of a file holds it by accident.
  public static let crossSeparator = "\u{1F}"

  /// The expressions behind a value of a dataset.
  public func expressions(for dataset: String) -> [RowExpression] {
    [outerSources?[dataset], sources[dataset]].compactMap { $0 }
  }
}
