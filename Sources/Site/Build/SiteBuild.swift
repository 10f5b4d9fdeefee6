public import Diagnostics
public import Engines
public import Facts
import Formats
import Foundation
import Narrative
public import Pack
import Scan
import Warehouse

/// A pack built in memory: its facts, its findings and the files of its site.
public struct SiteBuild {
  /// What a build depends on besides the pack.
  public struct Options {
    /// Replaces the period the pack reports on.
    public var period: String?
    /// Build in spite of findings and mark them in place.
    public var draft: Bool
    /// Whose edition is built; that for readers outside has nothing marked `internal`.
    public var audience = Audience.internal
    /// Threads that read data.
    public var threads: Int
    /// Folders outside the pack that datasets may read from.
    public var dataRoots: [String]
    /// The private folder in which sums are kept; nil: none are.
    public var cache: String?
    /// The secret for tokens of restricted values, read at the edge from where the pack says.
    public var secret: (@Sendable (Pack) -> TokenSecret?)?
    /// Takes the rows of a dataset that are set aside, the first of so many, when it has been read.
    public var quarantine: (@Sendable (Dataset, [DatasetQuality.BadRow], Int) -> Void)?
    /// Reads all files in place of the scan; nil: each dataset is read as the pack says.
    public var warehouse: Warehouse?
    /// Of a pack with an output for each value of a segment: the one to build; nil: all.
    public var only: String?
    /// The folder of an earlier output to compare with, in place of the pack's.
    public var since: String?
    /// Statements that a warehouse has done, and how many there are.
    public var statements: @Sendable (Int, Int) -> Void = { _, _ in }
    /// Bytes read, bytes in all, rows read.
    public var progress: @Sendable (Int, Int, Int) -> Void

    /// By default one thread, no draft, no other folders.
    public init(
      period: String? = nil, draft: Bool = false, threads: Int = 1, dataRoots: [String] = [], cache: String? = nil,
      secret: (@Sendable (Pack) -> TokenSecret?)? = nil,
      quarantine: (@Sendable (Dataset, [DatasetQuality.BadRow], Int) -> Void)? = nil,
      progress: @escaping @Sendable (Int, Int, Int) -> Void = { _, _, _ in }
    ) {
      self.period = period
      self.draft = draft
      self.threads = threads
      self.dataRoots = dataRoots
      self.cache = cache
      self.secret = secret
      self.quarantine = quarantine
      self.progress = progress
    }
  }

  /// The pack; nil where it has errors.
  public var pack: Pack?
  /// Its facts; nil where the data were not read.
  public var book: FactBook?
  /// In a fixed order; nil when the pack could not be built at all.
  public var files: [(path: String, bytes: [UInt8])]?
  /// What the pages show, for machines; nil where they were not made.
  var bundle: Bundle?
  /// The manifest of the one output; nil where there is none.
  var manifest: BundleManifest?
  /// SHA-256 of figures, definitions and words, which an approval names; nil where the pages were not made.
  public var contentHash: String?
  /// All findings of the run.
  public var diagnostics: [Diagnostic]

  /// Reads the pack, runs its plan, checks its prose and renders its pages; writes nothing.
  public static func run(folder: String, options: Options) -> SiteBuild {
    let (loaded, problems) = Pack.load(folder: folder, period: options.period, dataRoots: options.dataRoots)
    var build = SiteBuild(pack: loaded, book: nil, files: nil, diagnostics: problems)
    guard let sources = build.sources(options) else { return build }
    build.attempt {
      if let outputs = sources.pack.outputs { return try $0.renderOutputs(outputs, sources, options) }
      let table = try sources.sums(sources.plan, on: sources.pack, options)
      try $0.render(sources, FactBook(pack: sources.pack, plan: sources.plan, table: table), options)
    }
    return build
  }

  /// Reads the pages and says what they need; nil where they cannot be shown.
  mutating func sources(_ options: Options) -> SiteSources? {
    guard var pack else { return nil }
    if pack.organisation == nil { pack.organisation = BrandFile(pack)?.organisation }
    let edition = Edition(audience: options.audience)
    if options.audience == .external { pack = pack.withoutInternalDatasets() }
    let everything = PackNames(pack)
    var pages = pack.pages.compactMap { page($0, names: everything, edition: edition) }
    if pages.isEmpty, !diagnostics.hasErrors {
      diagnostics.append(
        Diagnostic(
          .error, "empty-edition", "no page of the pack is for this audience", at: .init(file: "pack.yaml"),
          explanation: "each has `audience: internal` in its front matter",
          remedy: "take that line out of the pages that others may see, the first of `pages` among them"))
    }
    diagnostics += SharedText(&pages).findings
    if options.audience == .external, !pages.contains(where: \.showsBusinessCase) { pack.businessCase = nil }
    self.pack = pack
    let businessCase = businessCase(names: everything)
    pack = edition.pack(pack, showing: pages, businessCase: businessCase)
    self.pack = pack
    let names = PackNames(pack)
    let index = FormulaFacts(pack)
    var planned = pack
    planned.division = pack.outputs.map { Pack.Division(segment: $0.segment) }
    var needs = PageNeeds(pack: planned, names: names, isContrast: index.isContrast)
    for page in pages { needs.collect(page) }
    if let businessCase { needs.collect(businessCase) }
    if pages.contains(where: { $0.directives.contains { if case .review = $0.content { true } else { false } } }),
      businessCase == nil, pack.businessCase == nil
    {
      diagnostics.append(
        Diagnostic(
          .error, "no-business-case", "a page shows `review`, but the pack has no business case",
          at: .init(file: "pack.yaml"), remedy: "add `business_case: business-case.yaml`"))
    }
    diagnostics += needs.findings
    diagnostics +=
      ClaimAgreement(
        pages: pages, resolver: ReferenceResolver(names: names), isContrast: index.isContrast
      ).findings
    diagnostics += CrossReferences(pages).findings
    let links = PageLinks(pack: pack, pages: pages)
    diagnostics += links.findings
    if diagnostics.hasErrors, options.audience == .external { diagnostics.append(Edition.note) }
    guard !diagnostics.hasErrors || options.draft else { return nil }
    if pack.outputs == nil { needs.planner.needReconciliations() }
    return SiteSources(
      pack: pack, pages: pages, businessCase: businessCase, pictures: links.pictures, plan: needs.planner.plan())
  }

  /// Does what may fail for reasons outside the pack, and takes down why.
  mutating func attempt(_ work: (inout SiteBuild) throws -> Void) {
    do {
      try work(&self)
    } catch let error as DiagnosticError {
      diagnostics += error.diagnostics
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "build-stopped", "the build stopped", at: nil, explanation: (error as NSError).localizedDescription,
          remedy: "run `boardpack check` again; if it stays, report it with the pack"))
    }
  }

  /// Renders the one output of a pack from its facts.
  mutating func render(_ sources: SiteSources, _ book: FactBook, _ options: Options) throws {
    let pack = sources.pack
    self.book = book
    let quality = qualityFindings(book.quality, of: pack)
    diagnostics += quality
    // Without a dataset every figure of it is a finding, and none says why.
    guard options.draft || !quality.contains(where: { $0.id == "no-usable-rows" }) else { return }
    diagnostics += reconciliationFindings(book.reconciled)
    var renderer = SiteRenderer(
      pack: pack, book: book, pages: sources.pages, businessCase: sources.businessCase, isDraft: options.draft,
      earlierFindings: diagnostics)
    renderer.threads = options.threads
    var files = try renderer.render()
    diagnostics += renderer.findings
    guard !diagnostics.hasErrors || options.draft else { return }
    let writer = BundleWriter(pack: pack, book: book, figures: renderer.figures, readable: renderer.statements)
    var bundle = writer.bundle()
    var bundleFiles = try bundle.files()
    let hash = ContentHash(
      pack: pack, pages: sources.pages, bundle: bundleFiles, pictures: sources.pictures
    ).text
    if let review = pack.review, review.status == .approved {
      renderer.approval = Approval(review, hash: hash)
      diagnostics += [renderer.approval?.finding()].compactMap { $0 }
    }
    let earlier = try earlierOutput(sources, options)
    renderer.changes = earlier.map { SinceEarlier($0, output: files, writer: writer, bundle: bundle) }
    if renderer.approval != nil || renderer.changes != nil {
      files = try renderer.render()
      let known = Set(diagnostics)
      diagnostics += renderer.findings.filter { !known.contains($0) }
    }
    if renderer.changes != nil {
      bundle = BundleWriter(pack: pack, book: book, figures: renderer.figures, readable: renderer.statements).bundle()
      bundleFiles = try bundle.files()
    }
    let content = files + sources.pictures + bundleFiles
    var manifest = BundleManifest(files: content, pack: pack, book: book, content: hash)
    manifest.audience = options.audience == .external ? Audience.external.rawValue : nil
    manifest.since = earlier?.manifest
    self.manifest = manifest
    contentHash = hash
    self.bundle = bundle
    self.files = content + [(path: Bundle.manifest, bytes: try Bundle.encoded(manifest))]
  }

  private mutating func page(_ file: String, names: PackNames, edition: Edition) -> PageSource? {
    guard let pack, let bytes = read(file, of: pack) else { return nil }
    var (page, problems) = parsePage(bytes, file: file, kinds: DirectiveSpec.Kind.allCases.map(\.rawValue))
    diagnostics += problems
    guard edition.holds(page, &diagnostics) else { return nil }
    page.blocks.removeAll { !edition.holds($0) }
    diagnostics += handTypedFigures(in: page)
    var reader = DirectiveReader(names: names)
    reader.edition = edition
    let elements = page.blocks.compactMap { block -> PageSource.Element? in
      guard case .directive(let directive) = block else { return .markdown(block) }
      return reader.read(directive).map { .directive($0) }
    }
    let known = ["title", "recommendation", "audience"]
    for entry in page.frontMatter where !known.contains(entry.key) {
      let nearest = nearestName(to: entry.key, among: known).map { "did you mean `\($0)`?" }
      diagnostics.append(
        Diagnostic(
          .error, "unknown-key", "there is no front-matter key `\(entry.key)`", at: .init(file: file, line: entry.line),
          remedy: nearest ?? "the keys are \(known.joined(separator: ", "))"))
    }
    if page.message == nil {
      diagnostics.append(
        Diagnostic(
          .error, "no-message", "the page has no message", at: .init(file: file, line: 1),
          explanation: "each page says what it shows in one sentence at the top",
          remedy: "start the page with `# …`"))
    }
    var recommendation: RichText?
    if let entry = page["recommendation"] {
      recommendation = reader.rich(
        ConfigNode(
          content: .text(entry.value), path: "recommendation", file: file, line: entry.line,
          column: entry.valueLocation.column ?? 1))
    }
    diagnostics += reader.findings
    return PageSource(
      file: file, title: page["title"]?.value ?? titleByName(file), recommendation: recommendation,
      message: page.message ?? [], messageLine: page.messageLine, elements: elements, page: page)
  }

  /// What a page is called that has no `title`: "data-quality.md" reads "Data quality".
  private func titleByName(_ file: String) -> String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    guard stem != "index" else {
      return PackLocale.$current.withValue(pack?.locale ?? .britishEnglish) { phrase("Summary") }
    }
    return displayName(stem.split(separator: "-").joined(separator: " "))
  }

  private mutating func businessCase(names: PackNames) -> BusinessCase? {
    guard let pack, let file = pack.businessCase, let bytes = read(file, of: pack) else { return nil }
    let (businessCase, problems) = BusinessCase.read(
      String(decoding: bytes, as: UTF8.self), file: file, names: names)
    diagnostics += problems
    return businessCase
  }

  private mutating func read(_ file: String, of pack: Pack) -> [UInt8]? {
    if let data = FileManager.default.contents(atPath: pack.folder + "/" + file) { return [UInt8](data) }
    diagnostics.append(
      Diagnostic(
        .error, "file-not-read", "the file \(file) cannot be read", at: .init(file: "pack.yaml"),
        remedy: "check its name and permissions"))
    return nil
  }
}
