/// Running text as the checks see it: characters, each with its line, and the metrics that are spoken of.
struct Prose {
  /// Stands for whatever is not the author's own words: a reference, code, a quotation.
  static let object: Character = "\u{FFFC}"

  /// A word with its place.
  struct Word {
    /// Without the punctuation around it.
    var core: String
    var line: Int
    var sentence: Int
    /// Whether a full stop or a parenthesis follows, as after the number of a heading.
    var isNumbering: Bool
    /// Whether nothing but a dash stands between it and the word after it.
    var joinsNext: Bool
  }

  private var characters: [Character] = []
  private var lines: [Int] = []
  private var mentions: [(offset: Int, metric: String)] = []
  private var line: Int

  init(_ inlines: [Inline], line: Int) {
    self.line = line
    add(inlines)
  }

  private mutating func add(_ character: Character) {
    characters.append(character)
    lines.append(line)
  }

  private mutating func add(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text(let text): for character in text { add(character) }
      case .softBreak, .lineBreak:
        add(" ")
        line += 1
      case .reference(let reference):
        mentions.append((characters.count, reference.metric))
        add(Prose.object)
      case .claim(let claim, let content):
        mentions.append((characters.count, claim.metric))
        add(content)
      case .code, .quotation: add(Prose.object)
      case .image(_, _, let alternative): add([.text(" " + alternative + " ")])
      case .link(let url, _, let content):
        // An address shown as itself is no figure of the author's.
        let isAddress = content == [.text(url)] || "mailto:" + content.plainText == url
        add(isAddress ? [.code(url)] : content)
      case .emphasis(let content), .strong(let content): add(content)
      }
    }
  }

  /// The sentence each character belongs to.
  private var sentences: [Int] {
    var result: [Int] = []
    var sentence = 0
    var isEnding = false
    for character in characters {
      if isEnding, character.isWhitespace {
        sentence += 1
        isEnding = false
      } else if ".!?".contains(character) {
        isEnding = true
      } else if !")]\"'”’".contains(character) {
        isEnding = false
      }
      result.append(sentence)
    }
    return result
  }

  /// The metrics spoken of in each sentence, each once, in order.
  var metricsBySentence: [Int: [String]] {
    let sentences = sentences
    var result: [Int: [String]] = [:]
    for mention in mentions {
      let sentence = mention.offset < sentences.count ? sentences[mention.offset] : sentences.last ?? 0
      if result[sentence]?.contains(mention.metric) != true { result[sentence, default: []].append(mention.metric) }
    }
    return result
  }

  /// The words in order; dashes, spaces and objects part them.
  var words: [Word] {
    let sentences = sentences
    var result: [Word] = []
    var start = 0
    while start < characters.count {
      guard !Prose.isGap(characters[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < characters.count, !Prose.isGap(characters[end]) { end += 1 }
      var core = characters[start..<end]
      while let first = core.first, "\"'“”‘’([{*,;:.!?…".contains(first) { core.removeFirst() }
      while let last = core.last, "\"'“”‘’)]}*,;:.!?…".contains(last) { core.removeLast() }
      if !core.isEmpty {
        let isDash = end + 1 < characters.count && "–—".contains(characters[end]) && !Prose.isGap(characters[end + 1])
        result.append(
          Word(
            core: String(core), line: lines[start], sentence: sentences[start],
            isNumbering: core.endIndex < end && ".)".contains(characters[core.endIndex]), joinsNext: isDash))
      }
      start = end
    }
    return result
  }

  private static func isGap(_ character: Character) -> Bool {
    character.isWhitespace || character == object || "–—".contains(character)
  }
}
