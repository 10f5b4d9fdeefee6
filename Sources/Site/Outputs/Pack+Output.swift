import Facts
import Pack

extension Pack {
  /// What `{{ for.region }}` reads: the value, or where all values are meant the name of the segment.
  var outputName: String {
    if let value = division?.value { return displayName(value) }
    guard let outputs else { return "" }
    return "by " + segmentLabel(outputs).lowercased()
  }

  func segmentLabel(_ outputs: Outputs) -> String {
    segments.first { $0.name == outputs.segment }?.label ?? outputs.segment
  }

  /// The pack as the pages of one value show it, or those about all values.
  func output(_ value: String?, of outputs: Outputs) -> Pack {
    var pack = self
    pack.division = Division(segment: outputs.segment, value: value)
    pack.title = pack.named(title)
    pack.organisation = organisation.map(pack.named)
    pack.cover.purpose = cover.purpose.map(pack.named)
    // Ledgers know totals only; those are reconciled once, for all outputs together.
    for index in datasets.indices { pack.datasets[index].rules.reconciliations = [] }
    return pack
  }

  /// A line of pack.yaml or front matter with the value in the place of its variable.
  func named(_ text: String) -> String {
    guard let variable = outputs?.variable, text.contains("{{") else { return text }
    var out = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      out += rest[..<open.lowerBound]
      let name = rest[open.upperBound..<close.lowerBound].split(separator: " ").joined()
      out += name == variable ? outputName : String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return out + rest
  }
}
