public import Diagnostics

extension Pack {
  /// Reads and checks `pack.yaml` of a folder; nil when any finding is an error. All findings are returned, by place.
  ///
  /// `period` replaces the one the pack reports on. `dataRoots` are further folders whose files datasets may name.
  public static func load(folder: String, period: String? = nil, dataRoots: [String] = []) -> (Pack?, [Diagnostic]) {
    let file = "pack.yaml"
    let files = PackFiles(folder: folder, roots: dataRoots)
    guard let bytes = files.contents(file) else {
      let finding = Diagnostic(
        .error, "missing-pack", "There is no `pack.yaml` in the folder", at: Diagnostic.Location(file: file),
        remedy: "Name the folder that holds the pack, or start one with `boardpack new`")
      return (nil, [finding])
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let finding = Diagnostic(
        .error, "not-utf8", "The file is not UTF-8", at: Diagnostic.Location(file: file), remedy: "Save it as UTF-8")
      return (nil, [finding])
    }
    let (root, problems) = parseYAML(text: text, file: file)
    guard let root else { return (nil, problems) }
    var decoder = PackDecoder(files: files)
    var pack = decoder.pack(root, period: period)
    pack?.funnels = decoder.funnels
    pack?.retention = decoder.retention
    pack?.tests = decoder.tests
    let zone = (pack?.calendar.rules.definition ?? []).flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    pack?.definition = bytes + [0] + decoder.contracts + [0] + zone
    let findings = (problems + decoder.findings).enumerated().sorted { a, b in
      let (left, right) = (a.element.location, b.element.location)
      if let left, let right, left != right { return left < right }
      return a.offset < b.offset
    }.map(\.element)
    return (findings.hasErrors ? nil : pack, findings)
  }
}
