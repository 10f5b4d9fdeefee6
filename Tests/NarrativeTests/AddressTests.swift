import Narrative
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    "https://example.org", "HTTP://example.org", "mailto:a@example.org", "value.md", "value.md#nps", "#nps",
    "figures/a.svg", "a..b/c", "value.md?x=a:b",
  ])
  func safe(_ url: String) {
    #expect(isSafeLink(url))
  }

  @Test(arguments: [
    "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "//example.org", "/etc/passwd", "\\\\host\\x", "../x", "a/../../x",
    "a/%2e%2E/x", ".%2e/x", "a%2f..%2fx", "", "\u{1}javascript:x", "https://a\nb",
  ])
  func unsafe(_ url: String) {
    #expect(!isSafeLink(url))
    #expect(!isSafePicture(url))
  }

  @Test(arguments: ["https://example.org/a.png", "#a", "mailto:a@b.c"])
  func picturesStayInThePack(_ url: String) {
    #expect(!isSafePicture(url))
  }
}
