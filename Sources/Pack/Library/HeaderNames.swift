import CZlib
import Metrics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PackFiles {
  /// The names of a data file's columns: of its first line, or the keys of its first JSON lines with the columns that are
  /// declared; nil for standard input and databases, whose rows must be read to know.
  func headerNames(of dataset: Dataset) -> [String]? {
    if let header = dataset.rules.header { return header }
    guard case .files(let paths, let separator) = dataset.source, let path = paths.first, path != Self.standardInput
    else { return nil }
    switch dataset.rules.format {
    case .jsonl: return jsonNames(path: path).map { $0 + dataset.columns.map(\.name) }
    case .spaces: return headerNames(path: path, separator: nil)
    case .csv: return headerNames(path: path, separator: separator)
    }
  }

  /// The fields of the first line; without a separator they stand between spaces.
  func headerNames(path: String, separator: UInt8?) -> [String]? {
    // Nothing is known of an empty file; reading it says that it is.
    guard var text = head(of: path, 65_536), !text.isEmpty else { return nil }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    guard let separator else {
      let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      return line.split { $0 == UInt8(ascii: " ") || $0 == 9 }.map { String(decoding: $0, as: UTF8.self) }
    }
    return Self.record(text, separator).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The keys of the objects in the first stretch of a file of JSON lines; nil where there is none, and where one is
  /// written with escapes.
  private func jsonNames(path: String) -> [String]? {
    let size = 1 << 20
    guard let text = head(of: path, size) else { return nil }
    var lines = text.split(separator: UInt8(ascii: "\n"))
    // The last line may be cut off.
    if text.count == size { lines.removeLast() }
    var names: [String] = []
    var known: Set<[UInt8]> = []
    for line in lines {
      guard let keys = Self.keys(of: line) else { return nil }
      for key in keys where known.insert(Array(key)).inserted { names.append(String(decoding: key, as: UTF8.self)) }
    }
    return names.isEmpty ? nil : names
  }

  /// The first bytes of a file, unpacked where it is packed.
  func head(of path: String, _ count: Int) -> ArraySlice<UInt8>? {
    let place = path.hasPrefix("/") ? path : folder + "/" + path
    var bytes = [UInt8](repeating: 0, count: count)
    if path.lowercased().hasSuffix(".gz") {
      guard let file = gzopen(place, "rb") else { return nil }
      defer { gzclose(file) }
      let read = gzread(file, &bytes, UInt32(count))
      return read > 0 ? bytes[..<Int(read)] : nil
    }
    guard let file = fopen(place, "rb") else { return nil }
    defer { fclose(file) }
    let read = fread(&bytes, 1, count, file)
    return bytes[..<read]
  }

  /// The keys of a JSON object on one line, up to its first fault; nil where one has an escape.
  private static func keys(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var keys: [ArraySlice<UInt8>] = []
    var (depth, awaitsKey, index) = (0, false, line.startIndex)
    while index < line.endIndex {
      let byte = line[index]
      index += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 1 { awaitsKey = byte == UInt8(ascii: "{") }
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ","): awaitsKey = awaitsKey || depth == 1
      case UInt8(ascii: "\""):
        let start = index
        while index < line.endIndex, line[index] != UInt8(ascii: "\"") {
          index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard index < line.endIndex else { return keys }
        let text = line[start..<index]
        index += 1
        guard depth == 1, awaitsKey else { continue }
        awaitsKey = false
        if text.contains(UInt8(ascii: "\\")) { return nil }
        keys.append(text)
      default: break
      }
    }
    return keys
  }

  /// The fields of the first record by RFC 4180.
  static func record(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> [[UInt8]] {
    let quote = UInt8(ascii: "\"")
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      if isQuoted {
        if byte != quote {
          fields[fields.count - 1].append(byte)
        } else if index < text.endIndex, text[index] == quote {
          fields[fields.count - 1].append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == quote {
        isQuoted = true
      } else if byte == separator {
        fields.append([])
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        break
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields
  }
}
