public import Diagnostics
import Engines
import Facts
import Foundation
import Kernels
import Mustache
import Pack

/// A pack kept in memory while its author works on it: what an edit does not touch is not done again.
///
/// An edit of prose keeps the pack, the sums and the facts, and makes the pages anew whose text changed. To be used by
/// one thread.
public final class SiteSession {
  private let folder: String
  private let options: SiteBuild.Options
  /// The files of the last build without errors, by path; the bundle is not among them.
  public private(set) var files: [String: [UInt8]] = [:]
  /// The findings of the last build.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Absolute folders whose files the site is made of.
  public private(set) var folders: Set<String>

  private var pack: (pack: Pack?, findings: [Diagnostic])?
  private var facts: (plan: Plan, book: FactBook)?
  private var pages: [String: SiteRenderer.RenderedPage] = [:]
  private var templates: ThemeFiles?
  private var shell: MustacheTemplate?

  /// A session for the pack in a folder; nothing is read yet.
  public init(folder: String, options: SiteBuild.Options) {
    self.folder = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
    self.options = options
    folders = [self.folder]
  }

  /// Builds what some changed files ask for; nil: everything.
  public func build(changed: Set<String>? = nil) {
    let isProse = changed.map { $0.allSatisfy { isPage($0) || isTemplate($0) } } ?? false
    let isTheme = changed?.contains(where: isTemplate) ?? true
    if !isProse { forget() }
    if isTheme { forgetTheme() }
    let (loaded, problems) =
      pack ?? Pack.load(folder: folder, period: options.period, dataRoots: options.dataRoots)
    pack = (loaded, problems)
    var build = SiteBuild(pack: loaded, book: nil, files: nil, diagnostics: problems)
    if let sources = build.sources(options) { build.attempt { try self.render(sources, &$0) } }
    diagnostics = build.diagnostics
    if let built = build.files, !build.diagnostics.hasErrors {
      files = Dictionary(built.map { ($0.path, $0.bytes) }) { first, _ in first }
    }
    folders = watched(loaded)
  }

  private func forget() {
    pack = nil
    facts = nil
    pages = [:]
  }

  private func forgetTheme() {
    templates = nil
    shell = nil
    pages = [:]
  }

  private func isPage(_ path: String) -> Bool { path.hasPrefix(folder + "/") && path.hasSuffix(".md") }

  private func isTemplate(_ path: String) -> Bool {
    if path.hasPrefix(folder + "/templates") { return true }
    guard let brand = pack?.pack.flatMap({ BrandFile($0) }) else { return false }
    return brand.names.contains { path == brand.folder + "/" + $0 }
  }

  private func render(_ sources: SiteSources, _ build: inout SiteBuild) throws {
    if let outputs = sources.pack.outputs { return try build.renderOutputs(outputs, sources, options) }
    let book = try book(sources)
    build.diagnostics += qualityFindings(book.quality, of: sources.pack) + reconciliationFindings(book.reconciled)
    let templates = self.templates ?? ThemeFiles(sources.pack)
    self.templates = templates
    build.diagnostics += templates.findings
    let shell = try self.shell ?? SiteRenderer.shell(templates)
    self.shell = shell
    var renderer = SiteRenderer(
      pack: sources.pack, book: book, pages: sources.pages, businessCase: sources.businessCase, isDraft: false,
      earlierFindings: [])
    renderer.looks = templates.looks
    var kept: [String: SiteRenderer.RenderedPage] = [:]
    var files = templates.assets + sources.pictures
    // The navigation of each page names all others.
    let titles = sources.pages.flatMap { [$0.file, $0.title] }.joined(separator: "\u{1F}")
    for (index, page) in sources.pages.enumerated() {
      let text = FileManager.default.contents(atPath: sources.pack.folder + "/" + page.file).map { [UInt8]($0) } ?? []
      let key = SHA256.hex(Array("\(index)\u{1F}\(titles)\u{1F}".utf8) + text)
      let rendered = pages[key] ?? renderer.renderedPage(index, shell)
      kept[key] = rendered
      build.diagnostics += rendered.findings
      files.append((page.outputName, Array(rendered.html.utf8)))
      files += rendered.downloads
    }
    pages = kept
    build.files = files
  }

  /// The facts: those there are, where the pages ask for nothing new.
  private func book(_ sources: SiteSources) throws -> FactBook {
    if let facts, facts.plan == sources.plan { return facts.book }
    let table = try sources.sums(sources.plan, on: sources.pack, options)
    let book = FactBook(pack: sources.pack, plan: sources.plan, table: table)
    facts = (sources.plan, book)
    pages = [:]
    return book
  }

  private func watched(_ pack: Pack?) -> Set<String> {
    guard let pack else { return folders.union([folder]) }
    var found: Set<String> = [folder, folder + "/templates"]
    let roots = [pack.folder] + options.dataRoots + pack.dataRoots
    for name in pack.datasets.flatMap(\.fileNames) {
      let parent = name.split(separator: "/").dropLast().joined(separator: "/")
      let places = name.hasPrefix("/") ? ["/" + parent] : roots.map { parent.isEmpty ? $0 : $0 + "/" + parent }
      found.formUnion(places)
    }
    if let brand = BrandFile(pack) { found.insert(brand.folder) }
    return found.filter { FileManager.default.fileExists(atPath: $0) }
  }
}

extension Dataset {
  /// The files that it reads.
  fileprivate var fileNames: [String] {
    switch source {
    case .files(let names, _): names.filter { $0 != "-" }
    case .sqlite(let file, _): [file]
    case .rollup, .table: []
    }
  }
}
