public import Diagnostics
import Foundation
import Metrics
public import Pack

/// Where the rows that were set aside are listed: one file per dataset, readable by its owner alone.
public struct QuarantineFolder: Sendable {
  /// Its place in the private folder of a pack, unless the author names another.
  public static let name = "quarantine"

  /// The folder; made when first written to.
  public let path: String
  /// The folder above that is made too and marked as private; nil: it must exist.
  private let parent: String?

  /// A folder named by the author.
  public init(path: String) {
    self.path = path
    parent = nil
  }

  /// `quarantine` in the private folder of a pack.
  public init(privateFolder: String) {
    path = privateFolder + "/" + Self.name
    parent = privateFolder
  }

  /// The file of a dataset, whether it exists or not.
  public func file(of dataset: String) -> String { path + "/" + dataset + ".csv" }

  /// Lists the rows of one dataset, the file replaced as a whole; without rows it goes. `total` counts rows that are not
  /// given, too.
  ///
  /// nil when that worked; else the finding says so, for the rows are out of the figures all the same.
  public func write(_ rows: [DatasetQuality.BadRow], total: Int, of dataset: Dataset) -> Diagnostic? {
    let file = file(of: dataset.name)
    guard !rows.isEmpty else {
      try? FileManager.default.removeItem(atPath: file)
      return nil
    }
    do {
      if let parent { try make(parent, isRoot: true) }
      try make(path, isRoot: parent == nil)
      let work = file + ".\(ProcessInfo.processInfo.processIdentifier)"
      let data = Data(QuarantineFile(dataset, rows: rows, total: total).csv.utf8)
      let isWritten = FileManager.default.createFile(
        atPath: work, contents: data, attributes: [.posixPermissions: 0o600])
      guard isWritten, rename(work, file) == 0 else {
        try? FileManager.default.removeItem(atPath: work)
        return finding(file, String(cString: strerror(errno)))
      }
      return nil
    } catch {
      return finding(file, (error as NSError).localizedDescription)
    }
  }

  /// Whether the file of a dataset lists these rows, the first of `total`, as its first.
  public func lists(_ rows: [DatasetQuality.BadRow], total: Int, of dataset: Dataset) -> Bool {
    let data = FileManager.default.contents(atPath: file(of: dataset.name))
    guard let data, !rows.isEmpty else { return data == nil && rows.isEmpty }
    let file = QuarantineFile(dataset, rows: rows)
    return total == rows.count ? data.elementsEqual(file.csv.utf8) : data.starts(with: file.listed.utf8)
  }

  private func finding(_ file: String, _ why: String) -> Diagnostic {
    Diagnostic(
      .warning, "quarantine-not-written", "The rows set aside could not be listed in \(file)", explanation: why,
      remedy: "Check the rights and the free space there, or name another folder with `--quarantine`")
  }

  /// Folders that exist keep their rights; new ones are the owner's alone.
  private func make(_ folder: String, isRoot: Bool) throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: folder) else { return }
    try manager.createDirectory(
      atPath: folder, withIntermediateDirectories: parent == nil, attributes: [.posixPermissions: 0o700])
    guard isRoot else { return }
    try Data("# Kept by boardpack; safe to delete, not to be shared.\n*\n".utf8)
      .write(to: URL(fileURLWithPath: folder + "/.gitignore"))
  }
}
