import Foundation
import Metrics
import Pack

/// The data files of a pack as typed tables.
enum ExampleTables {
  static func tables(of pack: Pack) throws -> [TypedTable] {
    try pack.datasets.compactMap { dataset in
      guard case .files(let files, _) = dataset.source else { return nil }
      var columns: [String] = []
      var rows: [[String?]] = []
      for file in files {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: pack.folder).appendingPathComponent(file))
        if file.hasSuffix(".jsonl") {
          columns = dataset.columns.map(\.name).sorted()
          for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            rows.append(columns.map { name in object[name].flatMap { $0 is NSNull ? nil : "\($0)" } })
          }
        } else {
          // The examples quote nothing.
          let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
          }
          columns = lines[0].map { $0 ?? "" }
          rows += lines.dropFirst()
        }
      }
      let kinds = columns.map { name in dataset.columns.first { $0.name == name }.map(kind) ?? .text }
      return TypedTable(name: dataset.name, columns: Array(zip(columns, kinds)), rows: rows)
    }
  }

  private static func kind(_ column: Column) -> TypedTable.Kind {
    switch column.type {
    case .text: .text
    case .boolean: .boolean
    case .number(let scale): scale == 0 ? .integer : .decimal
    case .timestamp: .wallClock
    }
  }
}
