extension ChartSpec {
  /// The same chart on a scale that also spans some values; charts without a value axis of their own stay as they are.
  public func spanning(_ span: ClosedRange<Double>) -> ChartSpec {
    switch self {
    case .line(var spec):
      spec.span = span
      return .line(spec)
    case .control(var spec):
      spec.span = span
      return .control(spec)
    case .column(var spec):
      spec.span = span
      return .column(spec)
    case .bar(var spec):
      spec.span = span
      return .bar(spec)
    case .eventStudy(var spec):
      spec.span = span
      return .eventStudy(spec)
    case .multiples(var spec):
      spec.span = span
      return .multiples(spec)
    default: return self
    }
  }
}

extension ClosedRange<Double>? {
  /// Both ends, or nothing.
  var ends: [Double] { map { [$0.lowerBound, $0.upperBound] } ?? [] }
}
