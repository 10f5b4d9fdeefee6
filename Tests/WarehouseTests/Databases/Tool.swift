import Clients
import Foundation
import TestSupport

/// Programs that tests start.
enum Tool {
  /// The path of a program on the search path or among the tools that `scripts/setup.sh --tests` installs.
  static func path(_ name: String) -> String? {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let own = [Repository.root.appendingPathComponent(".build/venv/bin").path]
    return (own + search).map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end and gives what it printed.
  @discardableResult
  static func run(_ arguments: [String], input: String = "", folder: String = "/") throws -> String {
    let process = try ClientProcess(arguments, input: input, folder: folder)
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try buffer.withUnsafeMutableBytes { bytes in
        try bytes.baseAddress.map { try process.read(into: $0, capacity: bytes.count, within: 300) } ?? 0
      }
      if count == 0 { break }
      text += buffer[..<count]
    }
    try process.finish()
    return String(decoding: text, as: UTF8.self)
  }
}
