import ArgumentParser
import Diagnostics
import Engines
import Facts
import Foundation
import Pack
import Site
import Synchronization

/// `boardpack build`.
struct Build: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Computes the facts, checks every sentence and writes the pages.",
    discussion: """
      The output folder is replaced as a whole, and only when nothing is wrong: whenever the run is stopped, the folder \
      holds the old pages or the new ones.

      EXAMPLES
        boardpack build content/quarterly-board-pack
        boardpack build my-pack --output site --strict
        boardpack build my-pack --single-file  also my-pack.html, whole in one file
        boardpack build my-pack --draft        findings are marked in place
        boardpack build my-pack --only North   of a pack with `for:`, one output
        boardpack build my-pack --audience external --output public
        boardpack build my-pack --since last-draft   for the block `changes`
      """)

  @OptionGroup var arguments: PackArguments

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write; default: output/<name of the pack's folder>.", valueName: "folder"))
  var output: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Flag(
    help: "Build in spite of findings: each is marked in its place, every page is stamped DRAFT, the exit code is 1.")
  var draft = false

  @Option(
    help: ArgumentHelp(
      "Of a pack with `for:`: build this value alone, as a site of its own.", valueName: "value"))
  var only: String?

  @Flag(
    help: ArgumentHelp(
      "Also write one file with all pages, fonts and data inside: <name of the pack's folder>.html, to be mailed."))
  var singleFile = false

  @Option(help: "Whose edition: internal, or external, without all that is marked `audience: internal`.")
  var audience = EditionName.internal

  @Option(
    help: ArgumentHelp(
      "The earlier output with which the block `changes` compares; default: the pack's `since:`.", valueName: "folder"))
  var since: String?

  func validate() throws {
    if draft, audience == .external {
      throw ValidationError("an external edition is not built as a draft: its findings would quote what is internal")
    }
  }

  func run() throws {
    var result = build(arguments, draft: draft, only: only, audience: audience.audience, since: since)
    if only != nil, let pack = result.pack, pack.outputs == nil {
      throw ValidationError("--only needs a pack with `for:`; \(arguments.pack) has one output")
    }
    Console.report(result.diagnostics, root: arguments.pack)
    let stops = result.diagnostics.hasErrors || (strict && !result.diagnostics.isEmpty)
    let name = URL(fileURLWithPath: arguments.pack).standardizedFileURL.lastPathComponent
    if singleFile {
      if result.pack?.outputs != nil, only == nil {
        throw ValidationError("--single-file makes one file of one output; name it with --only")
      }
      let known = result.diagnostics.count
      try result.addSingleFile(named: name + ".html")
      Console.report(Array(result.diagnostics[known...]), root: arguments.pack)
    }
    guard let files = result.files, !stops || draft else {
      Console.error("nothing was written\n")
      throw ExitCode(1)
    }
    let folder = output ?? "output/" + name + (only.map { "-" + OutputFolder.name(for: $0) } ?? "")
    do {
      try OutputFolder(path: folder).replace(with: files)
    } catch let error as DiagnosticError {
      Console.report(error.diagnostics, root: arguments.pack)
      throw ExitCode(1)
    }
    let pages = files.count { $0.path.hasSuffix(".html") } - (singleFile ? 1 : 0)
    let outputs = Set(files.lazy.filter { $0.path.hasSuffix("/bundle/manifest.json") }.map(\.path)).count
    if outputs > 0 { Console.out("\(outputs) \(outputs == 1 ? "output" : "outputs") in folders below\n") }
    Console.out("\(folder)/index.html  (\(pages) \(pages == 1 ? "page" : "pages")\(draft ? ", draft" : ""))\n")
    if result.pack?.review != nil, let hash = result.contentHash { Console.out("content \(hash)\n") }
    if singleFile, let file = files.first(where: { $0.path == name + ".html" }) {
      Console.out("\(folder)/\(file.path)  (\(file.bytes.count / 1000) KB, whole in one file)\n")
    }
    if stops { throw ExitCode(1) }
  }
}

/// Runs everything but the writing.
func build(
  _ arguments: PackArguments, draft: Bool, warehouse: Warehouse? = nil, only: String? = nil,
  audience: Audience = .internal, since: String? = nil
) -> SiteBuild {
  let progress = Progress()
  defer { progress.finish() }
  let findings = Mutex<[Diagnostic]>([])
  let lists = SetAsideLists(arguments.quarantineFolder)
  var options = SiteBuild.Options(
    period: arguments.period, draft: draft,
    threads: arguments.threads ?? ProcessInfo.processInfo.activeProcessorCount,
    dataRoots: arguments.dataRoot, cache: arguments.cache,
    secret: { pack in
      let (secret, finding) = TokenSecretReader().secret(of: pack)
      findings.withLock { $0 += [finding].compactMap { $0 } }
      return secret
    }, quarantine: { lists.write($0, $1, $2) }, progress: { progress.update(bytes: $0, of: $1, rows: $2) })
  options.warehouse = warehouse
  options.only = only
  options.audience = audience
  options.since = since
  options.statements = { progress.update(statements: $0, of: $1) }
  var result = SiteBuild.run(folder: arguments.pack, options: options)
  progress.finish()
  if let line = KeyedMemory(quality: result.book?.quality ?? []).line { Console.error(line) }
  if let pack = result.pack { result.diagnostics += lists.finish(result.book?.quality ?? [], of: pack) }
  result.diagnostics += findings.withLock { $0 }
  if result.diagnostics.hasErrors, !draft { result.files = nil }
  return result
}

/// Whose edition a command is about.
enum EditionName: String, ExpressibleByArgument, CaseIterable {
  case `internal`, external

  var audience: Audience { self == .external ? .external : .internal }
}
