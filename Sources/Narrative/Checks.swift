public import Diagnostics

/// A warning `hand-typed-figure` for each figure that an author typed instead of referencing or quoting it.
public func handTypedFigures(in page: Page) -> [Diagnostic] { [] }

/// The same for running text that starts on `line` of `file`, for example a directive's title.
public func handTypedFigures(in inlines: [Inline], file: String, line: Int) -> [Diagnostic] { [] }

/// A causal word of the narrative, with the metrics of the sentence it stands in.
public struct CausalWord: Sendable, Hashable {
  /// In lower case, for example `driven by`.
  public var word: String
  public var line: Int
  /// Each metric referenced or claimed in the same sentence, once, in order.
  public var metrics: [String]
}

/// The causal words of a page, for the caller to judge by the evidence grade of their metrics.
public func causalWords(in page: Page) -> [CausalWord] { [] }

/// The same for running text that starts on `line`.
public func causalWords(in inlines: [Inline], line: Int) -> [CausalWord] { [] }
