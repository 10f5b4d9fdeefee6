#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PackFiles {
  /// The names of a data file's columns, where its first line gives them in plain text; nil for JSON lines, packed files
  /// and standard input, whose rows must be read to know.
  func headerNames(of dataset: Dataset) -> [String]? {
    if let header = dataset.rules.header { return header }
    guard case .files(let paths, let separator) = dataset.source, let path = paths.first, path != Self.standardInput,
      !path.lowercased().hasSuffix(".gz"), dataset.rules.format != .jsonl
    else { return nil }
    return headerNames(path: path, separator: dataset.rules.format == .spaces ? nil : separator)
  }

  /// The fields of the first line; without a separator they stand between spaces.
  func headerNames(path: String, separator: UInt8?) -> [String]? {
    guard let file = fopen(path.hasPrefix("/") ? path : folder + "/" + path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    var text = bytes[..<count]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    guard let separator else {
      let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      return line.split { $0 == UInt8(ascii: " ") || $0 == 9 }.map { String(decoding: $0, as: UTF8.self) }
    }
    return Self.record(text, separator).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The fields of the first record by RFC 4180.
  private static func record(_ text: ArraySlice<UInt8>, _ separator: UInt8) -> [[UInt8]] {
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
