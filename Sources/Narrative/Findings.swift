import Diagnostics

/// The findings of the Markdown reader, in one place so that their words stay alike.
extension Diagnostic {
  static func privateUse(_ code: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "private-use-character", "The character \(code) has no agreed meaning", at: location,
      explanation: "Private-use characters look different on every machine; this one is shown as \u{FFFD}.",
      remedy: "Delete it; it often comes along with bullets copied from a word processor.")
  }

  static func unclosedReference(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unclosed-reference", "The reference opened by “{{” is not closed on the same line", at: location,
      remedy: "Write “}}” after it, or “\\{{” where two braces are meant.")
  }

  static func unclosedClaim(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unclosed-claim", "The brace after “]” is not closed on the same line", at: location,
      remedy: "Write the claim or the source on one line, or “]\\{” where a brace is meant.")
  }

  static func strayClaim(_ raw: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "stray-claim", "Nothing stands in brackets before “\(raw)”", at: location,
      remedy: "Put the words it is about in brackets: “[rose]{nps up}”.")
  }

  static func splitClaim(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "split-claim", "The brackets of this claim or quotation cut through emphasis, a link or a table cell",
      at: location, remedy: "Open and close the brackets within the same piece of text.")
  }

  static func rawHTML(_ snippet: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .warning, "raw-html", "The HTML “\(snippet)” is left out", at: location,
      explanation: "A page is written in Markdown, so that nothing on it can carry a script.",
      remedy: "Write it in Markdown, or in backticks where the tag itself is meant.")
  }

  static func unsafeLink(_ url: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unsafe-link", "The address “\(url)” may not be linked", at: location,
      explanation: "Links lead to https, http or mailto addresses, to a heading of the page or to a file of the pack.",
      remedy: "Correct the address, or remove the link and keep its words.")
  }

  static func referenceInAddress(_ raw: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "reference-in-address", "“\(raw)” holds a reference or claim where only plain text is possible",
      at: location, explanation: "Addresses, titles and descriptions of pictures are not computed.",
      remedy: "Put the reference into the words around it.")
  }

  static func picture(_ url: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unsafe-picture", "The picture “\(url)” is left out: it is not a file of the pack", at: location,
      explanation: "A page asks for nothing from elsewhere, so that it can be mailed and read offline.",
      remedy: "Put the file into the pack and give its path without “..” and without a leading slash.")
  }

  static func pictureWithoutText(_ url: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "picture-without-text", "The picture “\(url)” is left out: it has no description", at: location,
      explanation: "A screen reader reads the description in place of the picture.",
      remedy: "Write what it shows: “![what it shows](\(url))”.")
  }

  static func nesting(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "nesting-too-deep", "More than \(TreeReader.nestingLimit) levels stand inside each other here",
      at: location, explanation: "What is nested deeper is left out.", remedy: "Flatten the list, quote or emphasis.")
  }

  static func unclosedFence(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unclosed-fence", "The fenced block is not closed", at: location,
      explanation: "Everything after it is read as part of the block.",
      remedy: "Close it with the same characters it is opened with, on a line of their own.")
  }

  static func unknownDirective(_ info: String, nearest: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .warning, "unknown-directive", "“\(info)” is no directive; the block is shown as code", at: location,
      remedy: "Did you mean “\(nearest)”?")
  }

  static func directiveArguments(_ kind: String, _ rest: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "directive-arguments", "“\(rest)” after “\(kind)” is not read", at: location,
      explanation: "A directive's settings stand in its body.", remedy: "Move it into the body as “key: value”.")
  }

  static func ragged(_ found: Int, of expected: Int, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "ragged-table",
      "This row of the table has \(found) \(found == 1 ? "cell" : "cells"), its header has \(expected)", at: location,
      explanation: "Missing cells are shown empty, surplus ones are left out.",
      remedy: "Add or remove a “|”; a bar inside a cell is written “\\|”.")
  }

  static func tableInText(at location: Location) -> Diagnostic {
    Diagnostic(
      .warning, "table-inside-paragraph", "This looks like a table inside a paragraph, and is shown as text",
      at: location, remedy: "Leave a blank line before the header of the table.")
  }

  static func footnoteTwice(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "footnote-twice", "The footnote “\(name)” has two texts", at: location,
      remedy: "Keep one of them, or give the other a name of its own.")
  }

  static func emptyFootnote(_ name: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "unknown-footnote", "The footnote “\(name)” has no text", at: location,
      remedy: "Write its text after the colon: “[^\(name)]: …”.")
  }

  static func invalidUTF8(at location: Location) -> Diagnostic {
    Diagnostic(
      .error, "invalid-utf8", "The line is not UTF-8 text", at: location,
      explanation: "What cannot be read is shown as \u{FFFD}.", remedy: "Save the file with the encoding UTF-8.")
  }
}
