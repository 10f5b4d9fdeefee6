import Charts
import Formats
import Foundation
import Testing

@testable import Site

@Suite struct GalleryTests {
  @Test func everyDrawingIsClean() {
    let gallery = Gallery()
    #expect(gallery.findings.isEmpty, "\(gallery.findings.prefix(5))")
    #expect(gallery.files.map(\.path).contains("index.html"))
    #expect(gallery.files.map(\.path) == gallery.files.map(\.path).sorted())
  }

  @Test func everyKindShowsItselfWithoutData() {
    for kind in Gallery.kinds {
      #expect(kind.states.count >= 4, "\(kind.name)")
      #expect(Set(kind.states.map(\.spec)).count == kind.states.count, "\(kind.name): two states are alike")
      let texts = kind.states.map { svg(scene($0.spec, size: .full), id: "a", title: "", description: "") }
      #expect(kind.name == "Sparkline" || texts.contains { $0.contains("No data") }, "\(kind.name)")
    }
  }

  @Test func idsAreUniqueAndNamesAreShown() {
    let page = GalleryPage([GalleryKind("Planted", [.init("Normal", .bar(BarSpec(bars: [], format: .count)))])])
    #expect(page.findings.isEmpty)
    let html = String(decoding: page.files.first { $0.path == "index.html" }?.bytes ?? [], as: UTF8.self)
    #expect(html.contains("Planted: Normal"))
    let ids = html.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(Set(ids).count == ids.count)
  }
}
