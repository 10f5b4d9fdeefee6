import ArgumentParser
import Diagnostics
import Foundation
import Pack

/// `boardpack contract check`.
struct ContractCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says what of a contract file is read, what is wrong and what cannot be honoured.",
    discussion: """
      EXAMPLES
        boardpack contract check orders.odcs.yaml
        boardpack contract check orders.odcs.yaml --strict && echo honoured
      """)

  @Argument(help: "A file of the Open Data Contract Standard.", completion: .file(extensions: ["yaml"]))
  var file: String

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  func run() throws {
    guard let bytes = FileManager.default.contents(atPath: file),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw ValidationError("There is no file `\(file)` in UTF-8.") }
    let (contract, findings) = DataContract.check(text: text, file: file)
    Console.report(findings, root: ".")
    guard let contract, !strict || findings.allSatisfy({ $0.severity == .note }) else { throw ExitCode(1) }
    for object in contract.objects {
      Console.out(
        "\(object.name): \(Self.count(object, "columns", "column")), \(Self.count(object, "rules", "rule"))\n")
    }
  }

  private static func count(_ object: DataContract.Object, _ key: String, _ noun: String) -> String {
    let count: Int =
      switch object.keys.first(where: { $0.name == key })?.value.content {
      case .list(let items)?: items.count
      case .mapping(let entries)?: entries.count
      default: 0
      }
    return "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
