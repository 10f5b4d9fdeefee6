/// What each driver contributes to a change, averaged over every order in which the drivers may have changed.
///
/// The contributions add up to `value(all after) - value(all before)`. Nil for more than six drivers or where a
/// combination has no value.
/// - Parameter value: the figure with the drivers marked true at their later value, the others at their earlier one.
///
/// Source: Shapley (1953), exact over all combinations.
public func shapley(drivers: Int, value: ([Bool]) -> Double?) -> [Double]? {
  guard (1...6).contains(drivers) else { return nil }
  var values: [Double] = []
  for mask in 0..<(1 << drivers) {
    guard let figure = value((0..<drivers).map { mask & (1 << $0) != 0 }) else { return nil }
    values.append(figure)
  }
  let factorials = (0...drivers).map { (1..<($0 + 1)).reduce(1.0) { $0 * Double($1) } }
  return (0..<drivers).map { driver in
    values.indices.reduce(0.0) { sum, mask in
      guard mask & (1 << driver) == 0 else { return sum }
      let size = mask.nonzeroBitCount
      let weight = factorials[size] * factorials[drivers - size - 1] / factorials[drivers]
      return sum + weight * (values[mask | (1 << driver)] - values[mask])
    }
  }
}

/// What each factor contributes to the change of their product; nil for unequal counts or more than six factors.
public func shapleyProduct(before: [Double], after: [Double]) -> [Double]? {
  guard before.count == after.count else { return nil }
  return shapley(drivers: before.count) { changed in
    changed.indices.reduce(1.0) { $0 * (changed[$1] ? after[$1] : before[$1]) }
  }
}
