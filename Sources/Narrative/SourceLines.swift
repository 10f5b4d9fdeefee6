import Diagnostics

/// The bytes of a file as text with `\n` line ends and without a byte order mark.
func sourceText(_ bytes: [UInt8], file: String) -> (text: String, diagnostics: [Diagnostic]) {
  var body = bytes[...]
  if body.starts(with: [0xEF, 0xBB, 0xBF]) { body = body.dropFirst(3) }
  var normal: [UInt8] = []
  normal.reserveCapacity(body.count)
  var previous: UInt8 = 0
  for byte in body {
    if byte == 0x0A, previous == 0x0D {
      // Its carriage return has ended the line already.
    } else {
      normal.append(byte == 0x0D ? 0x0A : byte)
    }
    previous = byte
  }
  if let text = String(validating: normal, as: UTF8.self) { return (text, []) }
  var diagnostics: [Diagnostic] = []
  for (index, line) in normal.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
  where String(validating: line, as: UTF8.self) == nil {
    diagnostics.append(.invalidUTF8(at: Diagnostic.Location(file: file, line: index + 1)))
  }
  return (String(decoding: normal, as: UTF8.self), diagnostics)
}

/// Text with `\n` line ends; cut by scalars, because `\r\n` is one character.
func withUnixLineEnds(_ text: String) -> String {
  guard text.utf8.contains(0x0D) else { return text }
  return sourceText(Array(text.utf8), file: "").text
}

/// Whether one insertion, deletion, substitution or swap of neighbours makes one name of the other.
func isOneEdit(_ a: String, _ b: String) -> Bool {
  var (short, long) = (Array(a)[...], Array(b)[...])
  if short.count > long.count { swap(&short, &long) }
  while let first = short.first, first == long.first { (short, long) = (short.dropFirst(), long.dropFirst()) }
  while let last = short.last, last == long.last { (short, long) = (short.dropLast(), long.dropLast()) }
  switch (short.count, long.count) {
  case (0, 1), (1, 1): return true
  case (2, 2): return Array(short.reversed()) == Array(long)
  default: return false
  }
}

/// The lines of a text without carriage returns.
func linesOf(_ text: String) -> [Substring] {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
}
