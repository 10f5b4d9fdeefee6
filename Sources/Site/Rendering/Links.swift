import Formats
import Narrative

/// Links within the pack, and words that lead to the glossary.
extension ReferenceText {
  /// A link to a page or a place of the pack; its words are written for it where the author gave none.
  func link(_ address: String, _ words: HTML) -> HTML? {
    guard let place = cross.place(address, from: file) else { return nil }
    let number = cross.figures[place]
    var text = words
    if words.isEmpty {
      text = number.map { .phrase("Figure \($0)") } ?? .text(cross.words[place] ?? cross.titles[place.file] ?? "")
    }
    // The number of a figure is a name; other figures in the words of a link are looked at like all others.
    let others =
      number.map { number in
        ["Figure \(number)", phrase("Figure \(number)")].reduce(words.plainText) { $0.replacing($1, with: "") }
      } ?? ""
    let isName = number != nil && !others.utf8.contains { (48...57).contains($0) }
    return "<a\(isName ? " class=\"xref\"" as HTML : .empty) href=\"\(href(place))\">\(text)</a>"
  }

  /// The address of a place in the written pages.
  private func href(_ place: CrossReferences.Place) -> String {
    let page = place.file.hasSuffix(".md") ? String(place.file.dropLast(3)) + ".html" : place.file
    let anchor = place.anchor.isEmpty ? "" : "#" + place.anchor
    return place.file == file && !place.anchor.isEmpty ? anchor : page + anchor
  }

  /// Words in which the first use of each term leads to the glossary.
  func withTerms(_ words: String) -> HTML {
    guard let (range, index) = firstTerm(in: words) else { return .text(words) }
    let term = newTerms.remove(at: index)
    let isAtHome = term.place.file == file
    let link: HTML =
      isAtHome
      ? .text(String(words[range]))
      : "<a class=\"term\" href=\"\(href(term.place))\">\(String(words[range]))</a>"
    return .text(String(words[..<range.lowerBound])) + link + withTerms(String(words[range.upperBound...]))
  }

  /// The earliest use of a term as a whole word.
  private func firstTerm(in words: String) -> (range: Range<String.Index>, index: Int)? {
    var found: (range: Range<String.Index>, index: Int)?
    for (index, term) in newTerms.enumerated() {
      guard let range = words.wholeWord(term.term) else { continue }
      if found.map({ range.lowerBound < $0.range.lowerBound }) ?? true { found = (range, index) }
    }
    return found
  }
}

extension String {
  /// Where a word stands that is part of no longer word; its first letter may be a capital.
  fileprivate func wholeWord(_ word: String) -> Range<Index>? {
    for form in [word, word.prefix(1).uppercased() + word.dropFirst()] {
      var start = startIndex
      while let range = self[start...].firstRange(of: form) {
        let before = range.lowerBound == startIndex ? " " : self[index(before: range.lowerBound)]
        let after = range.upperBound == endIndex ? " " : self[range.upperBound]
        if !before.isLetter, !before.isNumber, !after.isLetter, !after.isNumber { return range }
        start = range.upperBound
      }
    }
    return nil
  }
}
