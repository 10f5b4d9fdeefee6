import Foundation
import Testing

@testable import Site

@Suite struct NumberTests {
  private func view(_ id: String, shown: String = "61.3%") -> NumberView {
    NumberView(id: id, shown: shown, label: "Containment", interval: nil, definition: nil, details: [])
  }

  @Test func aFigureShownTwiceOpensOnePopover() {
    var popovers = PopoverCollector()
    let ids = ["containment", "nps", "containment", "NPS", "nps"].map { popovers.add($0, view("")).id }
    #expect(ids == ["n1", "n2", "n1", "n3", "n2"])
    #expect(popovers.popovers.map(\.id) == ["n1", "n2", "n3"])
    for id in ["n1", "n2", "n3"] {
      #expect(popovers.html.markup.components(separatedBy: "<div popover id=\"\(id)\"").count == 2)
    }
  }

  @Test func aButtonNamesItsPopover() {
    let number = view("n7")
    #expect(number.button.markup.hasPrefix("<button type=\"button\" "))
    #expect(number.button.markup.contains(" popovertarget=\"n7\""))
    #expect(number.popover.markup.hasPrefix("<div popover id=\"n7\""))
  }

  @Test func whatIsUnknownLeavesNoEmptyLine() {
    let bare = view("n1").popover.markup
    #expect(!bare.contains("<p></p>") && !bare.contains("<span></span>"))
    var full = view("n1")
    full.interval = "61.0% to 61.6%"
    full.definition = "Contained / all."
    full.details = [("n", "141,890")]
    for text in ["<span>61.0% to 61.6%</span>", "<p>Contained / all.</p>", "n: 141,890"] {
      #expect(full.popover.markup.contains(text))
    }
  }
}
