/// What is true by construction in the example data: the figures that the estimates of the packs are judged against.
///
/// "Assistant" and "holdout" are the arms. Sessions without a customer are always routed to the assistant.
enum TrueEffects {
  /// Share of sessions of known customers that end in an order, holdout and every session before the launch.
  static let conversionHoldout = 0.06
  /// The same in the assistant arm: the uplift is 2 percentage points.
  static let conversionAssistant = 0.08

  /// Share of routed sessions that the assistant resolves alone, on average over intents, by model version.
  static let containment = ["1.0": 0.58, "2.0": 0.62, "2.1": 0.65]
  /// The same on the voice channel, all versions.
  static let containmentVoice = 0.36
  /// Points of containment lost in the incident week.
  static let containmentIncident = 0.24
  /// What an intent adds to containment; the weighted sum is zero within 0.005.
  static let containmentByIntent = [0.12, -0.02, 0.0, -0.10, -0.26, 0.14]

  /// Share of the assistant's messages that fall back to "I did not understand", by version, and in the incident week.
  static let fallback = ["1.0": 0.075, "2.0": 0.060, "2.1": 0.052]
  static let fallbackIncident = 0.17

  /// Seconds a person works on a session of each intent, before the launch and in the holdout.
  static let handleSeconds = [300.0, 420, 390, 520, 540, 330]
  /// A session handed over takes a person 12% longer than one of the same intent in the holdout: an adverse effect.
  static let handleFactorHandedOff = 1.12

  /// Chance that a session is followed by another of the same customer and intent within 6 days. Adverse: +3 points.
  static let repeatHoldout = 0.09
  static let repeatAssistant = 0.12

  /// Promoters and detractors among answers: NPS 21 and 29, a rise of 8 points.
  static let promotersHoldout = 0.43
  static let detractorsHoldout = 0.22
  static let promotersAssistant = 0.49
  static let detractorsAssistant = 0.20
  /// Share of 4 and 5 among satisfaction answers before the launch month, and since. It fell in both arms alike: a
  /// comparison with last year shows a fall, the arms show that the assistant has no effect.
  static let satisfiedBefore = 0.82
  static let satisfiedSince = 0.75

  /// Orders placed without a session, as a monthly chance by tier (new, returning, loyal).
  static let ownOrders = [0.045, 0.085, 0.15]
  /// After assignment to the assistant this chance is 18% higher: retention and 90-day value rise with it.
  static let ownOrdersFactorAssistant = 1.18

  /// Chance per day that open feedback is shipped, by quarter received: medians near 60, 50, 42, 30 days.
  static let shippedPerDay = (before2026: 0.0115, q1: 0.0135, q2: 0.0165, q3: 0.0230)
}
