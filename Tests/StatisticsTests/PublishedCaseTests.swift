import Foundation
import TestSupport
import Testing

/// A case of the shared folder: inputs, and the figures that a peer or a published table gives for them.
struct PublishedCase: Decodable, Sendable, CustomTestStringConvertible {
  var id: String
  var kind: String
  var source: String
  var inputs: JSON
  var expected: JSON
  var tolerance: [String: Double]

  var testDescription: String { "\(id) (\(source))" }

  static let all: [PublishedCase] = {
    guard let folder = Repository.shared,
      let data = try? Data(contentsOf: folder.appendingPathComponent("cases/statistics.json"))
    else { return [] }
    return (try? JSONDecoder().decode([PublishedCase].self, from: data)) ?? []
  }()

  /// Whether two values agree, down to each number of a list; the text "nan" stands for no value.
  func differences(_ expected: JSON, _ actual: JSON, at path: String) -> [String] {
    switch (expected, actual) {
    case (.number(let e), .number(let a)):
      let allowed = (tolerance["abs"] ?? 0) + (tolerance["rel"] ?? 0) * abs(e)
      return abs(a - e) <= allowed ? [] : ["\(path): expected \(e), got \(a)"]
    case (.text(let e), .text(let a)): return e == a ? [] : ["\(path): expected \(e), got \(a)"]
    case (.flag(let e), .flag(let a)): return e == a ? [] : ["\(path): expected \(e), got \(a)"]
    case (.list(let e), .list(let a)):
      guard e.count == a.count else { return ["\(path): expected \(e.count) values, got \(a.count)"] }
      return zip(e, a).enumerated().flatMap { differences($1.0, $1.1, at: "\(path)[\($0)]") }
    case (.object(let e), .object(let a)):
      return e.keys.sorted().flatMap { key in
        guard let expected = e[key], let actual = a[key] else { return ["\(path).\(key): not computed"] }
        return differences(expected, actual, at: "\(path).\(key)")
      }
    default: return ["\(path): expected \(expected), got \(actual)"]
    }
  }
}

@Suite struct PublishedCaseTests {
  /// Kinds that no estimator covers yet: the value of a customer.
  static let later: Set<String> = ["bgnbd_pmf", "bgnbd_predict", "gamma_gamma_cond_mean", "clv_discounted"]

  @Test(.enabled(if: Repository.shared != nil, "the shared folder of expected figures is absent"))
  func theCasesAreRead() {
    #expect(PublishedCase.all.count >= 60)
  }

  @Test(
    .enabled(if: Repository.shared != nil, "the shared folder of expected figures is absent"),
    arguments: PublishedCase.all.filter { !later.contains($0.kind) })
  func agreesWithItsSource(_ published: PublishedCase) throws {
    let figures = try #require(kinds[published.kind], "the kind \(published.kind) has neither estimator nor excuse")
    let differences = published.differences(published.expected, .object(try figures(published.inputs)), at: "")
    #expect(differences == [])
  }

  @Test func aWrongFigureIsFound() {
    let published = PublishedCase(
      id: "", kind: "", source: "", inputs: .flag(true), expected: .object(["a": .number(1), "b": .flag(true)]),
      tolerance: ["abs": 0.1])
    #expect(published.differences(published.expected, .object(["a": .number(1.2)]), at: "").count == 2)
  }
}
