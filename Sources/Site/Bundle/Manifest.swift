import Engines
import Facts
import Foundation
import Kernels
import Pack

extension BundleManifest {
  /// The manifest of the files of an output and of what they were made from.
  init(files: [(path: String, bytes: [UInt8])], pack: Pack, book: FactBook, content: String? = nil) {
    let sources = ["pack.yaml"] + pack.pages + [pack.businessCase].compactMap { $0 }
    let hashes = sources.compactMap { name -> (String, String)? in
      FileManager.default.contents(atPath: pack.folder + "/" + name).map { (name, SHA256.hex([UInt8]($0))) }
    }
    let data = book.quality.flatMap(\.fileHashes).map { ($0.file, $0.hash) }
    self.init(
      bundle: 1, files: Dictionary(files.map { ($0.path, SHA256.hex($0.bytes)) }) { first, _ in first },
      content: content, data: Dictionary(data) { first, _ in first }, pack: Dictionary(hashes) { first, _ in first })
  }
}
