import Diagnostics

/// Turns the placeholders in running text back into references, claims and quotations, and reports what they hold.
struct Resolver {
  let mask: Mask
  private(set) var diagnostics: [Diagnostic]
  private var reportedNesting = false

  init(mask: Mask) {
    self.mask = mask
    diagnostics = mask.diagnostics
  }

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// The siblings of one emphasis, link, paragraph … with their placeholders replaced.
  mutating func resolve(_ inlines: [Inline]) -> [Inline] {
    var result: [Inline] = []
    // The claims that are open: their entry, and where in the result their text starts.
    var open: [(entry: Int, from: Int)] = []
    for inline in inlines {
      guard case .text(let text) = inline else {
        result.append(inline)
        continue
      }
      for token in mask.tokens(in: text) {
        guard case .entry(let index) = token else {
          if case .text(let words) = token { result.append(.text(words)) }
          continue
        }
        switch mask.entries[index].kind {
        case .claimStart:
          open.append((index, result.count))
        case .claimEnd(let start):
          guard let match = open.lastIndex(where: { $0.entry == start }) else {
            report(.splitClaim(at: mask.entries[index].location))
            result.append(.text(mask.entries[index].raw))
            continue
          }
          for unmatched in open[(match + 1)...].reversed() { result.insert(.text("["), at: unmatched.from) }
          let content = result[open[match].from...].joiningText()
          result.removeSubrange(open[match].from...)
          open.removeSubrange(match...)
          guard match < TreeReader.nestingLimit else {
            if !reportedNesting { report(.nesting(at: mask.entries[start].location)) }
            reportedNesting = true
            result += content
            continue
          }
          result += bracketed(index, start: start, content)
        default:
          result.append(leaf(index))
        }
      }
    }
    // The other end is reported where it is met.
    for unmatched in open.reversed() { result.insert(.text("["), at: unmatched.from) }
    return result.joiningText()
  }

  private mutating func leaf(_ index: Int) -> Inline {
    let entry = mask.entries[index]
    switch entry.kind {
    case .footnote, .footnoteText:
      return .footnote(
        Footnote(name: entry.body, location: entry.location, isText: entry.kind.isFootnoteText), [])
    case .reference where sentenceName(entry.body) != nil:
      return .sentence(
        Sentence(name: sentenceName(entry.body) ?? "", isRepeated: true, location: entry.location), [])
    case .reference:
      do throws(PhraseScanner.Failure) {
        return .reference(try Reference(parsing: entry.body, at: entry.location))
      } catch {
        report(failed("bad-reference", "The reference “\(entry.raw)” cannot be read", error, entry))
      }
    case .unclosedReference: report(.unclosedReference(at: entry.location))
    case .unclosedClaim: report(.unclosedClaim(at: entry.location))
    case .strayClaim: report(.strayClaim(entry.raw, at: entry.location))
    case .forged:
      report(.privateUse(entry.raw, at: entry.location))
      return .text("\u{FFFD}")
    case .claimStart, .claimEnd: break
    }
    return .text(entry.raw)
  }

  private mutating func bracketed(_ index: Int, start: Int, _ content: [Inline]) -> [Inline] {
    let entry = mask.entries[index]
    let location = mask.entries[start].location
    do throws(PhraseScanner.Failure) {
      guard !content.isEmpty else {
        throw PhraseScanner.Failure(
          summary: "its brackets are empty", offset: 0, remedy: "Put the words it is about between them.")
      }
      if let name = sentenceName(entry.body) {
        return [.sentence(Sentence(name: name, isRepeated: false, location: location), content)]
      }
      if let source = try quotationSource(entry.body) {
        return [.quotation(source: source, content)]
      }
      return [.claim(try Claim(parsing: entry.body, at: location), content)]
    } catch {
      report(failed("bad-claim", "The claim “{\(entry.body)}” cannot be read", error, entry))
      return [.text("[")] + content + [.text(entry.raw)]
    }
  }

  private func failed(
    _ id: String, _ summary: String, _ failure: PhraseScanner.Failure, _ entry: Mask.Entry
  ) -> Diagnostic {
    var location = entry.location
    location.column = entry.bodyColumn + failure.offset
    return Diagnostic(.error, id, summary + ": " + failure.summary, at: location, remedy: failure.remedy)
  }
}

/// The name in `#name`: letters, digits, hyphens and underscores.
private func sentenceName(_ body: String) -> String? {
  let text = body.drop(while: \.isWhitespace)
  guard text.first == "#" else { return nil }
  var name = text.dropFirst()
  while name.last?.isWhitespace == true { name.removeLast() }
  let isName = name.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
  return isName && !name.isEmpty ? String(name) : nil
}

extension Mask.Entry.Kind {
  fileprivate var isFootnoteText: Bool { if case .footnoteText = self { true } else { false } }
}

extension [Inline] {
  /// Appends, joining text with a text that stands last.
  mutating func appendJoiningText(_ inline: Inline) {
    guard case .text(let next) = inline, case .text(var text)? = last else {
      append(inline)
      return
    }
    // Taken out first, so that the text is not copied for each of thousands of pieces.
    removeLast()
    text += next
    append(.text(text))
  }

  /// The same without the characters that made a paragraph of it.
  func withoutParagraphPrefix() -> [Inline] {
    guard case .text(let text)? = first, text.hasPrefix(Mask.paragraphPrefix) else { return self }
    let rest = text.unicodeScalars.dropFirst(Mask.paragraphPrefix.unicodeScalars.count)
    return rest.isEmpty ? Array(dropFirst()) : [.text(String(rest))] + dropFirst()
  }
}

extension Sequence where Element == Inline {
  /// The same with neighbouring texts joined into one.
  func joiningText() -> [Inline] {
    reduce(into: []) { $0.appendJoiningText($1) }
  }
}
