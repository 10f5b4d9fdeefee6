import Foundation

extension Tool {
  /// Runs the built `boardpack` with something to read on standard input.
  static func run(_ arguments: [String], input: FileHandle) throws -> Result {
    let work = try WorkFolder()
    let process = Process()
    process.executableURL = boardpack
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = try work.handle("stdout")
    process.standardError = try work.handle("stderr")
    try process.run()
    process.waitUntilExit()
    return Result(output: try work.text("stdout"), error: try work.text("stderr"), code: process.terminationStatus)
  }
}
