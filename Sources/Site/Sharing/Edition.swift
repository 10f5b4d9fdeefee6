import Diagnostics
import Facts
import Metrics
import Narrative
import Pack

/// Which blocks and pages stand in an edition.
struct Edition {
  var audience: Audience

  /// Whether a block is for this edition: one that says nothing is for all.
  func holds(_ block: Block) -> Bool {
    guard case .directive(let directive) = block else { return true }
    let (root, _) = parseYAML(text: directive.body, file: directive.file, firstLine: directive.bodyLine)
    guard let root, case .mapping(let entries) = root.content else { return true }
    return holds(entries.first { $0.name == "audience" }?.value)
  }

  /// Whether a node that may hold `audience` is for this edition.
  func holds(_ audience: ConfigNode?) -> Bool {
    guard let name = audience?.plainText, let wanted = Audience(rawValue: name) else { return true }
    return wanted == self.audience
  }

  /// Whether a page is, by its front matter; what is no audience is a finding.
  func holds(_ page: Page, _ findings: inout [Diagnostic]) -> Bool {
    guard let entry = page["audience"] else { return true }
    guard let wanted = Audience(rawValue: entry.value) else {
      findings.append(
        Diagnostic(
          .error, "unknown-audience", "there is no audience `\(entry.value)`", at: entry.valueLocation,
          remedy: "write internal or external"))
      return false
    }
    return wanted == audience
  }

  /// The pack with what pages show, and with nothing that only pages of the other edition do.
  func pack(_ pack: Pack, showing pages: [PageSource], businessCase: BusinessCase?) -> Pack {
    guard audience == .external else { return pack }
    var needs = PageNeeds(pack: pack, names: PackNames(pack), isContrast: FormulaFacts(pack).isContrast)
    for page in pages {
      var page = page
      page.elements.removeAll {
        if case .directive(let spec) = $0, case .definitions = spec.content { true } else { false }
      }
      needs.collect(page)
    }
    if let businessCase { needs.collect(businessCase) }
    let headline = pack.outputs.map { OutputListing.headline($0, pack) } ?? []
    var pack = pack.keeping(needs.planner.asked.union(headline))
    pack.pages = pages.map(\.file)
    let names = Set(pack.metrics.map(\.name) + pack.measures.map(\.name) + pack.inputs.map(\.name))
    pack.outputs?.headline.removeAll { !names.contains($0) }
    // What was kept of an earlier run may speak of more.
    pack.definition += Array("external".utf8)
    return pack
  }

  /// What an author should know when a page of an external edition lacks something.
  static let note = Diagnostic(
    .note, "external-edition",
    "this is the external edition, from which all is missing that rests on internal datasets",
    at: nil, remedy: "mark what shows it `audience: internal` as well, or let it show something else")
}
