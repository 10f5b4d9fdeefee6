#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

func exponential(_ x: Double) -> Double { exp(x) }
func naturalLog(_ x: Double) -> Double { log(x) }
func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }

/// Ten to a small non-negative power.
func powerOfTen(_ digits: Int) -> Double {
  var result = 1.0
  for _ in 0..<max(0, digits) { result *= 10 }
  return result
}

/// `a * b - c * d`, computed exactly in 256 bits and rounded once at the end.
func exactDifferenceOfProducts(_ a: Int128, _ b: Int128, _ c: Int128, _ d: Int128) -> Double {
  let x = a.multipliedFullWidth(by: b)
  let y = c.multipliedFullWidth(by: d)
  let (low, borrow) = x.low.subtractingReportingOverflow(y.low)
  let high = x.high &- y.high &- (borrow ? 1 : 0)
  let width = 340_282_366_920_938_463_463_374_607_431_768_211_456.0
  if high >= 0 { return Double(rounding: high) * width + Double(rounding: low) }
  let negatedLow = ~low &+ 1
  let negatedHigh = ~high &+ (negatedLow == 0 ? 1 : 0)
  return -(Double(rounding: negatedHigh) * width + Double(rounding: negatedLow))
}

/// The solution of a small symmetric system by elimination with pivoting, or nil where it is singular.
func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
  var (a, b) = (matrix, right)
  let n = b.count
  for column in 0..<n {
    var pivot = column
    for row in column..<n where abs(a[row][column]) > abs(a[pivot][column]) { pivot = row }
    guard abs(a[pivot][column]) > 1e-12 else { return nil }
    a.swapAt(column, pivot)
    b.swapAt(column, pivot)
    for row in (column + 1)..<max(n, column + 1) {
      let factor = a[row][column] / a[column][column]
      for k in column..<n { a[row][k] -= factor * a[column][k] }
      b[row] -= factor * b[column]
    }
  }
  for row in stride(from: n - 1, through: 0, by: -1) {
    for k in (row + 1)..<max(n, row + 1) { b[row] -= a[row][k] * b[k] }
    b[row] /= a[row][row]
  }
  return b
}
