public import Diagnostics

extension Pack {
  /// Reads and checks `pack.yaml` of a folder; nil when any finding is an error.
  ///
  /// `period` replaces the one the pack reports on. `dataRoots` are further folders whose files datasets may name.
  public static func load(folder: String, period: String? = nil, dataRoots: [String] = []) -> (Pack?, [Diagnostic]) {
    (nil, [])
  }
}
