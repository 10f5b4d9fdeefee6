import ArgumentParser
import Diagnostics
import Pack
import Site

/// `boardpack verify`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Computes every number of built pages again and names each that differs.",
    discussion: """
      Needs the built folder alone: its bundle holds the sums, formulas and standard errors behind every number. Checks \
      that no file was changed after the build, that every fact follows from the sums by its formula, that every interval \
      follows from its standard error or counts, and that every number of every page is its fact, formatted anew.

      EXAMPLES
        boardpack verify output/my-pack
        boardpack verify output/my-pack --untied
        boardpack verify output/my-pack --engine scan --pack my-pack
        boardpack verify output/my-pack --engine duckdb --pack my-pack
      """)

  /// What reads the data again.
  enum Engine: String, ExpressibleByArgument, CaseIterable { case scan, duckdb }

  @Argument(help: "A folder that `boardpack build` wrote.", completion: .directory)
  var output: String

  @Flag(help: "List every text with digits that is tied to no fact: file counts, headings, captions.")
  var untied = false

  @Option(help: "Also compute every sum and fact again from the pack's data: scan or duckdb.")
  var engine: Engine?

  @Option(help: ArgumentHelp("The pack the pages were built from; with --engine.", valueName: "folder"))
  var pack: String?

  @Option(help: "With --engine: whose edition the pages are, internal or external.")
  var audience = EditionName.internal

  @Option(help: ArgumentHelp("DuckDB's client; with --engine duckdb. Default: duckdb.", valueName: "program"))
  var command: String?

  @Option(help: ArgumentHelp("A further folder that datasets may read from; repeat for several.", valueName: "folder"))
  var dataRoot: [String] = []

  @Option(help: "Threads that read data.")
  var threads: Int?

  func validate() throws {
    if engine != nil, pack == nil { throw ValidationError("--engine needs --pack: the pack the pages were built from") }
    if command != nil, engine != .duckdb {
      throw ValidationError("--command needs --engine duckdb: it names its client")
    }
    if pack != nil, engine == nil { throw ValidationError("--pack needs --engine: what reads the data again") }
  }

  func run() throws {
    do {
      var verification = try Verification(folder: output)
      for folder in verification.outputs {
        verification.add(try Verification(folder: "\(output)/\(folder)"), folder: folder)
      }
      var again = ""
      if let pack, let engine {
        let warehouse = engine == .duckdb ? Warehouse(dialect: .duckdb, command: [command ?? "duckdb"]) : nil
        let result = build(
          try arguments(pack, verification.period), draft: false, warehouse: warehouse, audience: audience.audience)
        Console.report(result.diagnostics.filter { $0.severity == .error }, root: pack)
        guard let agreeing = verification.compare(with: result) else {
          Console.error("the pack could not be built again, so its data were not compared\n")
          throw ExitCode(1)
        }
        again =
          "\(agreeing.sums) sums and \(agreeing.facts) facts agree with the data, read by \(engine.rawValue)\n"
      }
      Console.out(terminalText(VerificationText.text(verification, listsUntied: untied) + again))
      if !verification.differences.isEmpty { throw ExitCode(1) }
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: output)
      throw ExitCode(1)
    }
  }

  /// Nothing is taken from sums kept of an earlier run.
  private func arguments(_ pack: String, _ period: String) throws -> PackArguments {
    try PackArguments.parse(
      [pack, "--period", period, "--no-cache"] + dataRoot.flatMap { ["--data-root", $0] }
        + (threads.map { ["--threads", "\($0)"] } ?? []))
  }
}

/// What a verification found, in words.
enum VerificationText {
  static func text(_ result: Verification, listsUntied: Bool) -> String {
    let wrong = Set(result.differences).count
    let onPages = result.differences.count { $0.place.hasSuffix(".html") && !$0.what.hasPrefix("the file") }
    var text = ""
    for difference in result.differences {
      text +=
        "\(difference.place): \(difference.what)\n  found     \(difference.found)\n  expected  \(difference.expected)\n"
    }
    if wrong > 0 { text += "\n" }
    text += "\(counted(result.numbers, "number")) on \(counted(result.pages, "page")): "
    text += "\(result.numbers - onPages) agree\(onPages > 0 ? ", \(onPages) differ" : "")\n"
    text += "\(counted(result.recomputed, "fact")) computed again from sums"
    if result.recorded > 0 { text += "; \(result.recorded) rest on durations or small groups, which stay private" }
    text += "\n\(counted(result.intervals, "interval")) computed again from standard errors and counts"
    if result.recordedIntervals > 0 { text += "; \(result.recordedIntervals) need the data" }
    text += "\n\(counted(result.files, "file")) as the build wrote them\n"
    text += "\(counted(result.untied.count, "text")) with digits that are no figure"
    text += listsUntied || result.untied.isEmpty ? "\n" : " (list them with --untied)\n"
    if listsUntied {
      for item in result.untied { text += "  \(item.page): \(item.text)\n" }
    }
    if wrong > 0 { text += "\n\(counted(result.differences.count, "difference"))\n" }
    return text
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
