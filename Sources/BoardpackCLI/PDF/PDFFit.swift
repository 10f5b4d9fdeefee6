import Site

/// How large each section of a PDF is set: as large as costs no sheet.
struct PDFFit {
  /// Sizes that are tried, in percent; below the last, labels of charts would be under 7 points.
  static let sizes = [100, 92, 84]

  /// The ids of the sections in their order; each starts on a new sheet.
  let sections: [String]
  private var sheets: [String: [(size: Int, count: Int)]] = [:]

  init(sections: [String]) { self.sections = sections }

  /// Takes up where sections fall in a print that holds all of them at each size, one size after the other.
  mutating func add(_ trial: PDFPlaces, sizes: [Int]) {
    var end = trial.pageCount + 1
    for size in sizes.reversed() {
      for id in sections.reversed() {
        let isFirst = size == sizes.first && id == sections.first
        let start = isFirst ? 1 : trial.pageNumbers[PrintedSite.trialName(id, at: size)] ?? end
        sheets[id, default: []].append((size, end - start))
        end = start
      }
    }
  }

  private func chosen(_ id: String) -> (size: Int, count: Int) {
    let tried = sheets[id] ?? []
    let least = tried.map(\.count).min() ?? 0
    return tried.filter { $0.count == least }.max { $0.size < $1.size } ?? (100, 0)
  }

  /// The largest size of each section at which it takes the fewest sheets.
  var percent: [String: Int] { .init(uniqueKeysWithValues: sections.map { ($0, chosen($0).size) }) }

  /// The sheet on which each section then starts, from 1.
  var pageNumbers: [String: Int] {
    var next = 1
    return .init(
      uniqueKeysWithValues: sections.map { id in
        defer { next += chosen(id).count }
        return (id, next)
      })
  }

  /// Whether a print has the sections where they were expected.
  func agrees(with places: PDFPlaces) -> Bool {
    let numbers = pageNumbers
    return sections.dropFirst().allSatisfy { places.pageNumbers[$0] == numbers[$0] }
  }
}
