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
      the three widths that pages use, in the light and in the dark. Needs no pack. Each drawing is audited; what is \
      found stands under it.

      EXAMPLES
        boardpack gallery
        boardpack gallery --output site/gallery

      Exit codes: 0 all is clean, 1 a drawing has a fault.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write.", valueName: "folder"))
  var output = "output/gallery"

  func run() throws {
    let gallery = Gallery()
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
