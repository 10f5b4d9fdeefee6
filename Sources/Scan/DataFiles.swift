import Diagnostics
import Rows

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds the data files of a pack and refuses those that lie elsewhere, symbolic links followed.
struct DataFiles {
  private let folder: String
  private let roots: [String]

  init(folder: String, roots: [String]) {
    self.folder = folder
    self.roots = ([folder] + roots).compactMap(Self.resolve)
  }

  /// The file of a name as the pack has it; `-` is standard input.
  func file(_ name: String) throws -> RowFile {
    if name == "-" { return try Self.standardInput() }
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
    return RowFile(name: name, path: path, size: Int(status.st_size))
  }

  /// A terminal is refused, because the run would wait for rows that nobody means to type.
  private static func standardInput() throws -> RowFile {
    let file = RowFile(name: "standard input", path: "-", size: 0)
    guard isatty(STDIN_FILENO) == 0 else {
      throw DiagnosticError(
        Diagnostic(
          .error, "no-input", "Nothing is piped into the program", at: .init(file: file.name),
          explanation: "The pack reads rows from standard input, as `file: \"-\"` says",
          remedy: "Pipe the rows: `cat rows.csv | boardpack build …`, or name a file in the dataset"))
    }
    return file
  }

  private static func resolve(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
