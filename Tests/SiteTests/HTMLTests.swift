import Testing

@testable import Site

@Suite struct HTMLTests {
  /// The five characters that the HTML standard, section "Escaping a string" and "Attribute values", lets end a text or a value.
  @Test func textIsEscapedForContentAndAttributes() {
    #expect(HTML.text("a < b & c > \"d\" 'e'").markup == "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;")
    #expect(HTML.text("&amp;").markup == "&amp;amp;")
    #expect(HTML.text("naïve – 5 € 日本 👩‍👧").markup == "naïve – 5 € 日本 👩‍👧")
  }

  @Test func controlCharactersNeverReachAPage() {
    for value in UInt8(0)..<0x20 {
      let scalar = Unicode.Scalar(value)
      let isKept = scalar == "\n" || scalar == "\t"
      #expect(HTML.text("a\(scalar)b").markup == (isKept ? "a\(scalar)b" : "a\u{FFFD}b"), "U+\(value)")
    }
  }

  @Test func literalsAreMarkupAndInterpolatedTextIsNot() {
    let text = "<i>"
    let absent: HTML? = nil
    let html: HTML = "<b title=\"\(text)\">\(text)\(HTML.safe("<br>"))\(absent)\(7)</b>"
    #expect(html.markup == "<b title=\"&lt;i&gt;\">&lt;i&gt;<br>7</b>")
  }

  @Test func plainTextIsWhatAReaderHears() {
    let html: HTML = "<b title=\"&lt;\">\("a < b & 'c'")</b> &amp;lt; &euro;<br>"
    #expect(html.plainText == "a < b & 'c' &lt; &euro;")
  }

  @Test func partsAreJoinedInOrder() {
    let parts: [HTML] = [.text("<"), "<i></i>", .text("b")]
    #expect(parts.joined(", ").markup == "&lt;, <i></i>, b")
    #expect([HTML]().joined(", ").isEmpty)
  }
}
