/// Surveys after a session: most are not answered, and some answers are the code for "don't know".
enum Surveys {
  /// The code of "don't know" in the scale of the net promoter score.
  static let doNotKnow = 11

  static func csv(_ simulation: Simulation, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    var text = "survey_id,session_id,customer_id,kind,shown_at,answered_at,score\n"
    var number = 0
    for (index, session) in simulation.sessions.enumerated() {
      guard random.chance(0.45) else { continue }
      number += 1
      let isNPS = random.chance(0.62)
      let shown = session.end + random.integer(30, 120)
      let answers = random.chance(isNPS ? 0.36 : 0.40)
      let delay = random.integer(5, 5_400)
      let score = isNPS ? recommendation(session, &random) : satisfaction(session, &random)
      let customer = session.customer.map { simulation.customers[$0].id } ?? ""
      text += "V\(number),S\(index + 1),\(customer),\(isNPS ? "nps" : "csat"),\(WallClock.time(shown)),"
      text += answers ? "\(WallClock.time(shown + delay)),\(score)\n" : ",\n"
    }
    return text
  }

  private static func recommendation(_ session: Session, _ random: inout SplitMix64) -> Int {
    if random.chance(0.025) { return doNotKnow }
    let incident = session.isRouted && Programme.incident.contains(session.day) ? 0.15 : 0
    let promoters = session.isRouted ? TrueEffects.promotersAssistant : TrueEffects.promotersHoldout
    let detractors = (session.isRouted ? TrueEffects.detractorsAssistant : TrueEffects.detractorsHoldout) + incident
    let draw = random.uniform()
    if draw < detractors { return max(0, 6 - Int(7 * random.uniform() * random.uniform())) }
    if draw >= 1 - (promoters - incident) { return random.chance(0.6) ? 10 : 9 }
    return random.chance(0.65) ? 8 : 7
  }

  private static func satisfaction(_ session: Session, _ random: inout SplitMix64) -> Int {
    let share = session.day < Programme.launch ? TrueEffects.satisfiedBefore : TrueEffects.satisfiedSince
    if random.chance(share) { return random.chance(0.55) ? 5 : 4 }
    return random.chance(0.55) ? 3 : random.chance(0.55) ? 2 : 1
  }
}
