extension Plan: Equatable {
  /// Whether two plans ask for the same, in the same order.
  public static func == (a: Plan, b: Plan) -> Bool {
    a.atoms == b.atoms && a.views == b.views && a.durations == b.durations && a.distinct == b.distinct
  }
}
