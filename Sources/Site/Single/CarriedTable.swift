/// A table that a link saves, carried in the link itself, on few bytes.
struct CarriedTable {
  /// A `data:` address of the table as CSV.
  private(set) var address = "data:text/csv;charset=utf-8,"

  init(csv: [UInt8]) {
    address.reserveCapacity(csv.count * 3 / 2)
    // A line feed alone ends a line for every spreadsheet, on a third of the bytes.
    var rest = csv.filter { $0 != UInt8(ascii: "\r") }[...]
    while !rest.isEmpty {
      let word = rest.prefix { !Self.endsNumber($0) }
      rest = rest[word.endIndex...]
      add(Self.shortened(word))
      while let byte = rest.first, Self.endsNumber(byte) {
        rest.removeFirst()
        add([byte])
      }
    }
  }

  private static func endsNumber(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
  }

  /// A number of more than six decimals on eight significant digits; all else as it is, a version `2.0` too.
  private static func shortened(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let point = word.firstIndex(of: UInt8(ascii: ".")), word.count < 25,
      word.drop(while: { $0 == UInt8(ascii: "-") }).allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      )
    else { return word }
    guard word.endIndex - point > 7, let value = Double(String(decoding: word, as: UTF8.self)), value != 0 else {
      return word
    }
    var (scale, rest) = (1.0, abs(value))
    while rest * scale < 1e7, scale < 1e20 { scale *= 10 }
    while rest * scale >= 1e8, scale > 1 { scale /= 10 }
    rest = (value * scale).rounded() / scale
    return Array("\(rest)".utf8)[...]
  }

  /// RFC 3986: what may stand in an address as it is, less what an attribute of HTML would quote.
  private static let plain: Set<UInt8> = Set("-._~,:;/?@!$()*+".utf8)

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A,
        _ where Self.plain.contains(byte):
        address.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        address += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
  }
}
