import Facts
import Formats
import Pack

/// What page 1 says when a figure does not agree with its source: before any other figure is read.
struct ReconciliationNotice {
  let reconciled: [Reconciled]
  let label: (String) -> String

  /// Empty where all agree.
  var html: HTML {
    let items = reconciled.filter { !$0.agrees }
    guard !items.isEmpty else { return .empty }
    let sentences = items.map { "<p>\(sentence($0))</p>" as HTML }.joined()
    return "<div class=\"notice\" role=\"note\">\(StatusView.attention.html)\(sentences)</div>\n"
  }

  private func sentence(_ item: Reconciled) -> String {
    let format = item.format
    let name = label(item.declared.measure)
    guard item.sum != nil else { return phrase("\(name) does not reconcile: its sum does not fit 64 bits.") }
    let share = item.share.map { phrase(", \(reconciliationShare(abs($0))) off") } ?? ""
    let (sum, figure) = (format.string(item.value), format.string(item.figure))
    let period = item.declared.period.text
    return phrase(
      "\(name) in \(period) does not reconcile: \(sum) against \(figure) (\(item.declared.source))\(share), \(item.allowed) allowed."
    )
  }
}
