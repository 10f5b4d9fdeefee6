import ArgumentParser
import Diagnostics
import Pack

/// `boardpack contract export`.
struct ContractExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the contract of a dataset in the Open Data Contract Standard to standard output.",
    discussion: """
      What the standard has no field for travels in custom properties whose names start with `boardpack.`, so that a
      pack that imports the file has the same rules.

      EXAMPLES
        boardpack contract export my-pack orders
        boardpack contract export my-pack orders --contract-version 2.1.0 --status active > orders.odcs.yaml
      """)

  @OptionGroup var arguments: PackFolder

  @Argument(help: "The dataset.")
  var dataset: String

  @Option(help: "The contract's own version.")
  var contractVersion = "1.0.0"

  @Option(help: "The contract's status: proposed, draft, active, deprecated or retired.")
  var status = "draft"

  func run() throws {
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
}

/// The folder of a pack, and where else it may read.
struct PackFolder: ParsableArguments {
  @Argument(help: "The folder of the pack, which holds pack.yaml.", completion: .directory)
  var pack: String

  @Option(help: ArgumentHelp("A further folder that datasets may read from.", valueName: "folder"))
  var dataRoot: [String] = []
}
