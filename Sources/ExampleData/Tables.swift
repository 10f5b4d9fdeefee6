/// The large files as text.
enum Tables {
  static func customers(_ simulation: Simulation) -> String {
    var following: [Int: Int] = [:]
    for order in simulation.orders {
      guard let assigned = simulation.customers[order.customer].assignedAt, order.at >= assigned else { continue }
      following[order.customer] = min(following[order.customer] ?? order.at, order.at)
    }
    var text = "customer_id,created_at,tier,assigned_at,arm,wave,next_order_at\n"
    for (index, customer) in simulation.customers.enumerated() {
      text += "\(customer.id),\(WallClock.date(customer.createdDay)),\(Programme.tiers[customer.tier]),"
      if let assigned = customer.assignedAt {
        text += "\(WallClock.time(assigned)),\(customer.isAssistant ? "assistant" : "holdout"),"
        text += "\(customer.isFirstWave ? "first" : "later"),\(following[index].map(WallClock.time) ?? "")\n"
      } else {
        text += ",,,\n"
      }
    }
    return text
  }

  static func sessions(_ simulation: Simulation) -> String {
    var text = "session_id,customer_id,channel,intent,started_at,ended_at,first_response_at,resolved_by_bot,"
    text += "resolution_flag_at,handed_off,fallback_count,message_count,handle_seconds,resolved,repeat_contact,"
    text += "order_id,model_version\n"
    for (index, session) in simulation.sessions.enumerated() {
      let fields: [String] = [
        "S\(index + 1)", session.customer.map { simulation.customers[$0].id } ?? "",
        Programme.channels[session.channel], Programme.intents[session.intent], WallClock.time(session.start),
        WallClock.time(session.end), WallClock.time(session.firstResponse), flag(session.resolvedByBot),
        session.resolutionFlag.map(WallClock.time) ?? "", flag(session.handedOff), "\(session.fallbacks)",
        "\(session.messages)", "\(session.handleSeconds)", flag(session.resolved), session.repeated.map(flag) ?? "",
        session.order.map { "O\(simulation.orders[$0].number)" } ?? "", session.version ?? "",
      ]
      text += fields.joined(separator: ",") + "\n"
    }
    return text
  }

  static func orders(_ simulation: Simulation) -> String {
    var text = "order_id,customer_id,ordered_at,amount\n"
    for order in simulation.orders.sorted(by: { $0.number < $1.number }) {
      text += "O\(order.number),\(simulation.customers[order.customer].id),\(WallClock.time(order.at)),"
      text += "\(WallClock.money(order.cents))\n"
    }
    return text
  }

  private static func flag(_ value: Bool) -> String { value ? "yes" : "no" }
}
