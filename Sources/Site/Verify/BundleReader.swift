import Diagnostics
import Foundation

/// Reads the bundle of a built folder.
struct BundleReader {
  let folder: String

  func bytes(_ path: String) -> [UInt8]? {
    // A manifest names files of its own folder only.
    guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { return nil }
    return FileManager.default.contents(atPath: folder + "/" + path).map { [UInt8]($0) }
  }

  /// All files below the folder, sorted.
  func paths() -> [String] {
    guard let found = FileManager.default.enumerator(atPath: folder) else { return [] }
    return found.compactMap { $0 as? String }.filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  func manifest() throws -> BundleManifest { try decoded(Bundle.manifest) }

  func bundle() throws -> Bundle {
    Bundle(
      definitions: try decoded(Bundle.folder + "definitions.json"), sums: try decoded(Bundle.folder + "sums.json"),
      facts: try decoded(Bundle.folder + "facts.json"), pages: try decoded(Bundle.folder + "pages.json"))
  }

  private func decoded<Value: Decodable>(_ path: String) throws -> Value {
    guard let bytes = bytes(path) else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-bundle", "\(folder) has no \(path)", at: nil,
          explanation: "a folder can be verified when `boardpack build` wrote it, with its bundle",
          remedy: "name the output folder, not the pack; or build the pack again"))
    }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw DiagnosticError(
        Diagnostic(
          .error, "bundle-not-read", "\(path) is not what `boardpack build` writes", at: .init(file: path),
          explanation: "it was changed after the build, or another version wrote it", remedy: "build the pack again"))
    }
  }
}
