import Formats
import Foundation

/// The machine-readable half of a built pack: four files and a manifest, without any row of data.
struct Bundle: Sendable {
  /// The folder of the bundle inside the output.
  static let folder = "bundle/"
  /// What every file of the output is hashed in.
  static let manifest = "bundle/manifest.json"
  /// What each page shows.
  static let pages = "bundle/pages.json"

  var definitions: BundleDefinitions
  var sums: BundleSums
  var facts: [BundleFact]
  var pages: BundlePages

  /// The files by path, in byte order.
  func files() throws -> [(path: String, bytes: [UInt8])] {
    [
      (Self.folder + "definitions.json", try Self.encoded(definitions)),
      (Self.folder + "facts.json", try Self.encoded(facts)),
      (Self.pages, try Self.encoded(pages)),
      (Self.folder + "sums.json", try Self.encoded(sums)),
    ]
  }

  static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}

/// What the figures mean: formulas, measures, inputs, arms, periods, statements.
struct BundleDefinitions: Codable, Sendable {
  struct Metric: Codable, Sendable {
    var name, label: String
    /// As the author wrote it, and with conversions written out.
    var formula, compiled: String
    var conversions: [String]?
    var unit, better: String
    var owner, definition: String?
  }

  struct Measure: Codable, Sendable {
    var name, dataset, text: String
    /// The condition its rows meet.
    var condition: String?
    /// Decimal digits after the point of its sums.
    var scale: Int
  }

  struct Input: Codable, Sendable {
    var name, label: String
    var value: Double
    var low, high: Double?
    var unit, source: String
  }

  struct Cohort: Codable, Sendable {
    var name: String
    var arms: [String]
    var treatment, control: String?
  }

  struct Period: Codable, Sendable {
    var name: String
    /// First and last day.
    var first, last: String
    /// Days, and days of the fiscal year in which it starts.
    var days, year: Int
    /// Where functions on time lead: index of a period.
    var moves: [String: Int]?
  }

  struct Statement: Codable, Sendable {
    var purpose, dialect, sql: String
  }

  var title, period, asOf, currency: String
  var minimumGroup: Int
  var metrics: [Metric]
  var measures: [Measure]
  var inputs: [Input]
  var cohorts: [Cohort]
  var periods: [Period]
  /// What the sums of each dataset are in SQL.
  var statements: [Statement]
}

/// Sums without buckets, and figures of distributions.
struct BundleSums: Codable, Sendable {
  struct Sum: Codable, Sendable {
    var measure: String
    var period: Int
    var segment, arm: [String]?
    /// The integer, in units of 10 to the minus the measure's scale; as text where it is beyond 64 bits.
    var sum: Int64?
    var wide: String?

    var total: Double? { sum.map(Double.init) ?? wide.flatMap(Double.init) }
  }

  struct Part: Codable, Sendable {
    var call: String
    var period: Int
    var segment, arm: [String]?
    var value: Double?
  }

  var sums: [Sum]
  var parts: [Part]
}

/// A fact as the bundle records it: 15 significant digits.
struct BundleFact: Codable, Sendable {
  var metric: String
  /// `level`, `change`, `relative change`, or the point of a curve: `open at 30`.
  var subject: String
  /// Index of its period, and of the earlier one of a change.
  var period: Int
  var against: Int?
  var segment, arm: [String]?
  var value, low, high: Double?
  /// Standard error and degrees of freedom, or what else the interval is computed from.
  var se, df: Double?
  var basis: [Double]?
  var method: String
  var n, clusters: Int?
  var clustersEstimated: Bool?
  var unit: String
  var digits: Int?
  var grade: String?
  var target, plan, forecast: Double?
  /// Lowest and highest value with each input at the ends of its range.
  var scenario: [Double]?
  /// Why there is no value.
  var why: String?
  /// Its sums stay private, because a group behind it is small.
  var isPrivate: Bool?

  /// What tells the points of a curve apart, behind a comma; empty for all else.
  var pointText: String { ["level", "change", "relative change"].contains(subject) ? "" : ", " + subject }
}

/// What each page shows: figures in the order of their numbers on the page.
struct BundlePages: Codable, Sendable {
  struct Form: Codable, Sendable, Hashable {
    var style: FigureStyle
    var multiplier: Double
    var digits: Int
    var prefix, suffix: String
    var difference: String?
    /// The power of ten that is named behind the figure; absent: none.
    var power: Int?
  }

  struct Figure: Codable, Sendable {
    /// Index into the forms.
    var form: Int
    /// A formula over facts per value: `f12` is the fact of that index, `f12_low` a part of it.
    var of: [String]
    /// Words in front.
    var lead: String?
  }

  /// How numbers are written; absent: en-GB.
  var locale: PackLocale?
  var forms: [Form]
  var pages: [String: [Figure]]
}

/// SHA-256 of every file of the output but the manifest, and of what it was made from.
struct BundleManifest: Codable, Sendable {
  var bundle: Int
  var files: [String: String]
  /// Of figures, definitions and words together; what an approval names.
  var content: String?
  /// Data files as the scan read them.
  var data: [String: String]
  /// pack.yaml, the pages and what else the pack holds.
  var pack: [String: String]
  /// Whose edition it is; absent: the internal one.
  var audience: String?
  /// SHA-256 of the manifest of the earlier output that `changes` compares with.
  var since: String?
  /// Folders below that hold an output each, with a manifest of their own.
  var outputs: [String]?
}
