import Foundation

/// What is known of a metric, as `boardpack explain` prints it; figures with at most 15 significant digits.
struct Explanation: Codable {
  struct Figure: Codable {
    var period: String
    var value, low, high: Double?
    /// As a page shows value and interval.
    var text: String
    var interval: String?
    var n, clusters: Int?
    var method: String
    var grade, why: String?
    var target, status: String?
  }

  /// A sum, an input or a figure of a distribution that the formula reads.
  struct Reading: Codable {
    var name: String
    var value: Double
    var text: String
    /// The measure's condition, or the input's source.
    var meaning: String?
  }

  struct Part: Codable {
    var name: String
    var before, after, contribution: Double
    var beforeText, afterText, contributionText: String
  }

  struct Group: Codable {
    var value: String
    var before, after: Double?
    var beforeText, afterText: String
    var weightBefore, weightAfter: Double
    var weightText: String
    var rateEffect, mixEffect: Double
    var rateText, mixText: String
  }

  struct Mix: Codable {
    var segment: String
    var rateEffect, mixEffect: Double
    var rateText, mixText: String
    /// Largest effect first.
    var groups: [Group]
    var isReversal: Bool
  }

  struct Change: Codable {
    var name, period: String
    var value, low, high: Double?
    var text: String
    var interval: String?
    /// What the interval says, in words.
    var verdict: String
    /// The change with the digits of its parts.
    var togetherText: String
    var before: String?
    var parts: [Part]
    var method: String?
    var mix: [Mix]
    /// Why there is no split.
    var why: String?
  }

  struct Statement: Codable {
    var purpose, sql: String
  }

  var metric, label: String
  var definition, owner: String?
  var pitfalls: [String]
  var unit, better: String?
  var formula: String?
  /// With conversions written out; nil where there are none.
  var compiled: String?
  var conversions: [String]
  var formulas: [String: String]
  var readings: [Reading]
  var figure: Figure
  var changes: [Change]
  var statements: [Statement]

  static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return [UInt8](try encoder.encode(value)) + [UInt8(ascii: "\n")]
  }
}
