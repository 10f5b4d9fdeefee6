import Diagnostics
import Foundation
import Kernels
import Pack

/// SHA-256 over what an edition says: its figures and definitions as the bundle holds them, and its words as written.
///
/// Neither the theme nor the review's own entry is in it, so that an approval does not outdate itself.
struct ContentHash {
  let text: String

  init(
    pack: Pack, pages: [PageSource], bundle: [(path: String, bytes: [UInt8])],
    pictures: [(path: String, bytes: [UInt8])]
  ) {
    let words = (pages.map(\.file) + [pack.businessCase].compactMap { $0 }).map { file in
      (path: file, bytes: FileManager.default.contents(atPath: pack.folder + "/" + file).map { [UInt8]($0) } ?? [])
    }
    let parts = (bundle + words + pictures).sorted { $0.path < $1.path }.map {
      "\($0.path)\u{1F}\(SHA256.hex($0.bytes))"
    }
    text = SHA256.hex(parts.joined(separator: "\u{1E}").utf8)
  }

  /// Of many outputs: over the content of each, by its folder, and the page that lists them.
  init(outputs: [(folder: String, hash: String)], listing: [(path: String, bytes: [UInt8])]) {
    let parts =
      outputs.map { "\($0.folder)/\u{1F}\($0.hash)" } + listing.map { "\($0.path)\u{1F}\(SHA256.hex($0.bytes))" }
    text = SHA256.hex(parts.sorted().joined(separator: "\u{1E}").utf8)
  }
}

/// Whether what was approved is what stands here.
struct Approval {
  let review: Review
  let hash: String

  init(_ review: Review, hash: String) {
    self.review = review
    self.hash = hash
  }

  var holds: Bool { review.hashes.contains(hash) }

  /// A warning where the approval names nothing, or something else; `outputs` are those of many that changed.
  func finding(outputs: [String] = []) -> Diagnostic? {
    guard !holds else { return nil }
    let isNamed = !review.hashes.isEmpty
    return Diagnostic(
      .warning, isNamed ? "changed-since-approval" : "approval-without-hash",
      isNamed ? "the content is not what was approved" : "the approval does not say what was approved",
      at: review.location,
      explanation: isNamed
        ? "figures, definitions or words changed since; the cover says so"
          + (outputs.isEmpty ? "" : " of \(outputs.joined(separator: ", "))") : nil,
      remedy: (isNamed ? "have it approved again and write" : "write") + " `hash: \(hash)` under `review:`")
  }
}
