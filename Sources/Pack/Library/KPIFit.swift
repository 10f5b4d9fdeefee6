public import Diagnostics

/// Whether a pack's data allow a KPI of the library.
public struct KPIFit: Sendable {
  /// What the pack does with it.
  public enum State: Sendable {
    /// The pack has a metric of its own under the name.
    case own
    /// In `use`.
    case used
    case unused
  }

  /// The KPI.
  public var kpi: KPI
  /// What the pack does with it.
  public var state: State
  /// What it lacks, in words; empty: it can be used as it is.
  public var needs: [String]
  /// What to write for each.
  public var remedies: [String]

  /// Every KPI of the library beside the datasets, inputs and cohorts of a pack; its other findings are returned too.
  public static func all(folder: String, dataRoots: [String] = []) -> ([KPIFit], [Diagnostic]) {
    let file = "pack.yaml"
    let files = PackFiles(folder: folder, roots: dataRoots)
    guard let bytes = files.contents(file), let text = String(validating: bytes, as: UTF8.self) else {
      return ([], Pack.load(folder: folder).1)
    }
    let (root, problems) = parseYAML(text: text, file: file)
    guard let root else { return ([], problems) }
    var decoder = PackDecoder(files: files)
    decoder.library.fits = []
    _ = decoder.pack(root, period: nil)
    return (decoder.library.fits ?? [], problems + decoder.findings)
  }
}
