/// Contacts and orders of 18 months, day by day, so that assignment happens in the order of time.
struct Simulation {
  var customers: [Customer]
  var sessions: [Session] = []
  var orders: [Order] = []

  private var random: SplitMix64
  /// Running totals of the customers' weights, for drawing by weight.
  private let totals: [Double]

  init(seed: UInt64) {
    customers = Customer.all(count: 8_000, seed: seed &+ 1)
    random = SplitMix64(seed: seed &+ 2)
    var running = 0.0
    totals = customers.map { customer in
      running += customer.weight
      return running
    }
    runSessions()
    markRepeats()
    placeOwnOrders(seed: seed &+ 3)
    numberOrders()
  }

  private mutating func runSessions() {
    var followUps: [Int: [Session]] = [:]
    for day in Programme.first...Programme.last {
      let month = Programme.month(of: day)
      let mean =
        Programme.monthlySessions[month] / Double(Programme.days(inMonth: month))
        * Programme.weekdays[WallClock.weekday(day)] * (0.9 + 0.2 * random.uniform())
      var opened: [Session] = followUps.removeValue(forKey: day) ?? []
      for _ in 0..<random.rounded(mean) { opened.append(opening(on: day)) }
      opened.sort { ($0.start, $0.customer ?? -1, $0.intent) < ($1.start, $1.customer ?? -1, $1.intent) }
      for session in opened {
        let done = handled(session)
        if let again = followUp(of: done) { followUps[again.day, default: []].append(again) }
        sessions.append(done)
      }
    }
  }

  private mutating func opening(on day: Int) -> Session {
    let customer = random.chance(0.88) ? drawCustomer(on: day) : nil
    return Session(
      customer: customer, channel: random.pick(Programme.channelShares(on: day)),
      intent: random.pick(Programme.intentShares), start: day * WallClock.secondsPerDay + timeOfDay())
  }

  /// 07:00 to 23:00, most contacts in the afternoon.
  private mutating func timeOfDay() -> Int {
    25_200 + Int(28_800 * (random.uniform() + random.uniform()))
  }

  private mutating func drawCustomer(on day: Int) -> Int? {
    guard let total = totals.last else { return nil }
    while true {
      let target = random.uniform() * total
      var low = 0
      var high = totals.count - 1
      while low < high {
        let middle = (low + high) / 2
        if totals[middle] > target { high = middle } else { low = middle + 1 }
      }
      if customers[low].createdDay < day { return low }
    }
  }

  private mutating func handled(_ opened: Session) -> Session {
    var session = opened
    if session.day >= Programme.launch {
      if let index = session.customer {
        assign(index, at: session.start)
        session.isRouted = customers[index].isAssistant
      } else {
        session.isRouted = true
      }
    }
    if session.isRouted { answerByAssistant(&session) } else { answerByPerson(&session, from: session.start) }
    placeOrder(in: &session)
    return session
  }

  private mutating func assign(_ index: Int, at start: Int) {
    guard customers[index].assignedAt == nil else { return }
    let first = start / WallClock.secondsPerDay <= Programme.firstWaveEnd
    customers[index].assignedAt = start
    customers[index].isFirstWave = first
    customers[index].isAssistant = random.chance(first ? 0.5 : 0.9)
  }

  private mutating func answerByPerson(_ session: inout Session, from begin: Int) {
    let wait = 15 + Int(420 * random.uniform() * random.uniform())
    let factor = session.handedOff ? TrueEffects.handleFactorHandedOff : 1
    let spread = 0.4 + 0.6 * (random.uniform() + random.uniform())
    session.handleSeconds = Int(TrueEffects.handleSeconds[session.intent] * factor * spread)
    if !session.handedOff { session.firstResponse = begin + wait }
    session.messages += random.integer(3, 12)
    session.end = begin + wait + session.handleSeconds + random.integer(10, 90)
    if !session.resolvedByBot { session.resolved = random.chance(0.87) }
    if session.resolved && session.resolutionFlag == nil { session.resolutionFlag = session.end - random.integer(2, 9) }
  }

  private mutating func answerByAssistant(_ session: inout Session) {
    let version = Programme.version(on: session.day)
    let incident = Programme.incident.contains(session.day)
    session.version = version
    session.firstResponse = session.start + random.integer(2, 6)
    session.messages = random.integer(3, 9)

    let base =
      Programme.channels[session.channel] == "voice"
      ? TrueEffects.containmentVoice : TrueEffects.containment[version] ?? 0
    let contained = random.chance(
      base + TrueEffects.containmentByIntent[session.intent] - (incident ? TrueEffects.containmentIncident : 0))
    // What is not contained: 12% answered but a person asked for all the same, 12% given up, the rest handed over.
    let otherwise = random.uniform()
    session.resolvedByBot = contained || otherwise < 0.12
    session.handedOff = !contained && (otherwise < 0.12 || otherwise >= 0.24)
    session.resolved = session.resolvedByBot

    let rate = incident ? TrueEffects.fallbackIncident : TrueEffects.fallback[version] ?? 0
    for _ in 0..<session.messages where random.chance(rate * (contained ? 0.6 : 1.6)) { session.fallbacks += 1 }

    let work = 45 + 22 * session.messages + random.integer(0, 60)
    if session.resolvedByBot { session.resolutionFlag = session.start + work }
    if session.handedOff {
      answerByPerson(&session, from: session.start + work)
    } else {
      session.handleSeconds = work
      session.end = session.start + work + random.integer(5, 40)
    }
  }

  /// A guest who orders gets an account, so a session without a customer never holds an order.
  private mutating func placeOrder(in session: inout Session) {
    guard let index = session.customer else { return }
    let rate = session.isRouted ? TrueEffects.conversionAssistant : TrueEffects.conversionHoldout
    guard random.chance(rate * Programme.intentConversion[session.intent] * customers[index].propensity) else { return }
    session.order = orders.count
    orders.append(
      Order(customer: index, at: session.end + random.integer(20, 900), cents: Self.orderCents(&random)))
  }

  /// 19 to 209 euros, skewed to the left, mean 82.
  private static func orderCents(_ random: inout SplitMix64) -> Int {
    let u = random.uniform()
    return 1_900 + Int(19_000 * u * u)
  }

  private mutating func followUp(of session: Session) -> Session? {
    guard session.customer != nil else { return nil }
    let rate = session.isRouted ? TrueEffects.repeatAssistant : TrueEffects.repeatHoldout
    guard random.chance(rate) else { return nil }
    let day = session.day + random.integer(1, 5)
    guard day <= Programme.last else { return nil }
    return Session(
      customer: session.customer, channel: session.channel, intent: session.intent,
      start: day * WallClock.secondsPerDay + timeOfDay())
  }

  private mutating func markRepeats() {
    let week = 7 * WallClock.secondsPerDay
    let known = (Programme.last + 1) * WallClock.secondsPerDay - week
    var next: [Int: Int] = [:]
    for index in sessions.indices.reversed() {
      guard let customer = sessions[index].customer else { continue }
      let key = customer * Programme.intents.count + sessions[index].intent
      if sessions[index].start < known {
        sessions[index].repeated = next[key].map { $0 - sessions[index].start < week } ?? false
      }
      next[key] = sessions[index].start
    }
  }

  private mutating func placeOwnOrders(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for index in customers.indices {
      let customer = customers[index]
      for month in 0..<Programme.monthlySessions.count {
        let day = Programme.firstDay(ofMonth: month) + random.integer(0, Programme.days(inMonth: month) - 1)
        let at = day * WallClock.secondsPerDay + random.integer(28_800, 82_800)
        let draw = random.uniform()
        let cents = Self.orderCents(&random)
        var rate = TrueEffects.ownOrders[customer.tier] * (month == 7 || month == 8 ? 1.4 : 1)
        if customer.isAssistant, let assigned = customer.assignedAt, at >= assigned {
          rate *= TrueEffects.ownOrdersFactorAssistant
        }
        if day > customer.createdDay && draw < rate { orders.append(Order(customer: index, at: at, cents: cents)) }
      }
    }
  }

  /// Numbers the orders by time; sessions keep their index into the unsorted list.
  private mutating func numberOrders() {
    let order = orders.indices.sorted { (orders[$0].at, $0) < (orders[$1].at, $1) }
    for (number, index) in order.enumerated() { orders[index].number = number + 1 }
  }
}
