/// For whom an edition of a pack is, and whom a block, a page or a dataset is for.
public enum Audience: String, Sendable, Hashable, CaseIterable {
  /// The organisation's own readers, who see everything.
  case `internal`
  /// Readers outside, from whom what is marked `internal` is kept.
  case external
}
