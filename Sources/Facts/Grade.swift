import Formats

/// How strong the evidence behind a fact is, strongest first.
public enum Grade: String, Sendable, Hashable, CaseIterable {
  /// Arms assigned at random.
  case randomised
  case differenceInDifferences = "difference-in-differences"
  /// A change over time without a control.
  case beforeAfter = "before-after"
  /// Groups that were not assigned.
  case association
  /// Rests on an input that was not measured here.
  case assumption

  /// Filled squares of five on the page.
  public var strength: Int {
    switch self {
    case .randomised: 5
    case .differenceInDifferences: 4
    case .beforeAfter: 3
    case .association: 2
    case .assumption: 1
    }
  }

  /// As a reader sees it.
  public var label: String {
    switch self {
    case .randomised: phrase("Randomised")
    case .differenceInDifferences: phrase("Difference in differences")
    case .beforeAfter: phrase("Before and after")
    case .association: phrase("Association")
    case .assumption: phrase("Assumption")
    }
  }

  /// Whether the evidence carries a causal word.
  public var isCausal: Bool { self == .randomised || self == .differenceInDifferences }
}
