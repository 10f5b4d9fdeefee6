public import Foundation

/// Where tests find the project's own files and the shared real data.
public enum Repository {
  /// The root of the checkout.
  public static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["BOARDPACK_ROOT"] { return URL(fileURLWithPath: path) }
    return URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  }()

  /// The folder of real datasets and expected figures beside the checkout, or nil where it is absent.
  public static let shared: URL? = {
    let url = root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: url.appendingPathComponent("cases").path) ? url : nil
  }()

  /// Whether the run is a continuous-integration run, in which a missing tool fails a test.
  public static let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
}
