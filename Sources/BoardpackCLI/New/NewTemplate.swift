import ArgumentParser

/// What a new pack starts from.
enum NewTemplate: String, ExpressibleByArgument, CaseIterable {
  /// One page with what the data say of themselves.
  case minimal
  /// A board's pages for a quarter: summary, operations, appendix.
  case boardPack = "board-pack"
  /// The ninety days after a launch beside the ninety before.
  case review

  /// Whether columns are matched with the KPI library's.
  var usesLibrary: Bool { self != .minimal }
}
