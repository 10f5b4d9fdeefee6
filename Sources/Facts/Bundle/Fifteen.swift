/// A number as machines are given it: 15 significant digits, the same on every machine.
public func fifteen(_ value: Double) -> Double {
  value.isFinite ? Double(significant(value, digits: 15)) ?? value : value
}
