import Diagnostics
import Engines
import Pack
import Synchronization

/// The private lists of rows set aside: written as each dataset has been read, and named when all have.
final class SetAsideLists: Sendable {
  private struct List {
    var listed: Int
    var total: Int
    var finding: Diagnostic?
  }

  private let folder: QuarantineFolder
  private let lists = Mutex<[String: List]>([:])

  init(_ folder: QuarantineFolder) { self.folder = folder }

  /// Lists rows of a dataset, the first of `total`.
  func write(_ dataset: Dataset, _ rows: [DatasetQuality.BadRow], _ total: Int) {
    let finding = folder.write(rows, total: total, of: dataset)
    lists.withLock { $0[dataset.name] = List(listed: rows.count, total: total, finding: finding) }
  }

  /// Says where the lists are; findings for those that could not be written or are cut.
  ///
  /// - Parameter quality: what is known of the rows when no data were read, as sums were kept of the last run: then lists
  ///   are written only where they are missing or of other rows.
  func finish(_ quality: [DatasetQuality], of pack: Pack) -> [Diagnostic] {
    let written = lists.withLock { $0 }
    return pack.datasets.compactMap { dataset in
      // The rows of a warehouse stay there; how many break which rule is all that comes back.
      guard dataset.warehouse == nil, let list = written[dataset.name] ?? kept(quality, dataset) else { return nil }
      if let finding = list.finding { return finding }
      guard list.total > 0 else { return nil }
      Console.error("rows set aside: \(folder.file(of: dataset.name))\n")
      return list.total > list.listed ? cut(list, dataset) : nil
    }
  }

  private func kept(_ quality: [DatasetQuality], _ dataset: Dataset) -> List? {
    guard let entry = quality.first(where: { $0.dataset == dataset.name }) else { return nil }
    if folder.lists(entry.badRows, total: entry.quarantined, of: dataset) {
      return List(listed: min(entry.quarantined, QuarantineFile.limit), total: entry.quarantined)
    }
    let finding = folder.write(entry.badRows, total: entry.quarantined, of: dataset)
    return List(listed: entry.badRows.count, total: entry.quarantined, finding: finding)
  }

  private func cut(_ list: List, _ dataset: Dataset) -> Diagnostic {
    Diagnostic(
      .warning, "quarantine-cut",
      "\(list.total - list.listed) more rows of \(dataset.name) were set aside than are listed", at: nil,
      explanation: "The first \(list.listed) stand in \(folder.file(of: dataset.name))",
      remedy: "Mend those first, then run again")
  }
}
