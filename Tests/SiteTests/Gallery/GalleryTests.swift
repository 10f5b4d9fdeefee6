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

  /// A sheet of 1,280 px has five columns of 222 px: a drawing of 328 px stands there at two thirds, under a line of text.
  @Test func theSheetIsShortEnoughForTwoMinutes() {
    let shares = Gallery.kinds.map { kind -> Double in
      let heights = kind.states.map { scene($0.spec, size: .half).height * 222 / 328 + 27 }
      return max(heights.reduce(0, +) / 5, heights.max() ?? 0)
    }
    #expect(shares.reduce(0, +) < 6500)
    for kind in Gallery.kinds {
      for state in kind.states {
        #expect(scene(state.spec, size: .half).height < 560, "\(kind.name), \(state.name): cut its rows")
      }
    }
  }

  @Test func noDrawingIsHeavy() {
    for kind in Gallery.kinds {
      for state in kind.states {
        let bytes = svg(scene(state.spec, size: .half), id: "a", title: "", description: "").utf8.count
        #expect(bytes < 34_000, "\(kind.name), \(state.name)")
      }
    }
  }

  @Test func onlyAClockMakesTwoRunsDiffer() {
    let kinds = [GalleryKind.sparkline]
    func page(_ now: (() -> Duration)?) -> String {
      String(decoding: GalleryPage(kinds, now: now).files.first { $0.path == "index.html" }?.bytes ?? [], as: UTF8.self)
    }
    #expect(page(nil) == page(nil) && !page(nil).contains(" ms"))
    var time = Duration.zero
    let timed = page {
      time += .microseconds(1300)
      return time
    }
    #expect(timed.contains(" KB, 1.3 ms</small>"))
  }
}
