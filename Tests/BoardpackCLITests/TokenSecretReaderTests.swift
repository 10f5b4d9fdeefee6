import Diagnostics
import Engines
import Foundation
import Pack
import Testing

@testable import BoardpackCLI

struct TokenSecretReaderTests {
  private func read(
    _ key: String, environment: [String: String] = [:], file: String? = nil
  ) throws -> (secret: TokenSecret?, finding: Diagnostic?) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pack = """
      title: T
      as_of: 2026-10-05
      currency: EUR
      calendar: {zone: UTC}
      period: 2026-Q3
      token_key: {\(key)}
      pages: [index.md]
      datasets:
        rows: {file: rows.csv, time: at, columns: {at: date}}
      measures: {rows: {count: rows}}
      metrics: {volume: {value: rows, better: up}}

      """
    for (name, text) in ["pack.yaml": pack, "index.md": "# T\n", "rows.csv": "at\n2026-07-01\n", "key": file ?? ""] {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let (loaded, findings) = Pack.load(folder: folder.path(percentEncoded: false))
    let message = DiagnosticText(colours: false).text(findings)
    return TokenSecretReader(environment: environment).secret(of: try #require(loaded, "\(message)"))
  }

  @Test func aSecretIsReadFromTheEnvironmentOrAFileAndIsTheSame() throws {
    let text = "0123456789abcdef0123456789abcdef"
    let first = try read("env: BOARDPACK_KEY", environment: ["BOARDPACK_KEY": text])
    let second = try read("file: key", file: text + "\n")
    #expect(first.finding == nil && second.finding == nil)
    let token = first.secret?.token(of: "x".utf8)
    #expect(token != nil && token == second.secret?.token(of: "x".utf8))
  }

  @Test func aMissingSecretIsAWarningThatSaysHowToMakeOne() throws {
    for result in [try read("env: BOARDPACK_KEY"), try read("file: nowhere")] {
      let finding = try #require(result.finding)
      #expect(result.secret == nil && finding.severity == .warning && finding.id == "no-token-key")
      #expect(finding.remedy?.contains("openssl rand -hex 32") == true)
    }
  }

  @Test func aShortSecretIsAnErrorAndIsNotShown() throws {
    let finding = try #require(try read("env: K", environment: ["K": "tooshort"]).finding)
    #expect(finding.severity == .error && finding.id == "token-key-too-short")
    #expect(!"\(finding)".contains("tooshort") && finding.remedy?.contains("openssl rand -hex 32") == true)
  }
}
