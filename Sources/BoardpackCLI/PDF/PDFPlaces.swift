/// Where things stand in a PDF that Chromium wrote: its writer leaves all but streams in plain text.
struct PDFPlaces {
  /// Sheets in all.
  private(set) var pageCount = 0
  /// The sheet on which each destination of a link lies, from 1, by its name.
  private(set) var pageNumbers: [String: Int] = [:]

  init(_ pdf: [UInt8]) {
    var order: [Int: Int] = [:]
    var object = 0
    var isInStream = false
    for line in pdf.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      if isInStream {
        if line.starts(with: "endstream".utf8) { isInStream = false }
        continue
      }
      if line.suffix(6).elementsEqual("stream".utf8), !line.starts(with: "endstream".utf8) {
        isInStream = true
        continue
      }
      // Places of destinations are the only lines that are looked into.
      guard line.count < 400 else { continue }
      let text = String(decoding: line, as: UTF8.self)
      if text.hasSuffix(" 0 obj") {
        object = Int(text.dropLast(6)) ?? 0
      } else if text.hasPrefix("<</Type /Page"), text == "<</Type /Page" {
        pageCount += 1
        order[object] = pageCount
      } else if text.contains(" 0 R /XYZ") {
        place(text, order)
      }
    }
  }

  /// `<</name [9 0 R /XYZ 6 776.25 0]`
  private mutating func place(_ line: String, _ order: [Int: Int]) {
    guard let slash = line.firstIndex(of: "/"), let open = line.firstIndex(of: "["), slash < open else { return }
    let name = line[line.index(after: slash)..<open].filter { $0 != " " }
    let words = line[line.index(after: open)...].split(separator: " ")
    guard let object = words.first.flatMap({ Int($0) }), let page = order[object] else { return }
    pageNumbers[name] = page
  }

  /// The same file with its moment of making replaced by one of the same length: the day that the data stand at.
  static func dated(_ pdf: [UInt8], day: String) -> [UInt8] {
    let digits = day.utf8.filter { (48...57).contains($0) }
    guard digits.count == 8 else { return pdf }
    let moment = Array("(D:".utf8) + digits + Array("000000+00'00')".utf8)
    var pdf = pdf
    for key in ["/CreationDate ", "/ModDate "] {
      guard let range = pdf.prefix(4096).firstRange(of: Array(key.utf8)) else { continue }
      let start = range.upperBound
      guard start + moment.count <= pdf.count, pdf[start] == UInt8(ascii: "("),
        pdf[start + moment.count - 1] == UInt8(ascii: ")")
      else { continue }
      pdf.replaceSubrange(start..<start + moment.count, with: moment)
    }
    return pdf
  }
}
