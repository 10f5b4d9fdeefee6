import ArgumentParser
import Diagnostics
import Pack

/// `boardpack kpis`.
struct ListKPIs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kpis",
    abstract: "Lists and describes the KPIs of the built-in library.",
    discussion: """
      A pack takes a KPI by its name: `use: [nps, containment_rate]`.

      EXAMPLES
        boardpack kpis
        boardpack kpis nps containment_rate
        boardpack kpis --section money
        boardpack kpis --for my-pack
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  @Argument(help: ArgumentHelp("KPIs to describe; none: all are listed.", valueName: "name"))
  var names: [String] = []

  @Option(help: "Only this section: board, conversations, customers, team, money, trust.")
  var section: String?

  @Option(name: .customLong("for"), help: ArgumentHelp("Say which of them a pack's columns allow.", valueName: "pack"))
  var pack: String?

  @Option(help: ArgumentHelp("A further folder that the pack's datasets may read from.", valueName: "folder"))
  var dataRoot: [String] = []

  @Option(help: "table or json.")
  var format: Format = .table

  func run() throws {
    let library = KPILibrary.builtIn
    var kpis = library.kpis
    if let section {
      guard let found = KPI.Section(rawValue: section) else {
        let known = KPI.Section.allCases.map(\.rawValue)
        let nearest = nearestName(to: section, among: known).map { "did you mean \($0)?" }
        throw ValidationError(
          "there is no section `\(section)`; \(nearest ?? "there are \(known.joined(separator: ", "))")")
      }
      kpis = kpis.filter { $0.section == found }
    }
    for name in names {
      guard let kpi = library[name] else { throw unknown(name, library.kpis.map(\.name)) }
      guard kpis.contains(where: { $0.name == name }) else {
        throw ValidationError("`\(name)` stands in the section \(kpi.section.rawValue)")
      }
    }
    if !names.isEmpty { kpis = kpis.filter { names.contains($0.name) } }
    if let pack {
      try listFits(pack, Set(kpis.map(\.name)))
      return
    }
    switch format {
    case .json: Console.out(try KPIJSON.text(kpis, of: library))
    case .table:
      Console.out(
        names.isEmpty
          ? KPIText.list(kpis) : KPIText.descriptions(kpis, of: library, length: Console.lineLength))
    }
  }

  private func listFits(_ pack: String, _ names: Set<String>) throws {
    let (all, findings) = KPIFit.all(folder: pack, dataRoots: dataRoot)
    guard !all.isEmpty else {
      Console.report(findings, root: pack)
      throw ExitCode(1)
    }
    let fits = all.filter { names.contains($0.kpi.name) }
    switch format {
    case .json: Console.out(try KPIJSON.text(fits))
    case .table:
      Console.out(
        self.names.isEmpty
          ? KPIText.fits(fits, pack: pack, length: Console.lineLength)
          : KPIText.remedies(fits, length: Console.lineLength))
    }
  }

  private func unknown(_ name: String, _ known: [String]) -> ValidationError {
    let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" }
    return ValidationError("there is no KPI `\(name)`\(nearest ?? "; `boardpack kpis` lists all of them")")
  }
}
