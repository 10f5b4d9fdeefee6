import Formats

/// Sources and footnotes of a page: numbered in the order of their first mention, each leading there and back.
struct Endnotes {
  private var numbers: [String: Int] = [:]
  private var texts: [HTML] = []

  /// The raised number of a note; the note is listed once, under its key.
  mutating func mark(_ key: String, _ text: HTML) -> HTML {
    if let number = numbers[key] { return "<sup class=\"ref\"><a href=\"#fn-\(number)\">\(number)</a></sup>" }
    texts.append(text)
    let number = texts.count
    numbers[key] = number
    return "<sup class=\"ref\"><a id=\"fnref-\(number)\" href=\"#fn-\(number)\">\(number)</a></sup>"
  }

  /// The list at the end of the page.
  var html: HTML {
    guard !texts.isEmpty else { return .empty }
    let items = texts.enumerated().map { index, text -> HTML in
      """
      <li id="fn-\(index + 1)">\(text) <a class="back" href="#fnref-\(index + 1)" aria-label="\(phrase("Back to the text"))">↩</a></li>
      """
    }
    return "<ol class=\"sources\">\(items.joined())</ol>"
  }
}
