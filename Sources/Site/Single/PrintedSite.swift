import Foundation
public import Pack

/// A built pack as one document for paper.
public struct PrintedSite {
  private let site: BuiltSite
  /// The day that the data stand at: `2026-10-05`.
  public let asOf: String
  /// The paper that the pack names: `a4` or `letter`; nil where it leaves that open.
  public let paper: Pack.Paper?

  /// The pages of a build in memory; nil where it has none, or where it has several outputs.
  public init?(_ build: SiteBuild) {
    guard let files = build.files, let pack = build.pack, pack.outputs == nil else { return nil }
    asOf = "\(pack.asOfDate)"
    paper = pack.paper
    site = BuiltSite(files: files, order: pack.pages.map(PageSource.outputName(of:)), title: pack.title)
  }

  /// A folder that `boardpack build` wrote; throws a `DiagnosticError` where it is none.
  public init(folder: String) throws {
    site = try BuiltSite(folder: folder)
    asOf = try BundleReader(folder: folder).bundle().definitions.asOf
    paper = site.bytes("assets/boardpack.css").flatMap { PaperRule(styleSheet: $0)?.paper }
  }

  /// The ids of the sections in their order; the contents link to all but the first.
  public var sections: [String] {
    site.pages.map(\.id) + (site.pages.contains(where: \.hasData) ? ["data-page"] : [])
  }

  /// The document, its contents with the numbers of the sheets on which sections start, by id.
  ///
  /// - Parameter percent: The size of a section by its id; 100 where none is given.
  public func document(paper: String, pageNumbers: [String: Int], percent: [String: Int] = [:]) -> String {
    SingleDocument(
      pages: site.pages, title: site.title, purpose: .print(pageNumbers: pageNumbers, paper: paper, percent: percent),
      bytes: site.bytes
    ).markup
  }

  /// One document that holds all sections at each size, one size after the other: it is printed once, to see how many
  /// sheets each section takes at each.
  ///
  /// Where a section starts is found by its ``trialName(_:at:)``.
  public func trial(paper: String, sizes: [Int]) -> String {
    var out = ""
    var end = "</main>"
    for (index, size) in sizes.enumerated() {
      let percent = Dictionary(uniqueKeysWithValues: sections.map { ($0, size) })
      let whole = document(paper: paper, pageNumbers: [:], percent: percent)
        .replacing(" id=\"", with: " id=\"" + Self.trialName("", at: size))
        .replacing("href=\"#", with: "href=\"#" + Self.trialName("", at: size))
      guard let tag = whole.range(of: "<main"), let open = whole[tag.upperBound...].firstIndex(of: ">"),
        let close = whole.range(of: "</main>", options: .backwards)
      else { continue }
      if index == 0 {
        out = String(whole[...open])
        end = String(whole[close.lowerBound...])
      }
      // Only what a link leads to has a place in the PDF, and the contents leave out the first section.
      if let first = sections.first {
        out += "<a href=\"#\(Self.trialName(first, at: size))\" style=\"position:absolute\">.</a>"
      }
      out += whole[whole.index(after: open)..<close.lowerBound]
    }
    return out + end
  }

  /// What a section is called in a trial at a size.
  public static func trialName(_ id: String, at size: Int) -> String { "s\(size)-\(id)" }
}
