import ArgumentParser
import Diagnostics
import Site

/// `boardpack check`.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Does everything but writing and shows all findings at once.",
    discussion: """
      EXAMPLES
        boardpack check my-pack
        boardpack check my-pack --strict && echo ready
      """)

  @OptionGroup var arguments: PackArguments

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  func run() throws {
    let result = build(arguments, draft: false)
    Console.report(result.diagnostics, root: arguments.pack)
    if result.diagnostics.hasErrors || (strict && !result.diagnostics.isEmpty) { throw ExitCode(1) }
    Console.out("\(arguments.pack): no errors\n")
  }
}
