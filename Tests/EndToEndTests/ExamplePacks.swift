import Foundation
import TestSupport

/// The packs of `content/`, built once for all tests.
enum ExamplePacks {
  static let names = ["quarterly-board-pack", "post-implementation-review"]

  static func folder(_ name: String) -> String {
    Repository.root.appending(path: "content/\(name)").path(percentEncoded: false)
  }

  struct NotBuilt: Error, CustomStringConvertible {
    let description: String
  }

  private static let work = Result { try WorkFolder() }
  private static let quarterly = Result { try build("quarterly-board-pack") }
  private static let review = Result { try build("post-implementation-review") }

  /// The written folder of a pack.
  static func built(_ name: String) throws -> URL { try (name == names[0] ? quarterly : review).get() }

  private static func build(_ name: String) throws -> URL {
    let work = try work.get()
    // A static value is never released: the folder is removed at the end of the process.
    atexit { try? FileManager.default.removeItem(at: ExamplePacks.work.get().url) }
    let result = try Tool.run(["build", folder(name), "--output", work.path(name), "--threads", "2"])
    guard result.code == 0 else { throw NotBuilt(description: result.error) }
    return work.url.appending(path: name)
  }

  /// The pages of a built pack by file name.
  static func pages(_ name: String) throws -> [(name: String, markup: Markup)] {
    try filesBelow(built(name)).filter { $0.key.hasSuffix(".html") }.sorted { $0.key < $1.key }
      .map { ($0.key, Markup(String(decoding: $0.value, as: UTF8.self))) }
  }
}
