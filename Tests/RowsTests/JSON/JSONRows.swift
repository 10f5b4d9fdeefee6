@testable import Rows

/// Rows of JSON lines as text, for tests: line, then fields or the rule that the row breaks.
struct JSONRows: Equatable {
  var rows: [String] = []
  var names: JSONNames
  var surprises = 0
  var isASCII = true

  /// Reads some bytes as one stretch; what lies behind them would close any string.
  init(_ text: [UInt8], _ columns: [String], isWalking: Bool = true, rowLimit: Int = 1 << 24) {
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: text.count + 64)
    defer { bytes.deallocate() }
    (bytes + text.count).initialize(repeating: UInt8(ascii: "\""), count: 64)
    for (index, byte) in text.enumerated() { (bytes + index).initialize(to: byte) }
    let reader = JSONBlockReader(columns: columns, isWalking: isWalking, rowLimit: rowLimit)
    reader.start(bytes, count: text.count)
    let block = RowBlock(width: columns.count)
    while reader.next(block) {
      let problems = Dictionary(uniqueKeysWithValues: block.problems.map { ($0.row, $0.problem) })
      for row in 0..<block.count {
        let fields = columns.indices.map { String(decoding: block.bytes($0, row), as: UTF8.self) }
        if let problem = problems[row] {
          let column = problem.column.map { columns[$0] } ?? "row"
          rows.append("\(block.lines[row]): \(column): \(problem.rule)" + fields.joined())
        } else {
          rows.append("\(block.lines[row]): " + fields.joined(separator: "|"))
        }
      }
      isASCII = isASCII && block.isASCII
    }
    names = reader.names
    surprises = reader.surprises
  }

  init(_ text: String, _ columns: [String], isWalking: Bool = true, rowLimit: Int = 1 << 24) {
    self.init(Array(text.utf8), columns, isWalking: isWalking, rowLimit: rowLimit)
  }

  /// The rule that a line breaks, without its place; nil: the line is good. Fails the comparison if the walk disagrees.
  static func rule(_ line: [UInt8], after template: String) -> String? {
    let text = Array(template.utf8) + [10] + line + [10]
    let general = JSONRows(text, ["a"], isWalking: false)
    guard JSONRows(text, ["a"]).rows == general.rows else { return "the walk differs" }
    guard general.rows.count == 2, let row = general.rows.last, row.hasPrefix("1: row: ") || row.hasPrefix("1: a: ")
    else { return nil }
    return String(row.split(separator: ":", maxSplits: 2)[2].dropFirst())
  }
}
