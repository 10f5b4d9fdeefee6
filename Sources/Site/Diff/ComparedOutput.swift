/// An output as another one is compared with it: its bundle and the sentences of its pages.
struct ComparedOutput: Sendable {
  var bundle: Bundle
  /// By page.
  var pages: [String: PageTexts]

  init(bundle: Bundle, page: (String) -> [UInt8]?) {
    self.bundle = bundle
    let names = bundle.pages.pages.keys
    pages = Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        page(name).map { (name, PageTexts(String(decoding: $0, as: UTF8.self))) }
      })
  }

  /// Reads what `boardpack build` wrote; throws a `DiagnosticError` where a folder has no bundle.
  init(folder: String) throws {
    let reader = BundleReader(folder: folder)
    self.init(bundle: try reader.bundle(), page: reader.bytes)
  }
}
