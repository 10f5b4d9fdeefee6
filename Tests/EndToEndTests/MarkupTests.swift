import Testing

/// The checker of pages complains where a browser would have to guess.
struct MarkupTests {
  @Test(arguments: [
    "<p>a", "</p>", "<b><i></b></i>", "<p>a & b</p>", "<p>1 < 2</p>", "<a href=x>y</a>", "<p id=\"a\" id=\"b\"></p>",
    "<p>&nosuch;</p>", "<p", "<div><br></br></div>",
  ])
  func brokenMarkupIsSeen(_ text: String) {
    #expect(!Markup(text).problems.isEmpty)
  }

  @Test func soundMarkupIsRead() throws {
    let markup = Markup(
      "<!doctype html><html><style>a>b{}</style><!-- <p> --><p id=\"x\" title=\"&lt;&quot;\">1 &amp; 2<br><b>3</b></p>"
        + "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg></html>")
    #expect(markup.problems.isEmpty, "\(markup.problems)")
    let paragraph = try #require(markup.all("p").first)
    #expect(paragraph["title"] == "<\"" && paragraph.text == "1 & 2")
    #expect(markup.ids == ["x"])
    #expect(markup.activeContent.isEmpty)
  }

  @Test(arguments: [
    "<script>x</script>", "<p onclick=\"x\"></p>", "<a href=\"java&#10;script:x\">y</a>", "<img src=\"//x.org/y.png\">",
    "<p style=\"background:url(https://x.org)\"></p>", "<style>@import 'x';</style>", "<iframe></iframe>",
  ])
  func activeContentIsSeen(_ text: String) {
    #expect(!Markup(text).activeContent.isEmpty)
  }
}
