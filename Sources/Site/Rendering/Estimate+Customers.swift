import Formats
import Statistics

extension Estimate {
  /// `812 customers`, or `about 31,000 customers` where they are estimated; nil where the notion does not apply.
  var customersText: String? {
    clusters.map { "\(clustersEstimated ? "about " : "")\(ValueFormat.count.string(Double($0))) customers" }
  }
}
