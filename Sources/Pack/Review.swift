public import Diagnostics
import Formats

/// How far a pack has come on its way to the board, by the word of its author.
public struct Review: Sendable, Hashable {
  /// The three stations of a pack.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    case draft
    case forReview = "for review"
    case approved

    /// As a page shows it.
    public var label: String {
      switch self {
      case .draft: phrase("Draft")
      case .forReview: phrase("For review")
      case .approved: phrase("Approved")
      }
    }
  }

  /// The station.
  public var status: Status
  /// Who wrote, reviews or approved it, as the status says.
  public var by: [String]
  /// Since when.
  public var on: CivilDate?
  /// SHA-256 of the content that was approved, one an edition.
  public var hashes: [String]
  /// Where the pack says so.
  public var location: Diagnostic.Location

  /// A status with names, a day and what it is about.
  public init(
    status: Status, by: [String] = [], on: CivilDate? = nil, hashes: [String] = [], location: Diagnostic.Location
  ) {
    self.status = status
    self.by = by
    self.on = on
    self.hashes = hashes
    self.location = location
  }
}

extension PackDecoder {
  /// The key `review`; an approval without a name and a day is none.
  mutating func review(_ node: ConfigNode?) -> Review? {
    guard let node else { return nil }
    let keys = PackSchema.mapping(node, at: "review", &findings)
    let by = (keys["by"]?.list(&findings) ?? []).compactMap { $0.text(&findings) }
    let on = keys["on"]?.date(&findings)
    let hashes = (keys["hash"]?.list(&findings) ?? []).compactMap { hash($0) }
    guard let status = keys["status"]?.choice(of: Review.Status.self, &findings) else { return nil }
    if status == .approved, by.isEmpty || on == nil {
      findings.append(
        node.error(
          "approval-incomplete", "An approval needs a name and a day",
          remedy: "Write who approved it under `by:` and when under `on:`"))
      return nil
    }
    return Review(status: status, by: by, on: on, hashes: hashes, location: node.location)
  }

  private mutating func hash(_ node: ConfigNode) -> String? {
    guard let text = node.text(&findings) else { return nil }
    guard text.utf8.count == 64, text.allSatisfy({ $0.isHexDigit && !$0.isUppercase }) else {
      findings.append(
        node.error(
          "approval-hash", "This is no hash of a content",
          remedy: "Copy the 64 characters that `boardpack build` prints"))
      return nil
    }
    return text
  }
}
