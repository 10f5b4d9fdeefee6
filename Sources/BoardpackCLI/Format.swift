import ArgumentParser
import Diagnostics
import Foundation
import Pack

/// `boardpack format`.
struct Format: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the row expressions and formulas of pack.yaml in their canonical form.",
    discussion: """
      Spaces, parentheses and keywords change; comments, quotes and the layout of the file stay.

      EXAMPLES
        boardpack format my-pack            rewrite pack.yaml in place
        boardpack format my-pack --check    list what would change; then exit with 1
      """)

  @Argument(help: "The folder of the pack, which holds pack.yaml.", completion: .directory)
  var pack: String

  @Flag(help: "Write nothing; list what is not in canonical form.")
  var check = false

  func run() throws {
    let formatted = Pack.formatted(folder: pack)
    if !formatted.findings.isEmpty {
      Console.report(formatted.findings, root: pack)
      throw ExitCode(1)
    }
    for change in formatted.changes {
      Console.out("\(change.location.file):\(change.location.line ?? 1): \(change.before) -> \(change.after)\n")
    }
    guard !formatted.changes.isEmpty else { return Console.out("\(pack): nothing to change\n") }
    guard !check else { throw ExitCode(1) }
    try write(formatted.text)
    let count = formatted.changes.count
    Console.out("\(pack): \(count) expression\(count == 1 ? "" : "s") rewritten\n")
  }

  /// The file is replaced in one step, behind a link where it is one, and keeps its permissions.
  private func write(_ text: String) throws {
    let url = URL(fileURLWithPath: pack, isDirectory: true).appendingPathComponent("pack.yaml")
      .resolvingSymlinksInPath()
    let permissions = try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions]
    try Data(text.utf8).write(to: url, options: .atomic)
    if let permissions {
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: url.path)
    }
  }
}
