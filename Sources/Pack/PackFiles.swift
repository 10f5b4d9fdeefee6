import Diagnostics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Finds the files a pack names, and sees that none lies outside the folders it may read.
struct PackFiles {
  /// In place of a file: rows are piped into the program.
  static let standardInput = "-"

  /// Absolute, without symbolic links.
  let folder: String
  /// Further folders that datasets may read, likewise.
  private(set) var roots: [String]
  /// The folder that names of data files start from.
  private(set) var dataFolder: String

  init(folder: String, roots: [String]) {
    self.folder = Self.real(folder)
    self.roots = roots.map(Self.real)
    dataFolder = self.folder
  }

  /// Lets names of data files start from another folder that may be read.
  mutating func startData(from node: ConfigNode, _ findings: inout [Diagnostic]) {
    guard let real = neighbour(node, &findings) else { return }
    dataFolder = real
    if !isInside(real + "/", of: [folder]) { roots.append(real) }
  }

  /// A folder inside the pack or beside it: nothing further away is read unless the caller allows it.
  func neighbour(_ node: ConfigNode, _ findings: inout [Diagnostic]) -> String? {
    guard let path = node.text(&findings) else { return nil }
    let neighbourhood = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    guard let place = absolute(path, from: folder), case let real = Self.real(place), real != neighbourhood,
      isInside(real + "/", of: [folder, neighbourhood] + roots)
    else {
      findings.append(outside(node, path))
      return nil
    }
    return real
  }

  /// The bytes of a file of the pack; nil where there is none.
  func contents(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: folder + "/" + path).map { [UInt8]($0) }
  }

  /// One file of the pack, by its path relative to the folder.
  func file(_ node: ConfigNode, ending: String? = nil, _ findings: inout [Diagnostic]) -> String? {
    guard let path = node.text(&findings) else { return nil }
    if let ending, !path.hasSuffix(ending) {
      findings.append(
        node.error("file-type", "`\(path)` does not end in `\(ending)`", remedy: "Name a file `…\(ending)`"))
      return nil
    }
    guard let absolute = absolute(path, from: folder), isInside(absolute, of: [folder]) else {
      findings.append(outside(node, path))
      return nil
    }
    guard isFile(absolute) else {
      findings.append(missing(node, path, in: folder))
      return nil
    }
    guard isInside(Self.real(absolute), of: [folder]) else {
      findings.append(outside(node, path))
      return nil
    }
    return relative(absolute)
  }

  /// The files that a dataset's name or pattern stands for, in byte order; `-` stands for itself.
  func dataFiles(_ node: ConfigNode, _ findings: inout [Diagnostic]) -> [String] {
    guard let pattern = node.text(&findings) else { return [] }
    if pattern == Self.standardInput { return [pattern] }
    let allowed = [folder] + roots
    guard let absolute = absolute(pattern, from: dataFolder) else {
      findings.append(outside(node, pattern))
      return []
    }
    var places = [absolute]
    if !pattern.hasPrefix("/") { places += roots.map { $0 + "/" + pattern } }
    guard places.contains(where: { isInside($0, of: allowed) }) else {
      findings.append(outside(node, pattern))
      return []
    }
    for place in places where isInside(place, of: allowed) {
      let found = expand(place).filter(isFile)
      guard !found.isEmpty else { continue }
      if found.contains(where: { !isInside(Self.real($0), of: allowed) }) {
        findings.append(outside(node, pattern))
        return []
      }
      return found.map(relative).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    findings.append(missing(node, pattern, in: dataFolder))
    return []
  }

  /// The path with `.` and `..` resolved; nil where it climbs above the root.
  private func absolute(_ path: String, from base: String) -> String? {
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : base + "/" + path).split(separator: "/") where part != "." {
      if part == ".." {
        guard parts.popLast() != nil else { return nil }
      } else {
        parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  private func isInside(_ path: String, of folders: [String]) -> Bool {
    folders.contains { path.hasPrefix($0 == "/" ? "/" : $0 + "/") }
  }

  private func isFile(_ path: String) -> Bool {
    var isDirectory: Bool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && !isDirectory
  }

  /// The path from the pack's folder; it climbs where the file lies in another folder that may be read.
  private func relative(_ path: String) -> String {
    if path.hasPrefix(folder + "/") {
      let name = String(path.dropFirst(folder.count + 1))
      return name == Self.standardInput ? "./" + name : name
    }
    let here = folder.split(separator: "/")
    let there = path.split(separator: "/")
    let common = zip(here, there).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: here.count - common)
    return (up + there.dropFirst(common)).joined(separator: "/")
  }

  private func expand(_ path: String) -> [String] {
    guard path.contains("*") else { return [path] }
    var found = [""]
    for part in path.split(separator: "/").map(String.init) {
      guard part.contains("*") else {
        found = found.map { $0 + "/" + part }
        continue
      }
      found = found.flatMap { parent in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.isEmpty ? "/" : parent)) ?? []
        return names.filter { !$0.hasPrefix(".") && matches(Array($0.utf8)[...], Array(part.utf8)[...]) }
          .map { parent + "/" + $0 }
      }
    }
    return found
  }

  /// `*` stands for any run of characters within a name.
  private func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var (name, pattern) = (name, pattern)
    var retry: (name: ArraySlice<UInt8>, pattern: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (name, pattern)
      } else if let byte = name.first, pattern.first == byte {
        name = name.dropFirst()
        pattern = pattern.dropFirst()
      } else if name.isEmpty, pattern.isEmpty {
        return true
      } else if let last = retry, !last.name.isEmpty {
        name = last.name.dropFirst()
        pattern = last.pattern
        retry = (name, pattern)
      } else {
        return false
      }
    }
  }

  private static func real(_ path: String) -> String {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    return resolved.count > 1 && resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
  }

  private func outside(_ node: ConfigNode, _ path: String) -> Diagnostic {
    node.error(
      "path-outside", "`\(path)` leads out of the pack's folder",
      explanation: "A pack reads its own files only, so that it can be moved and shared",
      remedy: "Put the file into the folder and name it from there")
  }

  private func missing(_ node: ConfigNode, _ path: String, in base: String) -> Diagnostic {
    let parts = path.split(separator: "/")
    let parent = parts.dropLast().joined(separator: "/")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base + "/" + parent)) ?? []
    let isPattern = path.contains("*")
    var isFolder: Bool = false
    if let place = absolute(path, from: base), FileManager.default.fileExists(atPath: place, isDirectory: &isFolder),
      isFolder
    {
      return node.error(
        "missing-file", "`\(path)` is a folder, not a file",
        remedy: path.hasSuffix(".md") || path.hasSuffix(".yaml")
          ? "Name the file itself" : "Name a file in it; files of one form are named together: `\(path)/*.csv`")
    }
    let nearest = isPattern ? nil : parts.last.flatMap { nearestName(to: String($0), among: names.sorted()) }
    let remedy = nearest.map { "Did you mean `\(parent.isEmpty ? "" : parent + "/")\($0)`?" }
    let summary = isPattern ? "No file matches `\(path)`" : "There is no file `\(path)`"
    return node.error("missing-file", summary, remedy: remedy ?? "Add the file, or correct the name")
  }
}
