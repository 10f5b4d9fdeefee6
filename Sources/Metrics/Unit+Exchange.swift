import Units

extension Units.Unit {
  /// The same unit with its money in another currency, its basis kept: `EUR_net/session` becomes `USD_net/session`; nil
  /// unless money stands in it once, above the line.
  func exchanged(to code: String) -> Units.Unit? {
    guard let money, let from = try? Units.Unit(parsing: money), let rest = try? over(from).unit, rest.money == nil,
      let to = try? Units.Unit(parsing: code + money.drop { $0 != "_" })
    else { return nil }
    return try? rest.times(to).unit
  }
}
