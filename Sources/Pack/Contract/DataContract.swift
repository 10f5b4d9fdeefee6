public import Diagnostics

/// A contract of the Open Data Contract Standard (Bitol, version 3.1), read into the keys of `pack.yaml`.
///
/// What a table says of its rows becomes the keys of a dataset, so that one decoder reads both. What cannot be honoured
/// is a warning; what speaks to people only (owners, prices, descriptions) is one note.
public struct DataContract: Sendable {
  /// A table of the contract.
  public struct Object: Sendable {
    /// The standard's `name`.
    public var name: String
    /// The standard's `physicalName`, if any.
    public var physicalName: String?
    /// The keys of a dataset: `columns`, `key`, `time`, `rules` …
    public var keys: [ConfigEntry]
    /// For its place.
    var node: ConfigNode
  }

  /// The standard's `id`.
  public var id: String
  /// The standard's `version` of the contract.
  public var version: String
  /// The standard's `name`, if any.
  public var name: String?
  /// The tables in the order of the file.
  public var objects: [Object]

  /// Reads a contract file; nil when it is none, with findings that say why.
  ///
  /// `zone` is the pack's time zone; a contract that names another for its timestamps is warned of.
  public static func read(text: String, file: String, zone: String? = nil) -> (DataContract?, [Diagnostic]) {
    let (root, problems) = parseYAML(text: text, file: file)
    guard let root else { return (nil, problems) }
    var reader = ContractReader(zone: zone, findings: problems)
    let contract = reader.contract(root)
    return (reader.findings.hasErrors ? nil : contract, reader.findings)
  }

  /// Everything to be said about a contract file by itself: what is read, what is wrong, what cannot be honoured.
  public static func check(text: String, file: String) -> (DataContract?, [Diagnostic]) {
    let (contract, problems) = read(text: text, file: file)
    var findings = problems
    for object in contract?.objects ?? [] {
      var decoder = PackDecoder(files: PackFiles(folder: "/", roots: []))
      decoder.check(object)
      findings += decoder.findings
    }
    return (findings.hasErrors ? nil : contract, findings)
  }
}
