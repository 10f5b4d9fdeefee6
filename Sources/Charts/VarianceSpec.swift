public import Formats

/// Actual figures against a plan or an earlier period: levels, absolute differences as bars, relative ones as pins.
public struct VarianceSpec: Sendable, Hashable {
  /// One line.
  public struct Row: Sendable, Hashable {
    /// Cut where it does not fit.
    public var label: String
    /// nil prints "n/a".
    public var actual: Double?
    /// What it is compared with; nil: no difference is drawn.
    public var reference: Double?
    /// An earlier period's value, a grey triangle.
    public var marker: Double?
    /// Hatched: expected, not measured.
    public var isForecast: Bool
    /// Set apart by a rule and semibold.
    public var isTotal: Bool
    /// Colours the difference.
    public var better: Better

    /// A line; its differences are computed here, so that they close.
    public init(
      label: String, actual: Double?, reference: Double?, marker: Double? = nil, isForecast: Bool = false,
      isTotal: Bool = false, better: Better = .neutral
    ) {
      self.label = label
      self.actual = actual
      self.reference = reference
      self.marker = marker
      self.isForecast = isForecast
      self.isTotal = isTotal
      self.better = better
    }
  }

  /// Rows of one unit, on one scale.
  public struct Group: Sendable, Hashable {
    /// The unit; printed above the rows unless empty.
    public var heading: String
    /// Top to bottom.
    public var rows: [Row]
    /// How levels and absolute differences are printed, bare.
    public var format: ValueFormat
    /// How relative differences are printed, signed; nil where they mean nothing.
    public var relative: ValueFormat?

    /// A group of rows.
    public init(heading: String = "", rows: [Row], format: ValueFormat, relative: ValueFormat? = nil) {
      self.heading = heading
      self.rows = rows
      self.format = format
      self.relative = relative
    }
  }

  /// What the reference is, which decides how it is drawn.
  public enum Reference: Sendable, Hashable {
    /// Outlined.
    case plan
    /// Grey.
    case prior
  }

  /// Top to bottom; relative differences share one scale.
  public var groups: [Group]
  /// How the reference is drawn.
  public var reference: Reference
  /// Its name in the head: `Plan`, `2026-Q2`.
  public var referenceName: String
  /// The name of the triangles; nil without them.
  public var markerName: String?

  /// A variance chart.
  public init(groups: [Group], reference: Reference, referenceName: String, markerName: String? = nil) {
    self.groups = groups
    self.reference = reference
    self.referenceName = referenceName
    self.markerName = markerName
  }
}
