import ArgumentParser

/// `boardpack contract`.
struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Infers, exports and checks data contracts.",
    discussion: """
      A contract says what the columns of a dataset are and what their values must satisfy. It stands in pack.yaml, or in \
      a file of the Open Data Contract Standard (version 3.1) that `contract:` of a dataset names.

      EXAMPLES
        boardpack contract infer data/orders.csv
        boardpack contract infer data/orders.csv --format odcs > orders.odcs.yaml
        boardpack contract export my-pack orders > orders.odcs.yaml
        boardpack contract check orders.odcs.yaml
      """,
    subcommands: [ContractInfer.self, ContractExport.self, ContractCheck.self])
}
