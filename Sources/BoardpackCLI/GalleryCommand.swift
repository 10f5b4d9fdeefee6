import ArgumentParser
import Diagnostics
import Site

/// `boardpack gallery`.
struct GalleryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Draws every kind of chart in every state: a page to look at for each width.",
    discussion: """
      For those who change a theme or a chart: all kinds with usual, missing, negative, extreme, many and few data, at \
      the three widths that pages use, in the light and in the dark. Needs no pack. A page is a sheet with a row a \
      kind, on which all of it is looked at in two minutes; beside each name stands how many bytes the drawing takes. \
      Each drawing is audited; what is found stands under it.

      EXAMPLES
        boardpack gallery
        boardpack gallery --output site/gallery
        boardpack gallery --times

      Exit codes: 0 all is clean, 1 a drawing has a fault.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write.", valueName: "folder"))
  var output = "output/gallery"

  @Flag(help: "Prints how long each drawing takes too; then no two runs give the same bytes.")
  var times = false

  func run() throws {
    let start = ContinuousClock.now
    let gallery = Gallery(now: times ? { ContinuousClock.now - start } : nil)
    do {
      try OutputFolder(path: output).replace(with: gallery.files)
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: "")
      throw ExitCode(1)
    }
    for finding in gallery.findings { Console.error(finding + "\n") }
    Console.out("\(output)/index.html\n")
    if !gallery.findings.isEmpty { throw ExitCode(1) }
  }
}
