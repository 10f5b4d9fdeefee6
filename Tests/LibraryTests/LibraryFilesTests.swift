import Foundation
import Library
import TestSupport
import Testing

@Suite("The files of the KPI library")
struct LibraryFilesTests {
  @Test func everyFileOfTheFolderIsEmbedded() throws {
    let folder = Repository.root.appendingPathComponent("Sources/Library")
    let onDisk = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
    let files = LibraryFiles.kpis + [LibraryFiles.contracts]
    #expect(onDisk.sorted() == files.map(\.name).sorted())
    for file in files {
      #expect(try [UInt8](Data(contentsOf: folder.appendingPathComponent(file.name))) == file.bytes, "\(file.name)")
    }
  }
}
