/// A link that saves the table of a chart, which it carries inside.
struct DataLink {
  let table: [MarkupPiece]
  let name: String

  var markup: String {
    var encoded = ""
    for byte in csv.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return "<a class=\"save\" download=\"\(name)\" href=\"data:text/csv;charset=utf-8,\(encoded)\">Save as CSV</a>"
  }

  /// The table as RFC 4180 has it.
  var csv: String {
    var rows: [[String]] = []
    for piece in table {
      switch piece {
      case .start(let tag) where tag.name == "tr": rows.append([])
      case .start(let tag) where tag.name == "th" || tag.name == "td":
        if !rows.isEmpty { rows[rows.count - 1].append("") }
      case .text(let text):
        guard let row = rows.indices.last, let cell = rows[row].indices.last else { continue }
        rows[row][cell] += PageNumbers.decoded(Substring(text))
      default: break
      }
    }
    return rows.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    var text = text
    // A spreadsheet would run what looks like a formula.
    if let first = text.first,
      "=@\t\r".contains(first)
        || ("+-".contains(first) && !text.dropFirst().allSatisfy { $0.isNumber || $0.isPunctuation })
    {
      text = "'" + text
    }
    guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
