public import Diagnostics
public import Engines
public import Facts
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
  /// All findings of the run.
  public var diagnostics: [Diagnostic]

  /// Reads the pack, runs its plan, checks its prose and renders its pages; writes nothing.
  public static func run(folder: String, options: Options) -> SiteBuild {
    let (loaded, problems) = Pack.load(folder: folder, period: options.period, dataRoots: options.dataRoots)
    var build = SiteBuild(pack: loaded, book: nil, files: nil, diagnostics: problems)
    guard let pack = loaded else { return build }
    let names = PackNames(pack)
    let pages = pack.pages.compactMap { build.page($0, names: names) }
    let businessCase = build.businessCase(names: names)
    let index = FormulaFacts(pack)
    var needs = PageNeeds(pack: pack, names: names, isContrast: index.isContrast)
    for page in pages { needs.collect(page) }
    if let businessCase { needs.collect(businessCase) }
    if pages.contains(where: { $0.directives.contains { if case .review = $0.content { true } else { false } } }),
      businessCase == nil, pack.businessCase == nil
    {
      build.diagnostics.append(
        Diagnostic(
          .error, "no-business-case", "a page shows `review`, but the pack has no business case",
          at: .init(file: "pack.yaml"), remedy: "add `business_case: business-case.yaml`"))
    }
    build.diagnostics += needs.findings
    build.diagnostics +=
      ClaimAgreement(
        pages: pages, resolver: ReferenceResolver(names: names), isContrast: index.isContrast
      ).findings
    let links = PageLinks(pack: pack, pages: pages)
    build.diagnostics += links.findings
    guard !build.diagnostics.hasErrors || options.draft else { return build }
    needs.planner.needReconciliations()
    let plan = needs.planner.plan()
    do {
      let engine = ScanEngine(
        threads: options.threads, dataRoots: options.dataRoots, progress: options.progress,
        quarantine: { [quarantine = options.quarantine] name, rows, total in
          if let dataset = pack.datasets.first(where: { $0.name == name }) { quarantine?(dataset, rows, total) }
        }, secret: options.secret?(pack), cache: options.cache)
      let table = try WarehouseEngine(files: engine, progress: options.statements).run(
        plan, on: options.warehouse.map { pack.reading(by: $0) } ?? pack)
      let book = FactBook(pack: pack, plan: plan, table: table)
      build.book = book
      build.diagnostics += qualityFindings(table.quality, of: pack) + reconciliationFindings(book.reconciled)
      var renderer = SiteRenderer(
        pack: pack, book: book, pages: pages, businessCase: businessCase, isDraft: options.draft,
        earlierFindings: build.diagnostics)
      renderer.threads = options.threads
      let files = try renderer.render()
      build.diagnostics += renderer.findings
      guard !build.diagnostics.hasErrors || options.draft else { return build }
      let bundle = BundleWriter(pack: pack, book: book, figures: renderer.figures).bundle()
      let content = files + links.pictures + (try bundle.files())
      let manifest = BundleManifest(files: content, pack: pack, book: book)
      build.bundle = bundle
      build.files = content + [(path: Bundle.manifest, bytes: try Bundle.encoded(manifest))]
    } catch let error as DiagnosticError {
      build.diagnostics += error.diagnostics
    } catch {
      build.diagnostics.append(
        Diagnostic(
          .error, "build-stopped", "the build stopped", at: nil, explanation: (error as NSError).localizedDescription,
          remedy: "run `boardpack check` again; if it stays, report it with the pack"))
    }
    return build
  }

  private mutating func page(_ file: String, names: PackNames) -> PageSource? {
    guard let pack, let bytes = read(file, of: pack) else { return nil }
    let (page, problems) = parsePage(bytes, file: file, kinds: DirectiveSpec.Kind.allCases.map(\.rawValue))
    diagnostics += problems
    diagnostics += handTypedFigures(in: page)
    var reader = DirectiveReader(names: names)
    let elements = page.blocks.compactMap { block -> PageSource.Element? in
      guard case .directive(let directive) = block else { return .markdown(block) }
      return reader.read(directive).map { .directive($0) }
    }
    let known = ["title", "recommendation"]
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
      file: file, title: page["title"]?.value ?? file, recommendation: recommendation,
      message: page.message ?? [], messageLine: page.messageLine, elements: elements, page: page)
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
