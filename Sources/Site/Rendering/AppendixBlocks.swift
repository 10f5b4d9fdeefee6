import Engines
import Facts
import Formats
import Metrics
import Pack
import Statistics
import Units

/// What is generated for the appendix: definitions, inputs, data quality, hashes.
extension DirectiveRenderer {
  func definitions() -> HTML {
    let slice = Slice(pack.period)
    let entries = pack.metrics.map { metric -> HTML in
      let fact = book.fact(metric.name, in: slice)
      var terms: [(String, String)] = [("Formula", metric.formula.description)]
      for name in metric.formula.names {
        if let measure = pack.measures.first(where: { $0.name == name }) { terms.append((name, measure.text)) }
      }
      terms.append(("Unit, better", "\(fact.unit.description), \(metric.polarity.rawValue)"))
      let conversions = pack.compiled[metric.name]?.conversions.map(\.text) ?? []
      if !conversions.isEmpty { terms.append(("Conversions", conversions.joined(separator: "; "))) }
      let interval = text.presenter.intervalText(fact).map { " (95%: \($0))" } ?? ""
      terms.append((pack.period.text, fact.text(digits: metric.digits) + interval))
      terms.append(("Method", fact.estimate.method))
      if let n = fact.estimate.n {
        let clusters = fact.estimate.customersText.map { ", \($0)" } ?? ""
        terms.append(("n", ValueFormat.count.string(Double(n)) + clusters))
      }
      if let note = fact.why ?? fact.shownNote {
        terms.append(("Note", note))
      }
      if !metric.pitfalls.isEmpty { terms.append(("Pitfalls", metric.pitfalls.joined(separator: " "))) }
      if metric.origin == .library { terms.append(("From", "the KPI library")) }
      if let owner = metric.owner { terms.append(("Owner", owner)) }
      if let target = book.target(metric.name, slice) {
        let source = metric.targetSource.map { ", \($0)" } ?? ""
        terms.append(("Target", comparator(metric.name) + fact.format(digits: metric.digits).string(target) + source))
      }
      let list = terms.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }.joined()
      let words: HTML = metric.definition.map { "<p>\($0)</p>" } ?? .empty
      return """
        <details class="def" id="def-\(metric.name)"><summary>\(metric.label)<code>\(metric.name)</code></summary>\
        <div class="df">\(words)<dl class="pre">\(list)</dl></div></details>
        """
    }
    return
      "<div class=\"defs\"><h2 class=\"minor\">Definitions<small>every metric of the pack, in the order of its file</small></h2>\(entries.joined())</div>"
  }

  func inputs() -> HTML {
    let rows = pack.inputs.map { input -> TableView.Row in
      let fact = book.fact(input.name, in: Slice(pack.period))
      let format = fact.format()
      let range = fact.scenario.map { "\(format.string($0.lowerBound)) to \(format.string($0.upperBound))" } ?? "–"
      return .cells([
        .text(input.label.isEmpty ? input.name : input.label), .text(format.string(input.value)), .text(range),
        .text(input.unit.description), .text(input.source),
      ])
    }
    return TableView(
      caption: "Inputs", unit: "figures that no dataset holds",
      columns: [
        .init("Input"), .init("Value", number: true), .init("Range", number: true), .init("Unit"), .init("Source"),
      ],
      rows: rows
    ).html
  }

  func quality() -> HTML {
    let blocks = QualityBlocks(book)
    return (showsVerdict ? blocks.verdict : .empty) + blocks.tables
  }

  func hashes() -> HTML {
    let files = book.quality.flatMap(\.fileHashes).sorted { $0.file < $1.file }
    let hasFingerprints = files.contains { $0.hash.hasPrefix(QualityBlocks.fingerprintPrefix) }
    var rows = files.map { TableView.Row.cells([.text($0.file), "<code>\($0.hash)</code>"]) }
    if let businessCase, let file = pack.businessCase {
      rows.append(.cells([.text(file + ", as approved"), "<code>\(businessCase.frozenHash)</code>"]))
    }
    return TableView(
      caption: "Inputs by hash",
      unit: "SHA-256 of each file as it was read"
        + (hasFingerprints ? "; bp1- marks the fingerprint of a large file, from hashes of its parts" : ""),
      columns: [.init("File"), .init(hasFingerprints ? "SHA-256 or fingerprint" : "SHA-256")],
      rows: rows, style: "hash dt in"
    ).html
  }
}
