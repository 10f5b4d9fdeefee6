import Facts
import Formats

/// A verdict by shape and word; colour only adds to it.
enum StatusView {
  case onTarget, near, offTarget, realised, onTrack, atRisk, notRealised, notMature, met, late, open
  /// Of data: as they should be, or not.
  case sound, attention, agrees, differs, kept, broken, fresh, stale, keptTooLong

  init(_ status: TargetStatus) {
    switch status {
    case .onTarget: self = .onTarget
    case .near: self = .near
    case .offTarget: self = .offTarget
    }
  }

  init(_ status: BusinessCase.LineStatus) {
    switch status {
    case .realised: self = .realised
    case .onTrack: self = .onTrack
    case .atRisk: self = .atRisk
    case .notRealised: self = .notRealised
    case .notMature: self = .notMature
    }
  }

  var word: String {
    switch self {
    case .onTarget: phrase("On target")
    case .near: phrase("Near")
    case .offTarget: phrase("Off target")
    case .realised: phrase("Realised")
    case .onTrack: phrase("On track")
    case .atRisk: phrase("At risk")
    case .notRealised: phrase("Not realised")
    case .notMature: phrase("Not mature")
    case .met: phrase("Met")
    case .late: phrase("Late")
    case .open: phrase("Open")
    case .sound: phrase("Sound")
    case .attention: phrase("Attention")
    case .agrees: phrase("Agrees")
    case .differs: phrase("Differs")
    case .kept: phrase("Kept")
    case .broken: phrase("Broken")
    case .fresh: phrase("Fresh")
    case .stale: phrase("Stale")
    case .keptTooLong: phrase("Kept too long")
    }
  }

  var html: HTML {
    "<span class=\"st8 \(tone)\"><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">\(shape)</svg>\(word)</span>"
  }

  private var tone: String {
    switch self {
    case .onTarget, .realised, .met, .sound, .agrees, .kept, .fresh: "s-on"
    case .onTrack: "s-ontrack"
    case .near, .notMature, .open: "s-near"
    case .offTarget, .notRealised, .differs, .broken, .stale: "s-off"
    case .atRisk, .late, .attention, .keptTooLong: "s-at"
    }
  }

  private var shape: HTML {
    switch self {
    case .onTarget, .realised, .met, .sound, .agrees, .kept, .fresh:
      "<circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"currentColor\"/>"
    case .near:
      """
      <circle cx="6" cy="6" r="4.1" fill="none" stroke="currentColor" stroke-width="1.4"/>\
      <path d="M6 1.9a4.1 4.1 0 0 1 0 8.2z" fill="currentColor"/>
      """
    case .offTarget, .notRealised, .differs, .broken, .stale:
      "<path d=\"M6 .6L11.4 6L6 11.4L.6 6z\" fill=\"currentColor\"/>"
    case .onTrack, .open:
      "<circle cx=\"6\" cy=\"6\" r=\"4.2\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>"
    case .atRisk, .late, .attention, .keptTooLong: "<path d=\"M6 .8L11.6 11H.4z\" fill=\"currentColor\"/>"
    case .notMature: "<path d=\"M1 6h10\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"/>"
    }
  }
}

/// A change: an arrow only where it is beyond noise, coloured by its effect on the business.
struct ChangeView {
  enum Effect: String { case good, bad, neutral }

  var movement: Movement
  var effect: Effect
  var text: HTML
  var interval: HTML?

  var html: HTML {
    let tail: HTML = interval.map { " <span>(\($0))</span>" } ?? .empty
    return "\(arrow)<b>\(text)</b>\(tail)"
  }

  /// The class of the cell that holds the change.
  var tone: String {
    guard movement == .up || movement == .down else { return "ch" }
    return effect == .good ? "ch up" : effect == .bad ? "ch dn" : "ch"
  }

  private var arrow: HTML {
    switch movement {
    case .up: sign(phrase("up"), "<path d=\"M5 1.2L9.4 8.8H.6z\" fill=\"currentColor\"/>")
    case .down: sign(phrase("down"), "<path d=\"M5 8.8L9.4 1.2H.6z\" fill=\"currentColor\"/>")
    case .withinNoise:
      sign(
        phrase("within noise"),
        "<path d=\"M1 4q2-2.4 4 0t4 0M1 7q2-2.4 4 0t4 0\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.4\"/>")
    case .unchanged, .unknown: .empty
    }
  }

  private func sign(_ word: String, _ drawing: HTML) -> HTML {
    "<svg class=\"tr\" viewBox=\"0 0 10 10\" role=\"img\" aria-label=\"\(word)\">\(drawing)</svg>"
  }
}

/// Evidence as five squares and a word.
func gradeBadge(_ grade: Grade) -> HTML {
  let squares = (1...5).map { $0 <= grade.strength ? HTML("<i class=\"f\"></i>") : HTML("<i></i>") }.joined()
  return
    "<p class=\"badge\" title=\"\(phrase("Evidence: \(grade.label), \(grade.strength) of 5"))\">\(squares)\(grade.label)</p>"
}
