import Metrics
import Pack

extension FactBook {
  /// The values of a metric by segment, rows without a value under `""`, small groups included: for the author's own
  /// sums, never for a page. Parts without a value are left out.
  public func unsuppressedParts(_ name: String, by segment: String, in slice: Slice) -> [(
    value: String, figure: Double
  )] {
    ([""] + values(of: segment)).compactMap { value in
      let part = Slice(slice.period, segment: SegmentValue(segment, value), arm: slice.arm)
      let evaluation = Evaluation(book: self, inputs: [:], buckets: [])
      return evaluation.vector(.name(name), part).full.map { (value, $0) }
    }
  }
}
