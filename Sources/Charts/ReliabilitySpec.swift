/// What was predicted against what came true, by bin of the prediction: on the diagonal the prediction can be trusted.
public struct ReliabilitySpec: Sendable, Hashable {
  /// The cases of one bin.
  public struct Bin: Sendable, Hashable {
    /// The mean prediction, 0…1; nil leaves the bin out.
    public var predicted: Double?
    /// The share that came true, 0…1; nil leaves the bin out.
    public var observed: Double?
    /// The interval's lower end; drawn only together with `high`.
    public var low: Double?
    /// The interval's upper end.
    public var high: Double?
    /// How many cases; drawn and printed under the curve.
    public var count: Int?

    /// A bin.
    public init(predicted: Double?, observed: Double?, low: Double? = nil, high: Double? = nil, count: Int? = nil) {
      self.predicted = predicted
      self.observed = observed
      self.low = low
      self.high = high
      self.count = count
    }
  }

  /// In any order; they are sorted by prediction.
  public var bins: [Bin]
  /// The name of the horizontal axis, for example "Predicted share".
  public var predictedLabel: String
  /// The name of the vertical axis, for example "Observed share".
  public var observedLabel: String

  /// A reliability curve.
  public init(bins: [Bin], predictedLabel: String, observedLabel: String) {
    self.bins = bins
    self.predictedLabel = predictedLabel
    self.observedLabel = observedLabel
  }
}
