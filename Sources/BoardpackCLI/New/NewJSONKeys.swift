import Foundation

/// Collects the top-level names of JSON lines in the order met.
struct NewJSONKeys {
  private(set) var names: [String] = []
  /// Names whose value was an object or an array somewhere.
  private(set) var containers: Set<String> = []
  private(set) var isCapped = false
  private var known: Set<[UInt8]> = []

  private static let limit = 500

  /// Reads all lines of a file, packed or not; one longer than 16 MB is no row and is passed over.
  mutating func read(_ path: String) throws {
    let text = try PackedText(path: path)
    var line: [UInt8] = []
    while case let part = try text.read(upTo: 262_144), !part.isEmpty {
      var rest = part[...]
      while let end = rest.firstIndex(of: 10) {
        line += rest[..<end]
        add(line)
        line.removeAll(keepingCapacity: true)
        rest = rest[(end + 1)...]
      }
      if line.count < 16_777_216 { line += rest }
    }
    add(line)
  }

  /// Adds the names of one line; a malformed line gives those up to its fault.
  mutating func add(_ line: [UInt8]) {
    var depth = 0
    var awaitsKey = false
    var i = 0
    while i < line.count {
      switch line[i] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { awaitsKey = line[i] == UInt8(ascii: "{") }
        i += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        i += 1
      case UInt8(ascii: ","):
        if depth == 1 { awaitsKey = true }
        i += 1
      case UInt8(ascii: "\""):
        let start = i
        i += 1
        while i < line.count, line[i] != UInt8(ascii: "\"") { i += line[i] == UInt8(ascii: "\\") ? 2 : 1 }
        i = min(i + 1, line.count)
        guard depth == 1, awaitsKey else { continue }
        awaitsKey = false
        let key = Array(line[start..<i])
        while i < line.count, line[i] == 32 || line[i] == 9 || line[i] == UInt8(ascii: ":") { i += 1 }
        let isContainer = i < line.count && (line[i] == UInt8(ascii: "{") || line[i] == UInt8(ascii: "["))
        note(key, isContainer: isContainer)
      default: i += 1
      }
    }
  }

  private mutating func note(_ key: [UInt8], isContainer: Bool) {
    let isNew = !known.contains(key)
    guard isNew || isContainer else { return }
    // The key stands in its quotes, so it is a JSON text of its own.
    guard let name = try? JSONDecoder().decode(String.self, from: Data(key)) else { return }
    if isContainer { containers.insert(name) }
    guard isNew else { return }
    guard names.count < Self.limit else {
      isCapped = true
      return
    }
    known.insert(key)
    if !names.contains(name) { names.append(name) }
  }
}
