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

      EXAMPLES
        boardpack new my-pack --data sessions.csv
        boardpack new my-pack --data sessions.csv customers.csv feedback.jsonl --title "Service, third quarter"
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

  func validate() throws {
    if data.isEmpty { throw ValidationError("--data takes at least one file") }
    if let title, title.isEmpty { throw ValidationError("--title takes a text") }
  }

  func run() throws {
    do {
      let writer = NewFolder(path: folder)
      try writer.checkIsFree()
      let pack = try NewPack(profiles(), title: title)
      try writer.write(pack)
      let (_, findings) = Pack.load(folder: folder)
      Console.report(findings.filter { $0.severity == .error }, root: folder)
      if findings.hasErrors { throw ExitCode(1) }
      for path in pack.datasets.map({ "data/" + $0.copy }) + ["index.md", "pack.yaml"] {
        Console.out("\(folder)/\(path)\n")
      }
      Console.out("next: boardpack build \(NewFolder.shellText(folder))\n")
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
}
