import ArgumentParser
import Diagnostics
import Site

/// `boardpack diff`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Names what changed between two outputs: figures, definitions, sentences, claims.",
    discussion: """
      Reads two folders that `boardpack build` wrote, and nothing else. A sentence counts as changed when its words are; \
      the figures in it are compared by themselves. The exit code is 0 where both say the same, 1 where they differ.

      EXAMPLES
        boardpack diff last-draft output/my-pack
        boardpack diff last-draft output/my-pack --all
      """)

  @Argument(help: "The earlier output.", completion: .directory)
  var old: String

  @Argument(help: "The later output.", completion: .directory)
  var new: String

  @Flag(help: "List every change; otherwise the first 40 of each kind.")
  var all = false

  func run() throws {
    do {
      let difference = try OutputDifference(old: old, new: new)
      Console.out(terminalText(DifferenceText.text(difference, limit: all ? .max : 40)))
      if !difference.isEmpty { throw ExitCode(1) }
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: old)
      throw ExitCode(1)
    }
  }
}

/// What differs, in words.
enum DifferenceText {
  static func text(_ difference: OutputDifference, limit: Int) -> String {
    if difference.isEmpty {
      return "nothing changed: \(difference.sameFigures) figures and every sentence are the same\n"
    }
    var text = ""
    text += section("pages", difference.pages, limit) { _ in "" }
    text += section("figures", difference.figures, limit) { change in
      "  \(change.place): \(change.before ?? "new") -> \(change.after ?? "gone")\n"
    }
    text += section("definitions", difference.definitions, limit, pair)
    text += section("sentences", difference.texts, limit, pair)
    text += section("claims", difference.claims, limit, pair)
    return text + "\(difference.sameFigures) figures are the same\n"
  }

  private static func pair(_ change: OutputDifference.Change) -> String {
    "  \(change.place)\n" + (change.before.map { "    - \($0)\n" } ?? "") + (change.after.map { "    + \($0)\n" } ?? "")
  }

  private static func section(
    _ noun: String, _ changes: [OutputDifference.Change], _ limit: Int, _ line: (OutputDifference.Change) -> String
  ) -> String {
    guard !changes.isEmpty else { return "" }
    let new = changes.count { $0.before == nil }
    let gone = changes.count { $0.after == nil }
    var text = "\(noun): \(changes.count - new - gone) changed, \(new) new, \(gone) gone\n"
    for change in changes.prefix(limit) {
      let written = line(change)
      text += written.isEmpty ? "  \(change.place): \(change.before == nil ? "new" : "gone")\n" : written
    }
    if changes.count > limit { text += "  … and \(changes.count - limit) more (list them with --all)\n" }
    return text + "\n"
  }
}
