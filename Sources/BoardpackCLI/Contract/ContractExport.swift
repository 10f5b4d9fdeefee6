import ArgumentParser
import Diagnostics
import Pack

/// `boardpack contract export`.
struct ContractExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the contract of a dataset in the Open Data Contract Standard to standard output.",
    discussion: """
      What the standard has no field for travels in custom properties whose names start with `boardpack.`, so that a \
      pack that imports the file has the same rules.

      EXAMPLES
        boardpack contract export my-pack orders
        boardpack contract export library/sessions > sessions.odcs.yaml
        boardpack contract export my-pack orders --contract-version 2.1.0 --status active > orders.odcs.yaml
      """)

  @OptionGroup var arguments: PackFolder

  @Argument(help: "The dataset; none where `library/…` names one of the KPI library.")
  var dataset: String?

  @Option(help: "The contract's own version.")
  var contractVersion = "1.0.0"

  @Option(help: "The contract's status: proposed, draft, active, deprecated or retired.")
  var status = "draft"

  @Option(help: "The currency of money in a dataset of the library.")
  var currency = "EUR"

  func run() throws {
    if arguments.pack.hasPrefix("library/"), dataset == nil {
      try exportLibrary(String(arguments.pack.dropFirst(8)))
      return
    }
    guard let dataset else { throw ValidationError("Name the dataset of the pack.") }
    let (pack, findings) = Pack.load(folder: arguments.pack, dataRoots: arguments.dataRoot)
    Console.report(findings, root: arguments.pack)
    guard let pack else { throw ExitCode(1) }
    guard let found = pack.datasets.first(where: { $0.name == dataset }) else {
      let names = pack.datasets.map(\.name)
      throw ValidationError(
        "There is no dataset `\(dataset)`. "
          + (nearestName(to: dataset, among: names).map { "Did you mean `\($0)`?" }
            ?? "The datasets are \(names.joined(separator: ", "))."))
    }
    guard let text = found.contractText(version: contractVersion, status: status) else {
      throw ValidationError(
        "`\(dataset)` is a roll-up, whose rows are made by the pack; export the dataset it is made of.")
    }
    Console.out(text)
  }

  private func exportLibrary(_ name: String) throws {
    let library = KPILibrary.builtIn
    guard let text = library.dataset(name, currency: currency)?.contractText(version: contractVersion, status: status)
    else {
      let names = library.contracts.map(\.name)
      throw ValidationError(
        "The library has no dataset `\(name)`. "
          + (nearestName(to: name, among: names).map { "Did you mean `library/\($0)`?" }
            ?? "Its datasets are \(names.joined(separator: ", "))."))
    }
    Console.out(text)
  }
}

/// The folder of a pack, and where else it may read.
struct PackFolder: ParsableArguments {
  @Argument(help: "The folder of the pack, which holds pack.yaml.", completion: .directory)
  var pack: String

  @Option(help: ArgumentHelp("A further folder that datasets may read from.", valueName: "folder"))
  var dataRoot: [String] = []
}
