import Foundation
import TestSupport
import Testing

/// A pack in a folder of its own whose data lie elsewhere, as others published them.
struct RealPack {
  /// The published files; nil where they are absent. Their README names the figures that tests compare with.
  static let data = Repository.shared?.appending(path: "data")

  let work: WorkFolder

  /// `body` holds the keys from `datasets:` on.
  init(asOf: String, period: String, page: String = "# A trial\n", _ body: String) throws {
    work = try WorkFolder()
    let head = """
      title: Trial
      as_of: \(asOf)
      currency: USD
      calendar: {zone: UTC}
      period: \(period)
      minimum_group: 1
      pages: [index.md]

      """
    try work.write("pack/pack.yaml", head + body + "\n")
    try work.write("pack/index.md", page)
  }

  /// Runs a command on the pack with the published files as a further folder.
  func run(_ command: String, _ options: [String] = [], input: FileHandle = .nullDevice) throws -> Tool.Result {
    var arguments = [command, work.path("pack"), "--threads", "2"]
    if let data = Self.data { arguments += ["--data-root", data.path(percentEncoded: false)] }
    return try Tool.run(arguments + options, input: input)
  }

  struct Value {
    var value: Double?
    var low: Double?
    var high: Double?
    var n: Int?
  }

  /// Facts of the pack's period by name; with `by` those of segment values by `name value`.
  func facts(_ names: [String], by segment: String? = nil) throws -> [String: Value] {
    var options = ["--format", "json"] + names.flatMap { ["--metric", $0] }
    if let segment { options += ["--by", segment] }
    let result = try run("facts", options)
    try #require(result.code == 0, "\(result.error)")
    let parsed = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    var values: [String: Value] = [:]
    for object in try #require(parsed as? [[String: Any]]) {
      let name = try #require(object["metric"] as? String)
      let part = (object["segment"] as? [String: String])?.values.first
      values[part.map { "\(name) \($0)" } ?? name] = Value(
        value: object["value"] as? Double, low: object["low"] as? Double, high: object["high"] as? Double,
        n: object["n"] as? Int)
    }
    return values
  }
}

/// Whether a value is a printed figure: equal to half a unit of its last digit.
func expect(
  _ value: Double?, prints figure: Double, digits: Int, sourceLocation: SourceLocation = #_sourceLocation
) {
  var step = 1.0
  for _ in 0..<digits { step /= 10 }
  guard let value else {
    Issue.record("no value where \(figure) is expected", sourceLocation: sourceLocation)
    return
  }
  #expect(
    abs(value - figure) <= step * 0.5000001, "\(value) is not printed as \(figure)", sourceLocation: sourceLocation)
}
