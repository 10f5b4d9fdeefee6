import Foundation
import Testing

@testable import Site

@Suite struct NumberTests {
  private func view(_ id: String, shown: String = "61.3%") -> NumberView {
    NumberView(id: id, shown: shown, label: "Containment", own: [])
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
    #expect(number.button.markup == "<button type=\"button\" class=\"n\" popovertarget=\"n7\">61.3%</button>")
    #expect(number.popover.markup.hasPrefix("<div popover id=\"n7\""))
  }

  @Test func whatIsUnknownLeavesNoEmptyLine() {
    let bare = view("n1").popover.markup
    #expect(bare == "<div popover id=\"n1\"><p>Containment</p><p>61.3%</p></div>\n")
    #expect(view("n1", shown: "").popover.markup == "<div popover id=\"n1\"><p>Containment</p></div>\n")
    var full = view("n1")
    full.own = [("95%", "61.0% to 61.6%"), ("n", "141,890")]
    full.definedBy = "containment"
    full.shared = [("Definition", "Contained / all.")]
    let own = "<dl><dt>95%</dt><dd>61.0% to 61.6%</dd><dt>n</dt><dd>141,890</dd></dl>"
    let shared = "<dl class=\"all\" data-m=\"containment\"><dt>Definition</dt><dd>Contained / all.</dd></dl>"
    #expect(full.popover.markup.contains(own + shared))
  }
}
