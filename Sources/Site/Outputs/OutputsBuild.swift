import Diagnostics
import Dispatch
import Engines
import Facts
import Metrics
import Mustache
import Pack
import Synchronization

extension SiteBuild {
  /// Builds one output for each value of a segment from one reading of the data, and the page that lists them.
  mutating func renderOutputs(_ outputs: Pack.Outputs, _ sources: SiteSources, _ options: Options) throws {
    let pack = sources.pack
    diagnostics += Self.missingSources(outputs, sources)
    guard !diagnostics.hasErrors else { return }
    let sums = try OutputSums(outputs, sources, options)
    book = sums.whole
    diagnostics += qualityFindings(sums.whole.quality, of: pack) + reconciliationFindings(sums.whole.reconciled)
    let choice = OutputChoice(outputs, of: pack, sums: sums.divided, only: options.only)
    diagnostics += choice.findings
    guard !choice.findings.hasErrors else { return }
    if let only = options.only, choice.values == [only] {
      var alone = sources
      alone.pack = pack.output(only, of: outputs)
      alone.pages = alone.pages.map { $0.named(in: alone.pack) }
      return try render(
        alone, FactBook(pack: alone.pack, plan: sources.plan, table: sums.divided.table(of: only)), options)
    }
    let names = OutputNames(choice.values)
    for (value, folder) in names.collisions {
      diagnostics.append(
        Diagnostic(
          .note, "output-name", "The output of `\(value)` is in the folder `\(folder)`", at: outputs.location,
          explanation: "Another value, or a file of the whole, has the name `\(OutputNames.slug(value))`"))
    }
    let templates = ThemeFiles(folder: pack.folder + "/templates")
    diagnostics += templates.findings
    let writer = OutputWriter(
      outputs: outputs, sources: sources, sums: sums.divided, isDraft: options.draft,
      shell: try SiteRenderer.shell(templates, root: "../"),
      manifest: BundleManifest(files: [], pack: pack, book: sums.whole))
    let results = writer.all(choice.values, threads: options.threads)
    var findings = OutputFindings()
    for (value, result) in zip(choice.values, results) {
      findings.add(try result.get().findings, of: value)
    }
    diagnostics += findings.merged(outputs.segment)
    var listing = OutputListing(
      pack: sums.crossed.output(nil, of: outputs), outputs: outputs, choice: choice, names: names,
      pages: sources.pages.count, isDraft: options.draft)
    let list = try listing.render(
      sums.dividedBook(outputs), shell: try SiteRenderer.shell(templates), manifest: writer.manifest,
      assets: templates.assets)
    guard !diagnostics.hasErrors || options.draft else { return }
    bundle = list.bundle
    var files = list.files
    for (value, result) in zip(choice.values, results) {
      let folder = (names.folders[value] ?? OutputNames.slug(value)) + "/"
      files += try result.get().files.map { (folder + $0.path, $0.bytes) }
    }
    self.files = files
  }

  /// What the pages show of datasets whose rows belong to no value.
  private static func missingSources(_ outputs: Pack.Outputs, _ sources: SiteSources) -> [Diagnostic] {
    let pack = sources.pack
    guard let segment = pack.segments.first(where: { $0.name == outputs.segment }) else { return [] }
    let homes = Dictionary(pack.measures.map { ($0.name, $0.dataset) }) { first, _ in first }
    let wanted = sources.plan.measures { homes[$0] }
    return wanted.keys.sorted().filter { segment.sources[$0] == nil }.map { dataset in
      let measures = (wanted[dataset] ?? []).sorted().prefix(6).map { "`\($0)`" }.joined(separator: ", ")
      return Diagnostic(
        .error, "output-no-source", "The rows of `\(dataset)` cannot be told apart by `\(outputs.segment)`",
        at: outputs.location, explanation: "The pages show \(measures), which would be the same in every output",
        remedy: "Add `\(dataset): column` to the segment `\(segment.name)`, or take these figures off the pages")
    }
  }
}

/// The sums of all outputs, read once.
struct OutputSums {
  let crossed: Pack
  let divided: DividedSums
  /// All rows, for what is true of the whole: quality, figures from outside.
  let whole: FactBook
  private let plan: Plan
  private let table: SumTable

  init(_ outputs: Pack.Outputs, _ sources: SiteSources, _ options: SiteBuild.Options) throws {
    var crossed = sources.pack.crossing(outputs.segment)
    crossed.division = Pack.Division(segment: outputs.segment)
    self.crossed = crossed
    var needs = Planner(sources.pack)
    needs.needReconciliations()
    var headline = Planner(crossed)
    for metric in OutputListing.headline(outputs, crossed) {
      headline.need(metric, periods: [crossed.period], segment: outputs.segment)
    }
    let undivided = needs.plan()
    let pages = sources.plan.divided(by: outputs.segment)
    plan = pages.joined(with: headline.plan())
    let all = try sources.sums(plan.joined(with: undivided), on: crossed, options)
    let (divided, rest) = all.split(after: plan)
    table = divided
    self.divided = DividedSums(plan: sources.plan, dividedBy: outputs.segment, table: divided.split(after: pages).first)
    whole = FactBook(pack: sources.pack, plan: undivided, table: rest)
  }

  /// The facts of all outputs side by side, for the page that lists them.
  func dividedBook(_ outputs: Pack.Outputs) -> FactBook {
    FactBook(pack: crossed.output(nil, of: outputs), plan: plan, table: table)
  }
}

/// Makes the pages and the bundle of each output.
struct OutputWriter: @unchecked Sendable {
  // Templates are read only, as is everything else here; Mustache does not say so of its own.
  let outputs: Pack.Outputs
  let sources: SiteSources
  let sums: DividedSums
  let isDraft: Bool
  let shell: MustacheTemplate
  let manifest: BundleManifest

  /// One output: its files, by paths within its folder.
  struct Output: Sendable {
    var files: [(path: String, bytes: [UInt8])]
    var findings: [Diagnostic]
  }

  /// The outputs in the order of their values, whichever thread makes which.
  func all(_ values: [String], threads: Int) -> [Result<Output, any Error>] {
    let results = Mutex([Result<Output, any Error>?](repeating: nil, count: values.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, values.count))) { _ in
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < values.count {
        let result = Result<Output, any Error> { try output(values[index]) }
        results.withLock { $0[index] = result }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  private func output(_ value: String) throws -> Output {
    let pack = sources.pack.output(value, of: outputs)
    let book = FactBook(pack: pack, plan: sources.plan, table: sums.table(of: value))
    var renderer = SiteRenderer(
      pack: pack, book: book, pages: sources.pages.map { $0.named(in: pack) }, businessCase: sources.businessCase,
      isDraft: isDraft, earlierFindings: [])
    renderer.listing = [
      "href": "../index.html", "title": "All: \(pack.segmentLabel(outputs).lowercased())", "current": false,
    ]
    let pages = try renderer.render(shell, assets: [])
    guard !renderer.findings.hasErrors || isDraft else { return Output(files: [], findings: renderer.findings) }
    let bundle = BundleWriter(pack: pack, book: book, figures: renderer.figures, readable: renderer.statements).bundle()
    let files = pages + sources.pictures + (try bundle.files())
    let end = (path: Bundle.manifest, bytes: try Bundle.encoded(manifest.with(files: files)))
    return Output(files: files + [end], findings: renderer.findings)
  }
}

extension PageSource {
  /// The page with the value in the place of its variable in the title.
  func named(in pack: Pack) -> PageSource {
    var page = self
    page.title = pack.named(title)
    return page
  }
}
