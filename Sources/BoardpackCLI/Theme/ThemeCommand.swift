import ArgumentParser
import Diagnostics
import Foundation
import Theme

/// `boardpack theme`.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "The look of the pages: style sheets, page shell, fonts.",
    subcommands: [ThemeExport.self])
}

/// `boardpack theme export`.
struct ThemeExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the files of the built-in theme, for editing.",
    discussion: """
      A file of the same name in the folder templates/ of a pack takes the place of the theme's. Keep those that you \
      change and delete the others, so that they follow the next version. No file that exists is replaced.

      EXAMPLES
        boardpack theme export my-pack/templates
        boardpack theme export my-pack/templates --only tokens.css
      """)

  @Argument(help: "Where to write.", completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("This file alone; repeat for several.", valueName: "file"))
  var only: [String] = []

  func validate() throws {
    for name in only where Theme.bytes(name) == nil {
      let nearest = nearestName(to: name, among: Theme.names).map { "did you mean \($0)?" }
      throw ValidationError(
        "the theme has no file \(name); \(nearest ?? "its files are " + Theme.names.joined(separator: ", "))")
    }
  }

  func run() throws {
    let manager = FileManager.default
    let names = only.isEmpty ? Theme.names : only
    func stop(_ finding: Diagnostic) throws -> Never {
      Console.report([finding], root: folder)
      throw ExitCode(1)
    }
    let taken = names.filter { manager.fileExists(atPath: folder + "/" + $0) }
    guard taken.isEmpty else {
      try stop(
        Diagnostic(
          .error, "theme-file-exists", "\(folder) has \(taken.joined(separator: ", ")) already",
          explanation: "nothing was written, for it would replace what you edited",
          remedy: "name another folder, or the missing files with --only"))
    }
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for name in names {
        try Data(Theme.bytes(name) ?? []).write(to: URL(fileURLWithPath: folder + "/" + name))
      }
    } catch {
      try stop(
        Diagnostic(
          .error, "theme-not-written", "the files could not be written to \(folder)",
          explanation: (error as NSError).localizedDescription, remedy: "name a folder in which you may write"))
    }
    Console.out("\(names.map { folder + "/" + $0 }.joined(separator: "\n"))\n")
  }
}
