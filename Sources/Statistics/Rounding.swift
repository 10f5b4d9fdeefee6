extension Double {
  /// The nearest value, as `Double(_:)` gives it: the conversion of 128 bits is generic and 400 times slower than that
  /// of 64 bits, which nearly always suffice.
  package init(rounding value: Int128) {
    if let small = Int64(exactly: value) { self = Double(small) } else { self = Double(value) }
  }

  /// As above, for magnitudes.
  init(rounding value: UInt128) {
    if let small = UInt64(exactly: value) { self = Double(small) } else { self = Double(value) }
  }
}
