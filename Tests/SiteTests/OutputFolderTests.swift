import Diagnostics
import Foundation
import Testing

@testable import Site

/// The output is replaced as a whole, and only where this tool wrote it.
struct OutputFolderTests {
  private func replace(_ folder: TemporaryFolder, _ files: [String: String], at name: String = "out") throws {
    try OutputFolder(path: folder.path + "/" + name).replace(
      with: files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) })
  }

  private func finding(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? DiagnosticError)?.diagnostics.first?.id
    }
  }

  @Test func aNewFolderIsWrittenWithItsMarker() throws {
    let folder = try TemporaryFolder()
    try replace(folder, ["index.html": "one", "assets/a.css": "two"])
    #expect(folder.text("out/index.html") == "one")
    #expect(folder.text("out/assets/a.css") == "two")
    #expect(folder.text("out/.boardpack") != nil)
  }

  @Test func theOldFilesAreGoneAfterAnExchange() throws {
    let folder = try TemporaryFolder()
    try replace(folder, ["index.html": "one", "gone.html": "old"])
    try replace(folder, ["index.html": "two"])
    #expect(folder.text("out/index.html") == "two")
    #expect(folder.text("out/gone.html") == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
  }

  @Test func anEmptyFolderMayBeFilled() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/out", withIntermediateDirectories: true)
    try replace(folder, ["index.html": "one"])
    #expect(folder.text("out/index.html") == "one")
  }

  @Test func aFolderOfSomebodyElseIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write("out/thesis.txt", "years of work")
    #expect(finding { try replace(folder, ["index.html": "one"]) } == "output-not-ours")
    #expect(folder.text("out/thesis.txt") == "years of work")
    #expect(folder.text("out/index.html") == nil)
  }

  @Test func aFileInThePlaceIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write("out", "a file")
    #expect(finding { try replace(folder, ["index.html": "one"]) } == "output-is-a-file")
    #expect(folder.text("out") == "a file")
  }

  @Test func aPlaceThatCannotBeWrittenLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    try folder.write("blocked", "a file where a folder is needed")
    #expect(finding { try replace(folder, ["index.html": "one"], at: "blocked/out") } == "output-not-written")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["blocked"])
  }
}
