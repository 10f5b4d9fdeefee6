import ArgumentParser
import Diagnostics
import Foundation
import Pack
import Site

/// `boardpack pdf`.
struct PDFCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pdf",
    abstract: "Prints a whole pack to one PDF, through an installed Chromium.",
    discussion: """
      Takes a pack, which is built first, or a folder that `boardpack build` wrote. The contents carry page numbers, each \
      figure the number of its definition, each chart the key of its data at the end. Chromium is looked for by name; \
      --chromium or the variable BOARDPACK_CHROMIUM says where it is.

      EXAMPLES
        boardpack pdf my-pack
        boardpack pdf output/my-pack -o board.pdf
        boardpack pdf my-pack --paper Letter
      """)

  /// Sizes of paper.
  enum Paper: String, ExpressibleByArgument, CaseIterable {
    case A4, Letter

    /// In either case: `paper:` of a pack is written small.
    init?(argument: String) {
      guard let paper = Self.allCases.first(where: { $0.rawValue.lowercased() == argument.lowercased() }) else {
        return nil
      }
      self = paper
    }
  }

  @OptionGroup var arguments: PackArguments

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write; default: output/<name>.pdf.", valueName: "file"))
  var output: String?

  @Option(help: "A4 or Letter; default: as the pack says with `paper:`, else A4.")
  var paper: Paper?

  @Option(help: ArgumentHelp("Chromium or Chrome.", valueName: "program"))
  var chromium: String?

  @Option(help: ArgumentHelp("Seconds that Chromium may take for each run.", valueName: "seconds"))
  var timeout = 60

  func run() throws {
    do {
      let site = try site()
      let paper = paper ?? (site.paper == .letter ? .Letter : .A4)
      let printer = ChromiumPrinter(program: try ChromiumPrinter.find(chromium), timeout: timeout)
      var fit = PDFFit(sections: site.sections)
      let trial = site.trial(paper: paper.rawValue, sizes: PDFFit.sizes)
      fit.add(PDFPlaces(try printer.print(trial, isTrial: true)), sizes: PDFFit.sizes)
      func printed(_ numbers: [String: Int]) throws -> [UInt8] {
        try printer.print(site.document(paper: paper.rawValue, pageNumbers: numbers, percent: fit.percent))
      }
      // Where sections start follows from the sheets that each takes; should it not, Chromium says it.
      var numbers = fit.pageNumbers
      var pdf = try printed(numbers)
      var final = PDFPlaces(pdf)
      if !fit.agrees(with: final) {
        numbers = final.pageNumbers
        pdf = try printed(numbers)
        final = PDFPlaces(pdf)
      }
      guard site.sections.dropFirst().allSatisfy({ final.pageNumbers[$0] == numbers[$0] }) else {
        throw DiagnosticError(
          Diagnostic(
            .error, "pdf-unsettled", "the pages of the PDF fell differently in its last run",
            explanation: "the page numbers of its contents would be wrong", remedy: "run the command again"))
      }
      let name = URL(fileURLWithPath: arguments.pack).standardizedFileURL.lastPathComponent
      let path = output ?? "output/\(name).pdf"
      try write(PDFPlaces.dated(pdf, day: site.asOf), to: path)
      Console.out("\(path)  (\(final.pageCount) pages, \(paper.rawValue))\n")
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: arguments.pack)
      throw ExitCode(1)
    }
  }

  private func site() throws -> PrintedSite {
    if FileManager.default.fileExists(atPath: arguments.pack + "/bundle/manifest.json") {
      return try PrintedSite(folder: arguments.pack)
    }
    let result = build(arguments, draft: false)
    Console.report(result.diagnostics, root: arguments.pack)
    guard let site = PrintedSite(result) else {
      Console.error("nothing was printed\n")
      throw ExitCode(1)
    }
    return site
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    do {
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url, options: .atomic)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "pdf-not-written", "the file \(path) could not be written",
          explanation: (error as NSError).localizedDescription, remedy: "name another file with --output"))
    }
  }
}
