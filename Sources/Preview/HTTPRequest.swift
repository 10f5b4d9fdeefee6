/// The first lines of a request, as far as a preview needs them.
public struct HTTPRequest: Sendable, Hashable {
  /// Why a request is not answered.
  public enum Refusal: Error, Sendable, Hashable {
    /// It is no HTTP.
    case malformed
    /// Its head is longer than `longestHead`.
    case tooLong
    /// Its path leads out of the site.
    case badPath
  }

  /// Bytes that a head may have.
  public static let longestHead = 16_384

  /// `GET`, `HEAD` …
  public var method: String
  /// Decoded, without query, without the leading slash.
  public var path: String
  /// The names of the headers in lower case; of a name that is repeated the last.
  public var headers: [String: String]

  /// Reads a head, the empty line at its end included.
  public init(head: [UInt8]) throws(Refusal) {
    guard head.count <= Self.longestHead else { throw .tooLong }
    guard let text = String(validating: head, as: UTF8.self) else { throw .malformed }
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\r\n" || $0 == "\n" })[...]
    guard let first = lines.popFirst() else { throw .malformed }
    let words = first.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else { throw .malformed }
    var headers: [String: String] = [:]
    for line in lines where !line.isEmpty {
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, line.first != " ", line.first != "\t" else {
        throw .malformed
      }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers[line[..<colon].lowercased()] = String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
    method = String(words[0])
    path = try Self.path(words[1])
    self.headers = headers
  }

  /// Decodes a target and sees that no part of it leads upwards.
  private static func path(_ target: Substring) throws(Refusal) -> String {
    let raw = Array(target.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    var bytes: [UInt8] = []
    var index = 0
    while index < raw.count {
      guard raw[index] == UInt8(ascii: "%") else {
        bytes.append(raw[index])
        index += 1
        continue
      }
      guard index + 2 < raw.count, let high = hex(raw[index + 1]), let low = hex(raw[index + 2]) else { throw .badPath }
      bytes.append(high << 4 | low)
      index += 3
    }
    guard let path = String(validating: bytes, as: UTF8.self), !bytes.contains(where: { $0 < 0x20 || $0 == 0x5C })
    else {
      throw .badPath
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard !parts.contains(where: { $0 == ".." || $0 == "." }), !parts.dropLast().contains("") else { throw .badPath }
    return parts.joined(separator: "/")
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
