import Columns
import Diagnostics
import Engines
import Metrics
import Rows
import Tables

/// A column no two rows of a dataset may share a value of.
struct UniqueColumn {
  private let column: Column
  private let slot: Int
  private let pass: DatasetPass

  init(_ column: Column, slot: Int, in pass: DatasetPass) {
    (self.column, self.slot, self.pass) = (column, slot, pass)
  }

  /// Findings for values that two rows share. Rows are read again only where hashes agree.
  func findings(_ checks: [KeyCheck], threads: Int, readAgain: () throws -> RowFeed) throws -> [Diagnostic] {
    // The check asks for the rows it is in doubt about; without their texts it takes equal hashes for equal keys.
    var asked: Set<UInt64> = []
    let suspected = KeyCheck.duplicates(checks, threads: threads) { place in
      asked.insert(place.bits)
      return nil
    }
    guard !suspected.isEmpty else { return [] }
    let texts = read(asked, from: try readAgain())
    return suspected.compactMap { duplicate in
      guard let first = texts[duplicate.first.bits], let second = texts[duplicate.second.bits] else {
        return finding(duplicate)
      }
      var known = duplicate
      known.key = first
      return first == second ? finding(known) : nil
    }
  }

  func finding(_ duplicate: DuplicateKey) -> Diagnostic {
    var shown = duplicate
    if column.classification == .confidential || column.isRestricted {
      shown.key = Array(ValueMask(column.classification).text(duplicate.key).utf8)
    }
    var finding = shown.diagnostic(dataset: pass.layout.dataset, key: column.name, location: pass.location)
    if slot != pass.layout.key?.slot {
      finding.id = "duplicate-value"
      finding.explanation = "Column `\(column.name)` is declared to be unique"
      finding.remedy = "Correct the rows, or take `unique` from the column"
    }
    return finding
  }

  private func read(_ places: Set<UInt64>, from feed: RowFeed) -> [UInt64: [UInt8]] {
    let evaluator = BlockEvaluator(
      program: Program(), slots: pass.layout.decoders.map(\.type), decoders: pass.layout.decoders)
    let reader = feed.makeReader()
    let block = RowBlock(width: pass.layout.columns.count)
    var texts: [UInt64: [UInt8]] = [:]
    while texts.count < places.count, reader.next(block) {
      let wanted = (0..<block.count).filter { places.contains(block.place($0).bits) }
      guard !wanted.isEmpty else { continue }
      evaluator.load(block)
      let (slices, _) = evaluator.keyTexts(evaluator.slot(slot), type: column.type, rows: evaluator.good)
      for row in wanted {
        texts[block.place(row).bits] = Array(UnsafeBufferPointer(start: slices[row].start, count: slices[row].count))
      }
    }
    return texts
  }
}
