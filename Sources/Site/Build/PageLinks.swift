import Diagnostics
import Foundation
import Narrative
import Pack

/// What the pages point to inside the pack: other pages, and pictures that travel with them.
struct PageLinks {
  private(set) var pictures: [(path: String, bytes: [UInt8])] = []
  private(set) var findings: [Diagnostic] = []

  /// Kinds of pictures that cannot carry a script.
  private static let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp"]

  init(pack: Pack, pages: [PageSource]) {
    let known = Set(pages.map(\.file))
    for page in pages {
      let place = Diagnostic.Location(file: page.file)
      if page.file.contains("/") {
        findings.append(
          Diagnostic(
            .error, "page-in-folder", "the page \(page.file) lies in a folder of the pack",
            at: .init(file: "pack.yaml"),
            explanation: "all pages are written side by side", remedy: "move it beside pack.yaml"))
      }
      for text in page.texts {
        for address in text.inlines.links where !address.contains(":") {
          let url = String(address.prefix { $0 != "#" })
          guard url.hasSuffix(".md"), !known.contains(url) else { continue }
          let nearest = nearestName(to: url, among: known.sorted()).map { "did you mean \($0)?" }
          findings.append(
            Diagnostic(
              .error, "dead-link", "there is no page \(url)", at: text.location,
              remedy: nearest ?? "the pages are \(known.sorted().joined(separator: ", "))"))
        }
      }
      for picture in Set(page.page.pictures).sorted() where !pictures.contains(where: { $0.path == picture }) {
        add(picture, of: pack, at: place)
      }
    }
  }

  private mutating func add(_ name: String, of pack: Pack, at place: Diagnostic.Location) {
    func problem(_ why: String, _ remedy: String) {
      findings.append(
        Diagnostic(
          .error, "picture", "the picture \(name) cannot be shown", at: place, explanation: why, remedy: remedy))
    }
    guard Self.endings.contains(where: name.lowercased().hasSuffix) else {
      return problem("it is none of \(Self.endings.joined(separator: ", "))", "convert it to PNG")
    }
    let folder = URL(fileURLWithPath: pack.folder).resolvingSymlinksInPath().path
    let path = URL(fileURLWithPath: folder + "/" + name).standardizedFileURL.resolvingSymlinksInPath().path
    guard path.hasPrefix(folder + "/") else {
      return problem("it lies outside the pack's folder", "put the file itself into the pack")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      return problem("there is no such file in the pack", "add it, or correct the name")
    }
    pictures.append((name, [UInt8](data)))
  }
}

extension [Inline] {
  /// The addresses of links, at any depth.
  var links: [String] {
    flatMap { inline -> [String] in
      switch inline {
      case .link(let url, _, let content): [url] + content.links
      case .emphasis(let content), .strong(let content), .claim(_, let content), .quotation(_, let content),
        .footnote(_, let content), .sentence(_, let content):
        content.links
      case .text, .code, .softBreak, .lineBreak, .image, .reference: []
      }
    }
  }
}
