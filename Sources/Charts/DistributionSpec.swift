public import Formats

/// How answers are spread over the values of a scale.
public struct DistributionSpec: Sendable, Hashable {
  /// Which scale it is.
  public enum Scale: Sendable, Hashable {
    /// 0 to 10 with detractors to 6, passives 7 and 8, promoters from 9; columns.
    case nps
    /// Few ordered values; columns.
    case rating
    /// Ordered values of agreement; stacked to both sides of the middle value.
    case likert
  }

  /// The answers of one group or period.
  public struct Series: Sendable, Hashable {
    /// Its name; printed where there are several, and always in a stacked chart.
    public var label: String
    /// The share of each value of the scale, 0 to 1, in the scale's order; nil: no figure.
    public var shares: [Double?]
    /// How many answered, as printed.
    public var count: String

    /// The answers of one group.
    public init(label: String, shares: [Double?], count: String) {
      self.label = label
      self.shares = shares
      self.count = count
    }
  }

  /// A stretch of the scale that is named, for example "Promoters", with its share as printed.
  public struct Group: Sendable, Hashable {
    /// Positions in `answers`.
    public var range: Range<Int>
    /// Its name.
    public var label: String
    /// Its share of all answers in the first series, as printed.
    public var share: String

    /// A named stretch.
    public init(range: Range<Int>, label: String, share: String) {
      self.range = range
      self.label = label
      self.share = share
    }
  }

  /// What kind of scale it is.
  public var scale: Scale
  /// The values of the scale in order, as printed.
  public var answers: [String]
  /// The first is in focus.
  public var series: [Series]
  /// Named stretches under the columns.
  public var groups: [Group]
  /// How shares are printed.
  public var format: ValueFormat

  /// A distribution.
  public init(
    scale: Scale, answers: [String], series: [Series], groups: [Group] = [], format: ValueFormat = .percent(digits: 0)
  ) {
    self.scale = scale
    self.answers = answers
    self.series = series
    self.groups = groups
    self.format = format
  }
}
