/// A customer: known before any contact, assigned to an arm at the first contact after the launch.
struct Customer {
  var number: Int
  var createdDay: Int
  var tier: Int
  /// Relative frequency of contacts, close to Zipf's law over customers.
  var weight: Double
  /// Propensity to order, mean 1.
  var propensity: Double
  var assignedAt: Int?
  var isAssistant = false
  var isFirstWave = false

  var id: String { "C\(10_000 + number)" }

  /// The customers in order of creation.
  static func all(count: Int, seed: UInt64) -> [Customer] {
    var random = SplitMix64(seed: seed)
    var customers: [Customer] = []
    for _ in 0..<count {
      let old = random.chance(0.62)
      let created =
        old
        ? random.integer(WallClock.day(2022, 6, 1), Programme.first - 1)
        : random.integer(Programme.first, Programme.last - 5)
      let rank = random.uniform() * Double(count)
      let share = rank / Double(count)
      let tier = share < 0.15 ? 2 : share < 0.60 ? 1 : 0
      customers.append(
        Customer(
          number: 0, createdDay: created, tier: tier, weight: 1 / (rank + 400),
          propensity: 0.5 + random.uniform()))
    }
    customers.sort { ($0.createdDay, $0.weight) < ($1.createdDay, $1.weight) }
    for index in customers.indices { customers[index].number = index }
    return customers
  }
}
