import Facts

/// What an output says that an earlier one did not, with the facts behind it.
struct SinceEarlier: Sendable {
  let difference: OutputDifference
  /// The day on which the data of the earlier output stood.
  let asOf: String
  /// By their place in the bundle.
  private let facts: [Fact]

  init(
    _ earlier: EarlierOutput, output files: [(path: String, bytes: [UInt8])], writer: BundleWriter, bundle: Bundle
  ) {
    let pages = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    difference = OutputDifference(old: earlier.output, new: ComparedOutput(bundle: bundle) { pages[$0] })
    asOf = earlier.output.bundle.definitions.asOf
    facts = writer.facts
  }

  /// The fact of this output; nil where it is gone.
  func fact(_ shown: ShownFact?) -> Fact? {
    shown.flatMap { facts.indices.contains($0.index) ? facts[$0.index] : nil }
  }
}
