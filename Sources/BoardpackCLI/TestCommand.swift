import ArgumentParser
import Diagnostics
import Facts
import Pack
import PackTesting

/// `boardpack test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs the tests of the pack and prints what was expected and what was found.",
    discussion: """
      Tests stand under `tests:` in pack.yaml: a figure over rows written in the test, bounds on the pack's own data, sums \
      that must tie out. All tests over the data share one reading of it. Exit code 1 where a test fails.

      EXAMPLES
        boardpack test my-pack
        boardpack test my-pack --only "costs tie out"
        boardpack test my-pack --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var arguments: PackArguments

  @Option(help: ArgumentHelp("Only the test of this name; repeat for several.", valueName: "name"))
  var only: [String] = []

  @Option(help: "text or json.")
  var format: Format = .text

  func run() throws {
    let loaded = try LoadedPack(arguments)
    let known = loaded.pack.tests.map(\.name)
    for name in only where !known.contains(name) {
      let nearest = nearestName(to: name, among: known).map { "; did you mean “\($0)”?" } ?? ""
      throw ValidationError("there is no test “\(name)” in the pack\(nearest)")
    }
    let tests = only.isEmpty ? loaded.pack.tests : loaded.pack.tests.filter { only.contains($0.name) }
    let run = PackTestRun(loaded.pack, tests: tests)
    let results = run.results(try run.plan.map { try loaded.run($0) })
    switch format {
    case .json: Console.out(TestReport.json(results))
    case .text: Console.out(TestReport.text(results, colours: Console.coloursOnOutput))
    }
    if results.contains(where: { !$0.passed }) { throw ExitCode(1) }
  }
}
