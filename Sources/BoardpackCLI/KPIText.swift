import Metrics
import Pack

/// KPIs of the library for people in a terminal.
enum KPIText {
  /// Names and labels by section.
  static func list(_ kpis: [KPI]) -> String {
    let width = kpis.map(\.name.count).max() ?? 0
    return sections(kpis.map { ($0.section, "  " + padded($0.name, width) + "  " + $0.label) })
  }

  /// All there is to know of some KPIs, one below the other.
  static func descriptions(_ kpis: [KPI], of library: KPILibrary, length: Int = 100) -> String {
    kpis.map { description($0, library, length) }.joined(separator: "\n")
  }

  /// What a pack's data allow, by section.
  static func fits(_ fits: [KPIFit], pack: String, length: Int = 100) -> String {
    let width = fits.map(\.kpi.name.count).max() ?? 0
    let lines = fits.map { fit in
      let name = "  " + padded(fit.kpi.name, width) + "  "
      let rest = String(repeating: " ", count: width + 6)
      return (
        fit.kpi.section,
        WrappedText.lines(state(fit), length: length, indent: name, rest: rest).joined(separator: "\n")
      )
    }
    let ready = fits.count { $0.needs.isEmpty }
    let advice = "\(ready) of \(fits.count) can be used as the pack is."
    guard ready < fits.count else { return sections(lines) + "\n\(advice)\n" }
    return sections(lines) + "\n\(advice) What to write for another one:\n  boardpack kpis NAME --for \(pack)\n"
  }

  /// What some KPIs lack in a pack, and what to write.
  static func remedies(_ fits: [KPIFit], length: Int = 100) -> String {
    fits.map { fit in
      var text = wrapped("\(fit.kpi.name): \(state(fit))", length, indent: "")
      for remedy in fit.remedies { text += wrapped(remedy, length, indent: "  - ", rest: "    ") }
      return text
    }.joined(separator: "\n")
  }

  private static func state(_ fit: KPIFit) -> String {
    if fit.state == .own { return "the pack's own metric" }
    guard fit.needs.isEmpty else {
      let shown = fit.needs.prefix(3).joined(separator: ", ")
      return "needs \(shown)" + (fit.needs.count > 3 ? " and \(fit.needs.count - 3) more" : "")
    }
    return fit.state == .used ? "in use" : "ready"
  }

  private static func sections(_ lines: [(section: KPI.Section, text: String)]) -> String {
    KPI.Section.allCases.compactMap { section in
      let own = lines.filter { $0.section == section }
      guard !own.isEmpty else { return nil }
      return "\(section.title.uppercased()) (\(section.rawValue))\n" + own.map { $0.text + "\n" }.joined()
    }.joined(separator: "\n")
  }

  private static func description(_ kpi: KPI, _ library: KPILibrary, _ length: Int) -> String {
    func wrapped(_ text: String, indent: String = "  ", rest: String? = nil) -> String {
      Self.wrapped(text, length, indent: indent, rest: rest)
    }
    let unit = kpi.unit == "1" ? "a pure number" : kpi.unit
    var text = "\(kpi.name) - \(kpi.label)\n\n" + wrapped(kpi.definition, rest: "  ")
    text += head("FORMULA") + wrapped("\(kpi.formula)") + wrapped("in \(unit), \(kpi.polarity.phrase)")
    if let benefit = kpi.benefitClass { text += wrapped("as a benefit: \(benefit.rawValue)") }
    let parts = library.parts(of: kpi)
    let names = parts.measures.map { ($0.name, $0.text) } + parts.kpis.map { ($0.name, "\($0.formula)") }
    text += head("WHERE") + names.map { wrapped("\($0.0) = \($0.1)") }.joined()
    let columns = library.columns(of: kpi)
    text += head("NEEDS")
    for dataset in library.datasets(of: kpi) {
      text += wrapped("\(dataset.name): \(dataset.about)")
      for need in columns where need.dataset == dataset.name {
        text += wrapped("\(need.name) (\(need.column.type)): \(need.column.meaning)", indent: "    ")
      }
    }
    for input in library.inputs(of: kpi) {
      text += wrapped("input \(input.name)\(input.unit.isEmpty ? "" : " (\(input.unit))"): \(input.meaning)")
    }
    for cohort in library.cohorts(of: kpi) { text += wrapped("cohort \(cohort)") }
    if !kpi.pitfalls.isEmpty {
      text += head("PITFALLS") + kpi.pitfalls.map { wrapped($0, indent: "  - ", rest: "    ") }.joined()
    }
    if let rule = kpi.ruleOfThumb {
      text += head("RULE OF THUMB") + wrapped("\(rule.text) (\(rule.source)). Often quoted, not proved.")
    }
    text += head("WORKED EXAMPLES")
    for test in kpi.tests {
      text += wrapped("\(test.name): \(test.value.map { Formula.number($0, unit: nil).description } ?? "n/a")")
    }
    text += head("USE") + "  use: [\(kpi.name)]\n"
    return text
  }

  private static func head(_ text: String) -> String { "\n\(text)\n" }

  private static func wrapped(
    _ text: String, _ length: Int, indent: String = "  ", rest: String? = nil
  ) -> String {
    WrappedText.lines(text, length: length, indent: indent, rest: rest ?? indent + "  ")
      .map { $0 + "\n" }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
