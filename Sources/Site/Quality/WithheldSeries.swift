import Facts
import Formats
import Pack

/// What must be left out of a line over time by the values of a segment.
struct WithheldSeries {
  /// Why nothing can be shown.
  var whole: String?
  /// What a reader is told of the gaps.
  var remark: String?

  init(_ book: FactBook, metric: String, segment: String?, periods: [Period]) {
    guard let segment else {
      if periods.contains(where: { book.fact(metric, in: Slice($0)).isWithheld }) {
        remark = phrase("Left out where fewer than \(book.pack.minimumGroup) customers.")
      }
      return
    }
    let reasons = periods.compactMap { book.withholding(metric, by: segment, in: Slice($0)) }
    guard let reason = reasons.first else { return }
    if reasons.count == periods.count {
      whole = reason
    } else {
      remark = phrase("Left out where a group has fewer than \(book.pack.minimumGroup) customers.")
    }
  }
}
