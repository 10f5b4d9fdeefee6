import Testing

@testable import BoardpackCLI

/// Worked by hand: four sections, each with the sheets it takes at 100, 92 and 84 percent.
@Suite struct PDFFitTests {
  private func places(_ starts: [String: Int], count: Int) -> PDFPlaces {
    var lines: [String] = []
    for page in 1...count { lines += ["\(page) 0 obj", "<</Type /Page"] }
    for (name, start) in starts.sorted(by: { $0.key < $1.key }) {
      lines.append("<</\(name) [\(start) 0 R /XYZ 6 776.25 0]")
    }
    return PDFPlaces(Array(lines.joined(separator: "\n").utf8))
  }

  @Test func eachSectionIsAsLargeAsCostsNoSheet() {
    var fit = PDFFit(sections: ["a", "b", "c", "d"])
    let starts = [
      100: ["a": 1, "b": 4, "c": 6, "d": 7], 92: ["a": 10, "b": 12, "c": 14, "d": 15],
      84: ["a": 18, "b": 20, "c": 21, "d": 22],
    ]
    var named: [String: Int] = [:]
    for (size, places) in starts { for (id, sheet) in places { named["s\(size)-\(id)"] = sheet } }
    fit.add(places(named, count: 24), sizes: [100, 92, 84])
    #expect(fit.percent == ["a": 92, "b": 84, "c": 100, "d": 100])
    #expect(fit.pageNumbers == ["a": 1, "b": 3, "c": 4, "d": 5])
    #expect(fit.agrees(with: places(["b": 3, "c": 4, "d": 5], count: 7)))
    #expect(!fit.agrees(with: places(["b": 3, "c": 5, "d": 6], count: 8)))
  }
}
