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
    fit.add(places(["b": 4, "c": 6, "d": 7], count: 9), at: 100)
    fit.add(places(["b": 3, "c": 5, "d": 6], count: 8), at: 92)
    fit.add(places(["b": 3, "c": 4, "d": 5], count: 7), at: 84)
    #expect(fit.percent == ["a": 92, "b": 84, "c": 100, "d": 100])
    #expect(fit.pageNumbers == ["a": 1, "b": 3, "c": 4, "d": 5])
    #expect(fit.agrees(with: places(["b": 3, "c": 4, "d": 5], count: 7)))
    #expect(!fit.agrees(with: places(["b": 3, "c": 5, "d": 6], count: 8)))
  }
}
