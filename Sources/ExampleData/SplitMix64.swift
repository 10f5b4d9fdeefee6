/// Steele, Lea and Flood's SplitMix64: the same numbers on every machine from one seed.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1), with 53 bits. Only `+ - * /` are applied to it anywhere, which IEEE 754 fixes to the last
  /// digit; functions of the C library are not used because their last digit differs between machines.
  mutating func uniform() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// Uniform in `low...high`.
  mutating func integer(_ low: Int, _ high: Int) -> Int {
    low + Int(next() % UInt64(high - low + 1))
  }

  mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// An index drawn by weights that add up to `total`.
  mutating func pick(_ weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return weights.count - 1
  }

  /// `value` rounded down or up at random so that its mean is kept.
  mutating func rounded(_ value: Double) -> Int {
    let whole = Int(value)
    return chance(value - Double(whole)) ? whole + 1 : whole
  }
}
