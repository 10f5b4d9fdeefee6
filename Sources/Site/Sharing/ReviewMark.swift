import Formats
import Pack

/// What every page says about who may read it and how far it has come.
struct ReviewMark {
  let pack: Pack
  var approval: Approval?

  /// `Approved by A. Person, 8 October 2026`; nil where the pack does not say.
  var status: String? {
    guard let review = pack.review else { return nil }
    var text = review.status.label
    if !review.by.isEmpty { text += phrase(" by \(review.by.joined(separator: phrase(" and ")))") }
    if let on = review.on { text += ", " + DateText.day(on) }
    if let approval, !approval.holds {
      text += approval.review.hashes.isEmpty ? "" : phrase("; changed since then")
    }
    return text
  }

  /// The line above every page: confidentiality and status.
  var line: String? {
    let parts = [pack.cover.confidentiality, shortStatus].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  /// The status without names.
  var shortStatus: String? {
    guard let review = pack.review else { return nil }
    guard let approval, !approval.holds, !approval.review.hashes.isEmpty else { return review.status.label }
    return phrase("\(review.status.label), changed since")
  }
}
