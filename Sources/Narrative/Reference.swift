public import Diagnostics

/// One `{{ … }}` of a narrative: which fact to show, what of it, and in which format.
public struct Reference: Sendable, Hashable {
  /// What of the fact is shown.
  public enum Property: Sendable, Hashable {
    case value
    /// The difference to a named comparison of the pack.
    case change(String)
    /// The difference to a named comparison, as a share of that comparison.
    case relativeChange(String)
    case low, high, interval, target, plan, forecast, n, label, status
    /// The change in words that its evidence bears: `rose by 6.1 points`.
    case moved(String)
    /// The figure then and now: `from 4.2 to 3.1`.
    case fromTo(String)
    /// The values of a segment in an order, with their figures.
    case ranking(Ranking)
  }

  /// The metric, the input, or one of the words `period` and `as_of`; its parts may be joined by dots.
  public var metric: String
  /// Metric and property joined by their dot, where they were written as one name: a metric of that name is meant
  /// before a property.
  public var joinedName: String?
  /// Segment values, `arm` and `period`, in the order written.
  public var filters: [Filter]
  /// What of the fact is shown.
  public var property: Property
  /// How it is shown.
  public var format: ReferenceFormat
  /// Where the two opening braces stand.
  public var location: Diagnostic.Location

  /// A reference to `metric`, by default to its plain value over everything.
  public init(
    metric: String, joinedName: String? = nil, filters: [Filter] = [], property: Property = .value,
    format: ReferenceFormat = ReferenceFormat(), location: Diagnostic.Location
  ) {
    self.metric = metric
    self.joinedName = joinedName
    self.filters = filters
    self.property = property
    self.format = format
    self.location = location
  }
}

/// One `name=value` between the square brackets of a reference or claim, for example `channel=voice`.
public struct Filter: Sendable, Hashable {
  /// A segment or cohort, or `arm` or `period`.
  public var name: String
  /// The value as written, without quotes.
  public var value: String

  /// A filter on one value of a segment, cohort or the period.
  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// What an author wrote after the bar of a reference; whatever is absent is left to the metric's own format.
public struct ReferenceFormat: Sendable, Hashable {
  /// The power of ten that a figure is divided by before it is shown.
  public enum Scale: Sendable, Hashable {
    case ones, thousands, millions
  }

  /// Digits after the decimal mark, 0 to 9.
  public var digits: Int?
  /// The power of ten to divide by.
  public var scale: Scale
  /// Whether a positive figure carries its plus sign.
  public var signed: Bool
  /// How the figure is put into words; nil for a figure.
  public var wording: Wording?

  /// How a figure is put into words.
  public enum Wording: String, Sendable, Hashable, CaseIterable {
    /// A count up to ninety-nine: `three`.
    case words
    /// A place in an order: `third`.
    case ordinal
    /// A ratio: `2.4 times`.
    case times
    /// A share: `one in five`.
    case fraction
  }

  /// The format of a reference, by default nothing of its own.
  public init(digits: Int? = nil, scale: Scale = .ones, signed: Bool = false) {
    self.digits = digits
    self.scale = scale
    self.signed = signed
  }
}

extension Reference.Property {
  /// Whether it is a figure, not a word about the metric.
  public var isFigure: Bool {
    switch self {
    case .value, .change, .relativeChange, .low, .high, .interval, .n, .moved, .fromTo: true
    case .target, .plan, .forecast, .label, .status, .ranking: false
    }
  }
}
