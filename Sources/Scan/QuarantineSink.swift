public import Engines

/// Takes the rows of a dataset that cannot be used, once per dataset, as soon as it has been read, also when there are
/// none: in the order of file, line and column, the first `QuarantineFile.limit` of them; `total` counts all.
public typealias QuarantineSink =
  @Sendable (_ dataset: String, _ rows: [DatasetQuality.BadRow], _ total: Int) throws -> Void
