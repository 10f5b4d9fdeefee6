/// Breaks running text at spaces.
enum WrappedText {
  /// Lines of at most so many characters where words allow; those after the first start with `rest`.
  static func lines(_ text: String, length: Int, indent: String = "", rest: String? = nil) -> [String] {
    var lines: [String] = []
    var line = indent
    var isEmpty = true
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if !isEmpty, line.count + word.count + 1 > length {
        lines.append(line)
        line = rest ?? indent
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
