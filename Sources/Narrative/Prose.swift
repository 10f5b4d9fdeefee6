/// Running text as the checks see it: Unicode scalars, each with its line, and the metrics that are spoken of.
struct Prose {
  /// Stands for whatever is not the author's own words: a reference, code, a quotation.
  static let object: Unicode.Scalar = "\u{FFFC}"

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

  private var scalars: [Unicode.Scalar] = []
  private var lines: [Int] = []
  private var mentions: [(offset: Int, metric: String)] = []
  private var line: Int

  init(_ inlines: [Inline], line: Int) {
    self.line = line
    add(inlines)
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    scalars.append(scalar)
    lines.append(line)
  }

  private mutating func add(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text(let text): for scalar in text.unicodeScalars { add(scalar) }
      case .softBreak, .lineBreak:
        add(" ")
        line += 1
      case .reference(let reference):
        mentions.append((scalars.count, reference.metric))
        add(Prose.object)
      case .claim(let claim, let content):
        mentions.append((scalars.count, claim.metric))
        add(content)
      case .code, .quotation: add(Prose.object)
      // A footnote's text is checked by itself.
      case .footnote: break
      case .sentence(let sentence, let content):
        guard sentence.isRepeated else {
          add(content)
          continue
        }
        for reference in content.references { mentions.append((scalars.count, reference.metric)) }
        for claim in content.claims { mentions.append((scalars.count, claim.metric)) }
        add(Prose.object)
      case .image(_, let title, let alternative): add([.text(" " + alternative + " " + title + " ")])
      case .link(let url, let title, let content):
        defer { if !title.isEmpty { add([.text(" " + title + " ")]) } }
        // An address shown as itself is no figure of the author's.
        let isAddress = content == [.text(url)] || "mailto:" + content.plainText == url
        add(isAddress ? [.code(url)] : content)
      case .emphasis(let content), .strong(let content): add(content)
      }
    }
  }

  /// The sentence each scalar belongs to.
  private var sentences: [Int] {
    var result: [Int] = []
    var sentence = 0
    var isEnding = false
    result.reserveCapacity(scalars.count)
    for scalar in scalars {
      if isEnding, scalar.isSpace {
        sentence += 1
        isEnding = false
      } else {
        switch scalar {
        case ".", "!", "?": isEnding = true
        case ")", "]", "\"", "'", "”", "’": break
        default: isEnding = false
        }
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
    while start < scalars.count {
      guard !scalars[start].isGap else {
        start += 1
        continue
      }
      var end = start
      while end < scalars.count, !scalars[end].isGap { end += 1 }
      var core = scalars[start..<end]
      while let first = core.first, first.opens || first.isMark { core.removeFirst() }
      while let last = core.last, last.closes || last.isMark { core.removeLast() }
      if !core.isEmpty {
        let isDash = end + 1 < scalars.count && scalars[end].isDash && !scalars[end + 1].isGap
        let isNumbering = core.endIndex < end && (scalars[core.endIndex] == "." || scalars[core.endIndex] == ")")
        result.append(
          Word(
            core: String(String.UnicodeScalarView(core)), line: lines[start], sentence: sentences[start],
            isNumbering: isNumbering, joinsNext: isDash))
      }
      start = end
    }
    return result
  }
}

extension Unicode.Scalar {
  /// Whether it stands for a number, in whatever script; ideographs are words.
  var isNumeric: Bool {
    isASCII ? ("0"..."9").contains(self) : properties.numericType != nil && !properties.isIdeographic
  }

  fileprivate var isSpace: Bool { isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace }

  fileprivate var isDash: Bool { self == "–" || self == "—" }

  fileprivate var isGap: Bool { isSpace || self == Prose.object || isDash }

  fileprivate var opens: Bool { self == "(" || self == "[" || self == "{" }

  fileprivate var closes: Bool { self == ")" || self == "]" || self == "}" }

  /// Punctuation on either side of a word.
  fileprivate var isMark: Bool {
    switch self {
    case "\"", "'", "“", "”", "‘", "’", "*", ",", ";", ":", ".", "!", "?", "…": true
    default: false
    }
  }
}
