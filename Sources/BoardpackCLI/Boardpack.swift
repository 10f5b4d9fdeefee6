public import ArgumentParser
import Diagnostics
import Kernels

/// The `boardpack` command.
public struct Boardpack: ParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "boardpack",
    abstract: "Turns event data and Markdown into a board pack: static HTML in which every number can be checked.",
    discussion: """
      EXAMPLES
        boardpack new my-pack --data sessions.csv   a small pack that builds
        boardpack check my-pack                     all findings at once
        boardpack build my-pack                     pages in output/my-pack
        boardpack preview my-pack                   pages in a browser, as you write
        boardpack facts my-pack --format csv        every figure as a table
        boardpack explain nps my-pack               what it means, why it changed
        boardpack kpis --for my-pack                KPIs that its columns allow
        boardpack test my-pack                      the tests of the pack
        boardpack verify output/my-pack             every number computed again

      Exit codes: 0 done, 1 findings that stop the build, 2 wrong usage.
      """,
    version: "0.2.0 (reads with \(InstructionSet.best))",
    subcommands: [
      Build.self, PreviewCommand.self, Check.self, Format.self, Verify.self, Diff.self, Explain.self, ListFacts.self,
      ListKPIs.self, Sums.self, SQL.self, TestCommand.self, New.self, ContractCommand.self, GalleryCommand.self,
      PDFCommand.self, ThemeCommand.self,
    ]
  )

  /// As the argument parser makes it.
  public init() {}

  /// Runs the command line and exits: 0 done, 1 findings, 2 wrong usage.
  public static func run() -> Never {
    do {
      var command = try parseAsRoot()
      do {
        try command.run()
      } catch let error as ValidationError {
        // A name that the pack does not have: the usage of all commands would bury the message.
        Console.error("error: \(terminalText(message(for: error)))\n")
        exit(withError: ExitCode(2))
      }
      exit()
    } catch {
      let code = exitCode(for: error)
      // ArgumentParser's code for wrong usage is that of sysexits.h; ours is 2.
      if code == .validationFailure {
        Console.error(terminalText(fullMessage(for: error)) + "\n")
        exit(withError: ExitCode(2))
      }
      exit(withError: error)
    }
  }
}
