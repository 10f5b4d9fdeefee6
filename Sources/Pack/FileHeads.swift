import Diagnostics

extension PackFiles {
  /// Why a data file cannot be what the pack takes it for, as its first bytes show; nil where nothing speaks against it.
  ///
  /// What is wrong with a whole file would else be told by every name that is missing in it.
  func headFinding(of path: String, separator: UInt8?, at node: ConfigNode) -> Diagnostic? {
    guard path != Self.standardInput, let head = head(of: path, 65_536), !head.isEmpty else { return nil }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      return node.error(
        "file-encoding", "The file \(path) is in UTF-16, not in UTF-8",
        remedy: "Save it as “CSV UTF-8”, or export it with the encoding UTF-8")
    }
    guard let separator, case let header = Self.record(head, separator), header.count == 1 else { return nil }
    let others: [(byte: UInt8, name: String)] = [
      (UInt8(ascii: ";"), "\";\""), (9, "tab"), (UInt8(ascii: "|"), "\"|\""), (UInt8(ascii: ","), "\",\""),
    ]
    guard let other = others.first(where: { Self.record(head, $0.byte).count > 1 }) else { return nil }
    return node.error(
      "separator", "The fields of \(path) are not separated as the pack says",
      explanation: "Its first line holds one name if read so, and several where it is cut at \(other.name)",
      remedy: "Write `separator: \(other.name)` beside `file`")
  }
}
