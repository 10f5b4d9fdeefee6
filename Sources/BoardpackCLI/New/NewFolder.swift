import Diagnostics
import Foundation

/// The folder that a new pack is written to.
struct NewFolder {
  let path: String

  /// Throws a `DiagnosticError` when something is there already.
  func checkIsFree() throws {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
    let names = isDirectory.boolValue ? try? FileManager.default.contentsOfDirectory(atPath: path) : nil
    guard names?.isEmpty ?? false else {
      throw DiagnosticError(
        Diagnostic(
          .error, "folder-not-empty",
          isDirectory.boolValue ? "The folder is not empty" : "There is a file of that name", at: .init(file: path),
          explanation: "A new pack never replaces anything", remedy: "Name a folder that does not exist yet"))
    }
  }

  /// Writes the pack and copies its data; when that fails, what was written is taken away again.
  func write(_ pack: NewPack) throws {
    let base = URL(fileURLWithPath: path, isDirectory: true)
    let isNew = !FileManager.default.fileExists(atPath: path)
    do {
      let data = base.appendingPathComponent("data", isDirectory: true)
      try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
      for dataset in pack.datasets {
        try copy(dataset.profile.file.path, to: data.appendingPathComponent(dataset.copy))
      }
      try writeTexts(pack)
    } catch {
      for name in isNew ? [""] : ["data", "pack.yaml"] + NewPages(pack: pack).all.map(\.file) {
        try? FileManager.default.removeItem(at: name.isEmpty ? base : base.appendingPathComponent(name))
      }
      throw DiagnosticError(
        Diagnostic(
          .error, "cannot-write", "The pack cannot be written", at: .init(file: path),
          explanation: (error as NSError).localizedDescription, remedy: "Check the rights and the free space there"))
    }
  }

  /// Writes what is not data, over what an earlier call wrote.
  func writeTexts(_ pack: NewPack) throws {
    let base = URL(fileURLWithPath: path, isDirectory: true)
    for page in NewPages(pack: pack).all {
      try Data(page.text.utf8).write(to: base.appendingPathComponent(page.file))
    }
    try Data(pack.packText.utf8).write(to: base.appendingPathComponent("pack.yaml"))
  }

  /// In pieces, so that the size of a file does not matter; a copy through a link is of what it leads to.
  private func copy(_ source: String, to target: URL) throws {
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
    defer { try? input.close() }
    try Data().write(to: target)
    let output = try FileHandle(forWritingTo: target)
    defer { try? output.close() }
    while let piece = try input.read(upToCount: 1_048_576), !piece.isEmpty { try output.write(contentsOf: piece) }
  }

  /// The path as a shell reads it back.
  static func shellText(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy {
      (48...57).contains($0) || (97...122).contains($0 | 32) || "_-./".utf8.contains($0)
    }
    return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
  }
}
