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
    let templates = ThemeFiles(pack)
    diagnostics += templates.findings
    var manifest = BundleManifest(files: [], pack: pack, book: sums.whole)
    manifest.audience = options.audience == .external ? Audience.external.rawValue : nil
    var writer = OutputWriter(
      outputs: outputs, sources: sources, sums: sums.divided, isDraft: options.draft,
      shell: try SiteRenderer.shell(templates, root: "../"), manifest: manifest)
    for value in choice.values {
      writer.earlier[value] = try earlierOutput(sources, options, below: names.folder(of: value))
    }
    var results = try writer.all(choice.values, threads: options.threads)
    var findings = OutputFindings()
    for value in choice.values { findings.add(results[value]?.findings ?? [], of: value) }
    diagnostics += findings.merged(outputs.segment)
    var listing = OutputListing(
      pack: sums.crossed.output(nil, of: outputs), outputs: outputs, choice: choice, names: names,
      pages: sources.pages.count, isDraft: options.draft)
    let book = sums.dividedBook(outputs)
    let listShell = try SiteRenderer.shell(templates)
    var list = try listing.render(book, shell: listShell, manifest: manifest, assets: templates.assets)
    guard !diagnostics.hasErrors || options.draft else { return }
    let hash = ContentHash(
      outputs: choice.values.map { (names.folder(of: $0), results[$0]?.hash ?? "") },
      listing: try list.bundle.files()
    ).text
    if let review = pack.review, review.status == .approved {
      let approval = Approval(review, hash: hash)
      // Who approved an output by itself approved it here too.
      let changed = choice.values.filter { !approval.holds && !review.hashes.contains(results[$0]?.hash ?? "") }
      if !changed.isEmpty {
        diagnostics += [approval.finding(outputs: changed)].compactMap { $0 }
        writer.unapproved = Dictionary(uniqueKeysWithValues: changed.map { ($0, approval) })
        results.merge(try writer.all(changed, threads: options.threads)) { $1 }
        listing.approval = approval
      }
    }
    listing.content = hash
    list = try listing.render(book, shell: listShell, manifest: manifest, assets: templates.assets)
    bundle = list.bundle
    contentHash = hash
    var files = list.files
    for value in choice.values {
      files += (results[value]?.files ?? []).map { (names.folder(of: value) + "/" + $0.path, $0.bytes) }
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
      let isAllocated = pack.measures.contains { $0.dataset == dataset && $0.allocate != nil }
      return Diagnostic(
        .error, "output-no-source", "The rows of `\(dataset)` cannot be told apart by `\(outputs.segment)`",
        at: outputs.location,
        explanation: "The pages show \(measures), which would be the same in every output"
          + (isAllocated ? "; `allocate:` divides a breakdown that stands on a page, and not the pack" : ""),
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
  /// Earlier outputs with which `changes` compares, by value.
  var earlier: [String: EarlierOutput] = [:]
  /// Outputs that are not what was approved.
  var unapproved: [String: Approval] = [:]

  /// One output: its files, by paths within its folder.
  struct Output: Sendable {
    var files: [(path: String, bytes: [UInt8])]
    var findings: [Diagnostic]
    /// Of its content; empty where it has errors.
    var hash = ""
  }

  /// The outputs by value.
  func all(_ values: [String], threads: Int) throws -> [String: Output] {
    let results = Mutex([Result<Output, any Error>?](repeating: nil, count: values.count))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, values.count))) { _ in
      while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < values.count {
        let result = Result<Output, any Error> { try output(values[index]) }
        results.withLock { $0[index] = result }
      }
    }
    let made = try results.withLock { try $0.compactMap { try $0?.get() } }
    return Dictionary(uniqueKeysWithValues: zip(values, made))
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
    renderer.approval = unapproved[value]
    var pages = try renderer.render(shell, assets: [])
    guard !renderer.findings.hasErrors || isDraft else { return Output(files: [], findings: renderer.findings) }
    let writer = BundleWriter(pack: pack, book: book, figures: renderer.figures, readable: renderer.statements)
    var bundle = writer.bundle()
    let hash = ContentHash(
      pack: pack, pages: sources.pages, bundle: try bundle.files(), pictures: sources.pictures
    ).text
    if let earlier = earlier[value] {
      renderer.changes = SinceEarlier(earlier, output: pages, writer: writer, bundle: bundle)
      pages = try renderer.render(shell, assets: [])
      bundle = BundleWriter(pack: pack, book: book, figures: renderer.figures, readable: renderer.statements).bundle()
    }
    let files = pages + sources.pictures + (try bundle.files())
    var manifest = manifest.with(files: files)
    manifest.content = hash
    manifest.since = earlier[value]?.manifest
    let end = (path: Bundle.manifest, bytes: try Bundle.encoded(manifest))
    var findings: [Diagnostic] = []
    for finding in renderer.findings where !findings.contains(finding) { findings.append(finding) }
    return Output(files: files + [end], findings: findings, hash: hash)
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
