import Diagnostics
import Foundation
import Pack

extension SiteBuild {
  /// Adds one file that holds all pages, with its figures in the bundle; throws where the pages cannot be taken apart.
  public mutating func addSingleFile(named name: String) throws {
    guard let files, var bundle, let pack, let book else { return }
    let site = BuiltSite(files: files, order: pack.pages.map(PageSource.outputName(of:)), title: pack.title)
    let font = BrandFont.fileNames.compactMap { site.bytes("assets/" + $0)?.count }.reduce(0, +)
    if font > BrandFont.remarkable {
      diagnostics.append(
        Diagnostic(
          .note, "brand-font-size", "the brand's font adds \(font * 4 / 3 / 1000) KB to \(name)",
          at: .init(file: pack.brand ?? "templates/" + BrandFile.name),
          explanation: "the one file carries it whole, as text",
          remedy: "keep the letters that you write with alone, or name a family of the readers' systems"))
    }
    var offsets: [String: Int] = [:]
    var figures: [BundlePages.Figure] = []
    for page in site.pages {
      offsets[page.name] = figures.count
      figures += bundle.pages.pages[page.name] ?? []
    }
    bundle.pages.pages[name] = figures
    let document = SingleDocument(
      pages: site.pages, title: pack.title, purpose: .file, offsets: offsets, bytes: site.bytes)
    let isOfBundle = { (file: (path: String, bytes: [UInt8])) in file.path.hasPrefix(Bundle.folder) }
    let pagesFile = (path: Bundle.pages, bytes: try Bundle.encoded(bundle.pages))
    let bundled = files.filter { isOfBundle($0) && $0.path != Bundle.manifest }
      .map { $0.path == pagesFile.path ? pagesFile : $0 }
    let content =
      (files.filter { !isOfBundle($0) } + [(name, Array(document.markup.utf8))]).sorted { $0.path < $1.path } + bundled
    self.bundle = bundle
    let manifest = (manifest ?? BundleManifest(files: [], pack: pack, book: book)).with(files: content)
    self.files = content + [(Bundle.manifest, try Bundle.encoded(manifest))]
  }
}

/// The pages of a build, in memory or on the disk, in their order.
struct BuiltSite {
  let title: String
  let pages: [BuiltPage]
  let bytes: (String) -> [UInt8]?

  init(files: [(path: String, bytes: [UInt8])], order: [String], title: String) {
    let table = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    self.init(order: order, title: title) { table[$0] }
  }

  /// A folder that `boardpack build` wrote; throws a `DiagnosticError` where it is none.
  init(folder: String) throws {
    let reader = BundleReader(folder: folder)
    let manifest = try reader.manifest()
    let names = manifest.files.keys.filter { $0.hasSuffix(".html") && !$0.contains("/") }.sorted()
    // The order of the pages is that of the links of the cover.
    let first = names.first {
      reader.bytes($0).map { String(decoding: $0, as: UTF8.self).contains("page cover") } ?? false
    }
    let cover = String(decoding: first.flatMap(reader.bytes) ?? [], as: UTF8.self)
    let pieces = MarkupPiece.pieces(of: cover)
    let links = pieces.elements { $0.name == "nav" }.first.map { pieces[$0] } ?? []
    var order: [String] = []
    for case .start(let tag) in links {
      if let href = tag["href"], names.contains(href), !order.contains(href) { order.append(href) }
    }
    self.init(order: order.isEmpty ? names : order, title: try reader.bundle().definitions.title) { reader.bytes($0) }
  }

  private init(order: [String], title: String, bytes: @escaping (String) -> [UInt8]?) {
    self.title = title
    self.bytes = bytes
    let name = HTML.text(title).markup
    pages = order.compactMap { page in
      bytes(page).flatMap { BuiltPage(name: page, markup: String(decoding: $0, as: UTF8.self), packTitle: name) }
    }
  }
}
