public import ArgumentParser
import Kernels

/// The `boardpack` command.
public struct Boardpack: ParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "boardpack",
    abstract: "Turns event data and Markdown into a board pack: static HTML in which every number can be checked.",
    discussion: """
      EXAMPLES
        boardpack new my-pack --data sessions.csv     write a small pack that builds at once
        boardpack check my-pack                       everything but writing; all findings at once
        boardpack build my-pack                       write the pages to output/my-pack
        boardpack contract infer data/orders.csv      say what a file holds, as a data contract
        boardpack facts my-pack --format csv          every figure as a table for another program
        boardpack explain nps my-pack                 what a metric means, and why it changed
        boardpack verify output/my-pack               compute every number of the pages again

      Exit codes: 0 done, 1 findings that stop the build, 2 wrong usage.
      """,
    version: "0.2.0 (reads with \(InstructionSet.best))",
    subcommands: [
      Build.self, Check.self, Format.self, Verify.self, Explain.self, ListFacts.self, ListKPIs.self, Sums.self,
      SQL.self,
      TestCommand.self, New.self, ContractCommand.self,
    ]
  )

  /// As the argument parser makes it.
  public init() {}

  /// Runs the command line and exits: 0 done, 1 findings, 2 wrong usage.
  public static func run() -> Never {
    do {
      var command = try parseAsRoot()
      try command.run()
      exit()
    } catch {
      let code = exitCode(for: error)
      // ArgumentParser's code for wrong usage is that of sysexits.h; ours is 2.
      if code == .validationFailure {
        Console.error(fullMessage(for: error) + "\n")
        exit(withError: ExitCode(2))
      }
      exit(withError: error)
    }
  }
}
