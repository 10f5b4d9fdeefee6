import ArgumentParser
import Diagnostics
import Foundation
import Pack

/// `boardpack contract infer`.
struct ContractInfer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Writes a contract from all rows of a file to standard output.",
    discussion: """
      Reads CSV with any separator, fields between spaces, and JSON lines, packed by gzip or not; with or without a \
      header row. Comments say how many values fit each type, and what was seen.

      EXAMPLES
        boardpack contract infer data/orders.csv
        boardpack contract infer data/events.jsonl.gz --name events
        boardpack contract infer data/orders.csv --format odcs > orders.odcs.yaml
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case yaml, odcs }

  @Argument(help: "The file of rows.", completion: .file())
  var file: String

  @Option(help: "Keys of pack.yaml, or a file of the Open Data Contract Standard.")
  var format = Format.yaml

  @Option(help: "The dataset's name; default: from the file's.")
  var name: String?

  func validate() throws {
    let isLetter = { (byte: UInt8) in (97...122).contains(byte | 32) || byte == UInt8(ascii: "_") }
    guard let name else { return }
    guard let first = name.utf8.first, isLetter(first), name.utf8.allSatisfy({ isLetter($0) || (48...57).contains($0) })
    else { throw ValidationError("--name takes letters, digits and `_`, and starts with a letter") }
  }

  func run() throws {
    let progress = Progress()
    defer { progress.finish() }
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? NSNumber)?.intValue ?? 0
    do {
      let contract = try InferredContract(path: file, name: name) { progress.update(bytes: $0, of: size, rows: $1) }
      Console.out(format == .yaml ? contract.packText : contract.dataset.contractText() ?? "")
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: ".")
      throw ExitCode(1)
    }
  }
}
