/// One conversation as it is written to `sessions.csv`.
struct Session {
  var customer: Int?
  var channel: Int
  var intent: Int
  var start: Int
  var end = 0
  var firstResponse = 0
  /// Routed to the assistant; otherwise a person answered from the start.
  var isRouted = false
  var resolvedByBot = false
  var resolutionFlag: Int?
  var handedOff = false
  var fallbacks = 0
  var messages = 0
  /// Work on the session: a person's where a person took part, else the assistant's.
  var handleSeconds = 0
  var resolved = false
  var version: String?
  /// Index into the orders.
  var order: Int?
  /// Whether the same customer came back on the same intent within 7 days; nil where that cannot be known.
  var repeated: Bool?

  var day: Int { start / WallClock.secondsPerDay }
  var needsPerson: Bool { !isRouted || handedOff }
}

/// One order as it is written to `orders.csv`.
struct Order {
  var customer: Int
  var at: Int
  var cents: Int
  var number = 0
}
