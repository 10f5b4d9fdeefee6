/// The ids that occur more than once in a page, in order of their second occurrence.
func duplicateIDs(in html: String) -> [String] {
  let mark = Array(" id=\"".utf8)
  var seen: Set<Substring> = []
  var out: [String] = []
  let bytes = html.utf8
  var index = bytes.startIndex
  while let found = bytes[index...].firstIndex(of: UInt8(ascii: "=")) {
    index = bytes.index(after: found)
    guard bytes[..<index].suffix(mark.count - 1).elementsEqual(mark.dropLast()), index < bytes.endIndex,
      bytes[index] == mark[mark.count - 1]
    else { continue }
    let start = bytes.index(after: index)
    let end = bytes[start...].firstIndex(of: mark[mark.count - 1]) ?? bytes.endIndex
    if !seen.insert(html[start..<end]).inserted, !out.contains(String(html[start..<end])) {
      out.append(String(html[start..<end]))
    }
    index = end
  }
  return out
}
