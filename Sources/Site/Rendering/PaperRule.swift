import Pack

/// The last line of the style sheet where a pack names its paper, and its reading from a folder that was built.
struct PaperRule {
  let paper: Pack.Paper

  init(_ paper: Pack.Paper) { self.paper = paper }

  /// The paper of a style sheet; nil where it names none.
  init?(styleSheet: [UInt8]) {
    guard let paper = Pack.Paper.allCases.first(where: { styleSheet.suffixes(PaperRule($0).css) }) else { return nil }
    self.paper = paper
  }

  var css: String { "@page { size: \(paper.rawValue); }\n" }
}

extension [UInt8] {
  fileprivate func suffixes(_ text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}
