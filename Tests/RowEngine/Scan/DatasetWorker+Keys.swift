import Engines
import Kernels
import Metrics

extension DatasetWorker {
  struct DurationKey: Hashable, Sendable {
    var atom: Int32
    var arm: Int32
    var segment: Int32
    var value: Int64
    var ending: Ending
  }

  struct DistinctKey: Hashable, Sendable {
    var period: Int32
    var arm: Int32
    var segment: Int32
    var cluster: Int32
  }

  /// Sums by packed key: atom, arm, segment and bucket, see `Packed`.
  struct Sums: Sendable {
    var keys = IntegerDictionary()
    var values: [Int128] = []
  }
}
