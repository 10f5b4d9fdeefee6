import Foundation
import TestSupport

/// Runs the built `boardpack`, or another program, as a user would.
enum Tool {
  struct Result {
    var output: String
    var error: String
    var code: Int32
  }

  static let boardpack = ExampleDataTests.products.appending(path: "boardpack")

  /// Standard output and error go to files, so that neither can fill a pipe.
  static func run(
    _ arguments: [String], program: URL = boardpack, environment: [String: String] = [:], in folder: URL? = nil
  ) throws -> Result {
    let work = try WorkFolder()
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try work.handle("stdout")
    process.standardError = try work.handle("stderr")
    try process.run()
    process.waitUntilExit()
    return Result(output: try work.text("stdout"), error: try work.text("stderr"), code: process.terminationStatus)
  }
}

/// A folder of its own, removed with its last owner.
final class WorkFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "boardpack-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

  func write(_ name: String, _ data: Data) throws {
    let file = url.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
  }

  func handle(_ name: String) throws -> FileHandle {
    try write(name, "")
    return try FileHandle(forWritingTo: url.appending(path: name))
  }

  /// Every file below a folder by its path from there.
  func files(_ name: String) throws -> [String: Data] { try filesBelow(url.appending(path: name)) }
}

/// Every file below a folder by its path from there.
func filesBelow(_ folder: URL) throws -> [String: Data] {
  var found: [String: Data] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false)) {
    let url = folder.appending(path: path)
    let isFile = try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile ?? false
    if isFile { found[path] = try Data(contentsOf: url) }
  }
  return found
}
