import Foundation
import Metrics
import Pack

/// KPIs of the library for other programs: an array of objects, keys sorted.
enum KPIJSON {
  private struct Entry: Encodable {
    struct Column: Encodable { var dataset, name, type, meaning: String }
    struct Input: Encodable { var name, unit, meaning: String }
    struct Part: Encodable { var name, text: String }
    struct Test: Encodable {
      var name: String
      var value: Double?
    }
    var name, label, section, definition, formula, unit, better: String
    var benefitClass: String?
    var columns: [Column]
    var inputs: [Input]
    var cohorts: [String]
    var measures: [Part]
    var pitfalls: [String]
    var ruleOfThumb: String?
    var tests: [Test]

    enum CodingKeys: String, CodingKey {
      case name, label, section, definition, formula, unit, better, columns, inputs, cohorts, measures, pitfalls, tests
      case benefitClass = "class"
      case ruleOfThumb = "rule_of_thumb"
    }
  }

  private struct Fit: Encodable {
    var name, section, state: String
    var needs, remedies: [String]
  }

  static func text(_ kpis: [KPI], of library: KPILibrary) throws -> String {
    try encoded(
      kpis.map { kpi in
        Entry(
          name: kpi.name, label: kpi.label, section: kpi.section.rawValue, definition: kpi.definition,
          formula: kpi.formula.description, unit: kpi.unit, better: kpi.polarity.rawValue,
          benefitClass: kpi.benefitClass?.rawValue,
          columns: library.columns(of: kpi).map {
            Entry.Column(dataset: $0.dataset, name: $0.name, type: $0.column.type, meaning: $0.column.meaning)
          },
          inputs: library.inputs(of: kpi).map { Entry.Input(name: $0.name, unit: $0.unit, meaning: $0.meaning) },
          cohorts: library.cohorts(of: kpi),
          measures: library.parts(of: kpi).measures.map { Entry.Part(name: $0.name, text: $0.text) },
          pitfalls: kpi.pitfalls, ruleOfThumb: kpi.ruleOfThumb.map { "\($0.text) (\($0.source))" },
          tests: kpi.tests.map { Entry.Test(name: $0.name, value: $0.value) })
      })
  }

  static func text(_ fits: [KPIFit]) throws -> String {
    try encoded(
      fits.map { fit in
        let state: String =
          switch fit.state {
          case .own: "own"
          case .used: "used"
          case .unused: fit.needs.isEmpty ? "ready" : "lacking"
          }
        return Fit(
          name: fit.kpi.name, section: fit.kpi.section.rawValue, state: state, needs: fit.needs, remedies: fit.remedies)
      })
  }

  private static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
