import ArgumentParser
import Diagnostics
import Foundation
import Pack
import Preview
import Site

/// `boardpack preview`.
struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Shows the pages in a browser and again after each change.",
    discussion: """
      Serves the pages to this machine alone and watches pages, pack.yaml, templates and data. Findings stand over the \
      last good page with file and line. Nothing is written but the private cache of sums; Ctrl-C ends it.

      EXAMPLES
        boardpack preview my-pack
        boardpack preview my-pack --port 9000 --open no
      """)

  enum Opening: String, ExpressibleByArgument, CaseIterable { case yes, no }

  @OptionGroup var arguments: PackArguments

  @Option(help: "The port to listen on; 0 takes any that is free.")
  var port: UInt16 = 8420

  @Option(help: "Whether to open the browser; by default where standard output is a terminal.")
  var open: Opening?

  @Option(help: ArgumentHelp("Of a pack with `for:`: show this value alone.", valueName: "value"))
  var only: String?

  func run() throws {
    do {
      let preview = try Preview(arguments, port: port, only: only)
      Console.out("\(preview.address)  (Ctrl-C ends the preview)\n")
      if open == .yes || (open == nil && isatty(STDOUT_FILENO) == 1) { Self.show(preview.address) }
      preview.run()
      Console.out("preview ended\n")
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: arguments.pack)
      throw ExitCode(1)
    }
  }

  /// Nobody is told where there is no browser: the address has been printed.
  private static func show(_ address: String) {
    let opener = Process()
    #if os(macOS)
      opener.executableURL = URL(fileURLWithPath: "/usr/bin/open")
    #else
      opener.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
    #endif
    opener.arguments = [address]
    opener.standardOutput = FileHandle.nullDevice
    opener.standardError = FileHandle.nullDevice
    try? opener.run()
  }
}
