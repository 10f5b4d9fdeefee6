/// A piece of running text.
public indirect enum Inline: Sendable, Hashable {
  case text(String)
  case code(String)
  case emphasis([Inline])
  case strong([Inline])
  case link(url: String, title: String, [Inline])
  /// A picture inside the pack; `alternative` is never empty.
  case image(url: String, title: String, alternative: String)
  case softBreak
  case lineBreak
  case reference(Reference)
  case claim(Claim, [Inline])
  /// A figure or words taken from elsewhere, with where they were taken from.
  case quotation(source: String, [Inline])
  /// The mark of a footnote, with its text once it is known.
  case footnote(Footnote, [Inline])
  /// Words that bear a name, `[…]{#name}`, or a place that repeats them, `{{ #name }}`, once they are known.
  case sentence(Sentence, [Inline])
}
