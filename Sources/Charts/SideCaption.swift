/// What one side of a line means, under a plot: in one line, wrapped, or down to an arrow and a word; no word is cut.
struct SideCaption {
  var lines: [String]
  private var full: String
  private var isLeft: Bool
  private var room: Double

  private static let lineCount = 3

  init(_ text: String, room: Double, isLeft: Bool) {
    (full, self.isLeft, self.room) = (text, isLeft, room)
    let words = Self.words(text)
    let last = words.last ?? ""
    let wrapped = Self.wrapped(words, room: room)
    let short = isLeft ? "← " + last : last + " →"
    if text.isEmpty {
      lines = []
    } else if wrapped.count <= Self.lineCount, wrapped.allSatisfy({ Self.width($0) <= room }) {
      lines = wrapped
    } else {
      lines = Self.width(short) <= room ? [short] : []
    }
  }

  /// The width of its widest word, as far as it may be asked for.
  static func least(_ text: String) -> Double { min(words(text).map(width).max() ?? 0, 90) }

  private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
  private static func width(_ text: String) -> Double { TextRole.small.width(text) }

  private static func wrapped(_ words: [String], room: Double) -> [String] {
    var lines: [String] = []
    for word in words {
      if let last = lines.last, width(last + " " + word) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  func draw(in scene: inout Scene, null: Double, y: Double) {
    for (index, line) in lines.enumerated() {
      var mark = TextMark(
        line, x: null + (isLeft ? -8 : 8), y: y + Double(index) * 12, anchor: isLeft ? .end : .start, role: .small,
        room: room)
      if lines.joined(separator: " ") != full { mark.full = full }
      scene.marks.append(.text(mark))
    }
  }
}
