import Metrics
import Pack

/// A measure as one formula needs it: which measure, where, and what besides its sum.
struct Leaf: Hashable {
  enum Need: Hashable {
    case sum
    /// The sum of squares too: the row is the unit and its mean is taken.
    case square
    /// The sum of products with another measure, and both squares.
    case product(String)
    /// The distribution of a survival or quantile measure.
    case distribution
    /// Distinct clusters of the rows counted.
    case clusters
  }

  var measure: String
  var slice: Slice
  var need: Need
}
