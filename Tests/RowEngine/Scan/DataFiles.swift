import Diagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the data files of a pack and refuses those that lie elsewhere, symbolic links followed.
struct DataFiles {
  struct File: Sendable {
    /// As the pack names it.
    var name: String
    var path: String
    var size: Int
  }

  private let folder: String
  private let roots: [String]

  init(folder: String, roots: [String]) {
    self.folder = folder
    self.roots = ([folder] + roots).compactMap(Self.resolve)
  }

  func file(_ name: String) throws -> File {
    let wanted = name.hasPrefix("/") ? name : folder + "/" + name
    guard let path = Self.resolve(wanted) else {
      throw DiagnosticError(
        Diagnostic(
          .error, "missing-file", "The data file `\(name)` does not exist", at: .init(file: name),
          remedy: "Correct the name in the dataset, or put the file into the pack's folder"))
    }
    guard roots.contains(where: { path.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }) else {
      throw DiagnosticError(
        Diagnostic(
          .error, "file-outside-pack", "The data file `\(name)` lies outside the pack's folder",
          at: .init(file: name), explanation: "A pack reads only what travels with it, symbolic links included",
          remedy: "Copy the file into the pack's folder, or allow its folder when starting the build"))
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw DiagnosticError(
        Diagnostic(.error, "unreadable-file", "`\(name)` is not a regular file", at: .init(file: name)))
    }
    return File(name: name, path: path, size: Int(status.st_size))
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
