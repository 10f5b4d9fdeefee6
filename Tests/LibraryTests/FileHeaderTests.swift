import Diagnostics
import Foundation
import Pack
import Testing

/// Columns of files other than plain CSV are known when the pack is loaded.
@Suite("Headers of packed files and JSON lines")
struct FileHeaderTests {
  private static func errors(_ file: String, _ bytes: Data, columns: String = "{}") throws -> [Diagnostic] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "header-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pack = """
      title: Trial
      as_of: 2026-04-30
      currency: USD
      period: 2026-Q1
      pages: [index.md]
      datasets: {surveys: {file: \(file), key: id, time: at, noun: answer, columns: \(columns)}}
      use: [nps]

      """
    for (name, data) in [("pack.yaml", Data(pack.utf8)), ("index.md", Data("# Trial\n".utf8)), (file, bytes)] {
      try data.write(to: folder.appending(path: name))
    }
    return Pack.load(folder: folder.path(percentEncoded: false)).1.filter { $0.severity == .error }
  }

  /// `printf 'id,at,kind,scor\n1,2026-01-02,nps,9\n' | gzip -n9 | base64`
  private static let packed = Data(
    base64Encoded: "H4sIAAAAAAACA8tM0Uks0cnOzEvRKU7OL+Iy1DEyMDLTNTDUNTDSySso1rHkAgDqj2AKIwAAAA==")

  @Test func packedFilesAreChecked() throws {
    let errors = try Self.errors("a.csv.gz", try #require(Self.packed))
    #expect(errors.map(\.summary) == ["The KPI `nps` needs the column `score` of `surveys`"])
    #expect(errors.first?.remedy?.contains("score: scor") == true)
  }

  @Test func keysOfTheFirstJSONLinesAreChecked() throws {
    let lines = #"{"id":"1","at":"2026-01-02","scor":9,"more":{"score":1}}"# + "\n" + #"{"id":"2","kind":"nps"}"# + "\n"
    let errors = try Self.errors("a.jsonl", Data(lines.utf8))
    #expect(errors.map(\.summary) == ["The KPI `nps` needs the column `score` of `surveys`"])
    // A column that the pack declares may come later.
    #expect(try Self.errors("a.jsonl", Data(lines.utf8), columns: "{score: {type: integer, unit: score}}").isEmpty)
    #expect(try Self.errors("a.jsonl", Data((lines + #"{"score":9}"#).utf8)).isEmpty)
    #expect(try Self.errors("a.jsonl", Data(#"{"id":"1","sc\u006fre":9}"#.utf8)).isEmpty)
  }
}
