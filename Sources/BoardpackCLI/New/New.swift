import ArgumentParser
import Diagnostics
import Foundation
import Pack

/// `boardpack new`.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes a small pack from data files that builds at once.",
    discussion: """
      Reads each file whole, tells the type of every column from its values, and writes pack.yaml with comments on what \
      was inferred, a first page and a copy of the data.

      With --template board-pack or review it also matches the columns with the KPI library's, writes the reason beside each \
      match, and uses the KPIs that then have a figure. On a terminal it asks where it is unsure; elsewhere doubtful \
      matches become comments, unless --yes takes them.

      EXAMPLES
        boardpack new my-pack --data sessions.csv
        boardpack new my-pack --data sessions.csv customers.csv feedback.jsonl --title "Service, third quarter"
        boardpack new my-pack --template board-pack --data chats.csv answers.csv
        boardpack new my-pack --template review --launch 2026-04-01 --data chats.csv --map handed_off=escalated
      """)

  @Argument(help: "The folder to write; it must not exist yet, or be empty.", completion: .directory)
  var folder: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("CSV (separated by comma, semicolon, tab or bar) or JSON lines.", valueName: "file"),
    completion: .file())
  var data: [String]

  @Option(help: "The headline of the pack; default: from the name of the first file.")
  var title: String?

  @Option(
    help: ArgumentHelp(
      "What to start from: minimal, board-pack or review (the ninety days from a launch).", valueName: "template"))
  var template = NewTemplate.minimal

  @Option(
    help: ArgumentHelp(
      "A column of the KPI library and yours: score=nps_answer; with nothing after the sign: none. Repeat for several.",
      valueName: "theirs=yours"))
  var map: [String] = []

  @Option(
    help: ArgumentHelp(
      "Your dataset and its part in the KPI library: answers=surveys. Repeat for several.", valueName: "yours=theirs"))
  var plays: [String] = []

  @Option(help: ArgumentHelp("The first day after the launch that a review looks at.", valueName: "date"))
  var launch: String?

  @Flag(help: "Take doubtful matches too, without asking.")
  var yes = false

  func validate() throws {
    _ = try NewAnswers(map: map, plays: plays)
    if template == .minimal, !map.isEmpty || !plays.isEmpty || yes {
      throw ValidationError("--map, --plays and --yes need --template board-pack or review")
    }
    if let launch {
      guard CivilDate(parsing: launch) != nil else { throw ValidationError("--launch takes a day such as 2026-04-01") }
      guard template == .review else { throw ValidationError("--launch needs --template review") }
    }
    if data.isEmpty { throw ValidationError("--data takes at least one file") }
    if let title, title.isEmpty { throw ValidationError("--title takes a text") }
  }

  func run() throws {
    do {
      let writer = NewFolder(path: folder)
      try writer.checkIsFree()
      var pack = try NewPack(
        profiles(), title: title, template: template, answers: answers(),
        launch: launch.flatMap { CivilDate(parsing: $0) })
      try checkMap(pack)
      try writer.write(pack)
      if template.usesLibrary {
        let kpis = try NewKPIs(folder: folder, pack: pack) { try writer.writeTexts($0) }
        (pack.kpis, pack.lacking) = (kpis.names, kpis.lacking)
        try writer.writeTexts(pack)
      }
      let (_, findings) = Pack.load(folder: folder)
      Console.report(findings.filter { $0.severity == .error }, root: folder)
      if findings.hasErrors { throw ExitCode(1) }
      Console.out(NewSummary.text(pack))
      for path in pack.datasets.map({ "data/" + $0.copy }) + NewPages(pack: pack).all.map(\.file) + ["pack.yaml"] {
        Console.out("\(folder)/\(path)\n")
      }
      Console.out("next: boardpack \(template.usesLibrary ? "preview" : "build") \(NewFolder.shellText(folder))\n")
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: folder)
      throw ExitCode(1)
    }
  }

  /// All files are read before anything is written; the findings of all of them are shown at once.
  private func profiles() throws -> [NewProfile] {
    let progress = Progress()
    defer { progress.finish() }
    let sizes = data.map { path in
      (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    }
    let total = sizes.reduce(0, +)
    var findings: [Diagnostic] = []
    var profiles: [NewProfile] = []
    var done = 0
    for (path, size) in zip(data, sizes) {
      do {
        profiles.append(try NewProfile(path) { progress.update(bytes: done + $0, of: total, rows: $1) })
      } catch let error as DiagnosticError {
        findings += error.diagnostics
      }
      done += size
    }
    guard findings.isEmpty else { throw DiagnosticError(findings) }
    return profiles
  }

  private func answers() throws -> NewAnswers {
    var answers = try NewAnswers(map: map, plays: plays)
    answers.takesAll = yes
    if isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 { answers.ask = NewQuestions.ask }
    return answers
  }

  /// A column of the library that no file's part has would be passed over in silence.
  private func checkMap(_ pack: NewPack) throws {
    for told in try NewAnswers(map: map, plays: plays).columns where !told.own.isEmpty {
      let isMet = pack.datasets.contains { dataset in
        dataset.role?.mappings.contains { $0.library.name == told.library && $0.reason == "as --map says" } ?? false
      }
      guard !isMet else { continue }
      throw ValidationError(
        "--map \(told.library)=\(told.own): no file with a part in the library has both; see `boardpack kpis` and --plays"
      )
    }
  }
}
