import Pack

/// The columns of a file that a pack is made of; each nil where none fits.
struct NewChoices {
  /// Names a row.
  var key: NewColumn?
  /// Assigns a row to a period.
  var time: NewColumn?
  /// The independent unit, with fewer values than rows.
  var cluster: NewColumn?
  /// Cuts the figures into groups.
  var segment: NewColumn?
  /// The share of rows for which it is true is the rate.
  var flag: NewColumn?
  var figure: Figure?

  /// The amount or the duration of a row.
  enum Figure {
    case amount(NewColumn)
    case duration(NewColumn, unit: String)
    /// From the time column to another timestamp.
    case span(end: NewColumn)
  }

  init(_ columns: [NewColumn], rows: Int) {
    key = Self.best(columns.filter { $0.isIdentifier && $0.missing == 0 && $0.isUnique }) { _ in 0 }
    time = Self.time(columns)
    cluster = Self.cluster(columns, rows: rows)
    segment = Self.segment(columns, rows: rows)
    flag = Self.flag(columns, rows: rows)
    let time = time
    figure = Self.figure(columns, time: time)
  }

  /// The column with the highest score, the first among equals.
  private static func best(_ columns: [NewColumn], _ score: (NewColumn) -> Double) -> NewColumn? {
    var best: (column: NewColumn, score: Double)?
    for column in columns {
      let value = score(column)
      if best.map({ value > $0.score }) ?? true { best = (column, value) }
    }
    return best?.column
  }

  /// The share of rows with a value in steps of a twentieth, so that a few gaps do not outweigh a fitting name.
  private static func coverage(_ column: NewColumn) -> Double {
    (Double(column.filled) / Double(max(1, column.rows)) * 20).rounded(.down) / 20
  }

  /// 1 for the first of some words, less for later ones, 0 for none.
  private static func preference(_ column: NewColumn, _ words: [String]) -> Double {
    guard let index = words.firstIndex(where: { column.words.contains($0) }) else { return 0 }
    return 1 - Double(index) / Double(words.count)
  }

  private static func time(_ columns: [NewColumn]) -> NewColumn? {
    let names = [
      "started", "start", "created", "opened", "received", "ordered", "occurred", "date", "datetime", "time",
      "timestamp",
      "day", "month",
    ]
    let times = columns.filter { $0.span != nil && !$0.isPlanned }
    let candidates = times.isEmpty ? columns.filter { $0.span != nil } : times
    return best(candidates) { coverage($0) * 10 + preference($0, names) }
  }

  private static func cluster(_ columns: [NewColumn], rows: Int) -> NewColumn? {
    let owners = [
      "customer", "client", "account", "user", "member", "subscriber", "contact", "visitor", "patient", "person",
    ]
    let candidates = columns.filter { column in
      column.type == .text && column.isIdentifier && !Set(owners).isDisjoint(with: column.words)
        && column.distinct < column.filled && column.distinct > 1
    }
    return best(candidates) { coverage($0) + preference($0, owners) }
  }

  private static func segment(_ columns: [NewColumn], rows: Int) -> NewColumn? {
    let names = [
      "channel", "segment", "tier", "region", "country", "market", "product", "category", "type", "intent", "plan",
      "team", "queue", "source", "brand", "reason", "topic",
    ]
    let candidates = columns.filter { column in
      column.type == .text && !column.hasManyValues && column.values.count >= 2 && !column.isIdentifier
        && coverage(column) >= 0.5 && !column.isArm
    }
    // A breakdown with a group below the pack's minimum is withheld whole, so such columns come last.
    return best(candidates) {
      coverage($0) * 4 + ($0.smallestGroup >= 10 ? 8 : 0) + preference($0, names) * 2
    }
  }

  private static func flag(_ columns: [NewColumn], rows: Int) -> NewColumn? {
    let candidates = columns.filter { column in
      if case .boolean = column.type { return !column.isArm }
      return false
    }
    return best(candidates) {
      ($0.values.count > 1 ? 8 : 0) + coverage($0) * 4 + ($0.polarity == "up" ? 2 : $0.polarity == "down" ? 1 : 0)
    }
  }

  private static func figure(_ columns: [NewColumn], time: NewColumn?) -> Figure? {
    if let money = best(columns.filter { $0.type == .money }, coverage) { return .amount(money) }
    let durations = columns.filter { $0.type == .number(digits: 0) && $0.timeUnit != nil && $0.numbers.minimum >= 0 }
    if let column = best(durations, coverage), let unit = column.timeUnit { return .duration(column, unit: unit) }
    let ends = ["ended", "end", "closed", "resolved", "completed", "finished", "shipped", "delivered", "answered"]
    let closing = columns.filter { $0.span != nil && !Set(ends).isDisjoint(with: $0.words) && $0.name != time?.name }
    if time != nil, let end = best(closing, { preference($0, ends) }) { return .span(end: end) }
    let amounts = ["amount", "value", "total", "price", "cost", "costs", "revenue", "fee", "sales", "quantity"]
    let numbers = columns.filter { column in
      if case .number = column.type { return !Set(amounts).isDisjoint(with: column.words) }
      return false
    }
    return best(numbers) { coverage($0) * 4 + preference($0, amounts) }.map { .amount($0) }
  }
}

extension NewColumn {
  /// All rows differ, as far as they were compared.
  var isUnique: Bool { filled == rows && (isDistinctCapped || distinct == filled) && rows > 0 }

  /// Whether the name is that of a division into arms.
  var isArm: Bool {
    !Set(["arm", "cohort", "variant", "experiment", "holdout", "control", "treatment"]).isDisjoint(with: words)
  }

  /// A moment that may lie ahead says nothing of where the data stand.
  var isPlanned: Bool {
    let ahead: Set = [
      "due", "planned", "plan", "target", "expiry", "expires", "expired", "until", "valid", "next", "renewal", "birth",
      "birthday", "deadline", "promised", "scheduled", "eta",
    ]
    return !ahead.isDisjoint(with: words)
  }

  /// The unit that the name gives to a duration.
  var timeUnit: String? {
    let units = [("seconds", "s"), ("minutes", "min"), ("hours", "h"), ("days", "day")]
    if let unit = units.first(where: { words.contains($0.0) })?.1 { return unit }
    // Short forms mean other things in front of a name: min_price.
    let endings = [
      "second": "s", "secs": "s", "sec": "s", "s": "s", "minute": "min", "mins": "min", "min": "min", "hour": "h",
      "hrs": "h", "h": "h",
    ]
    return words.count > 1 ? words.last.flatMap { endings[$0] } : nil
  }

  /// Which direction the name suggests to be good; neutral where it suggests none.
  var polarity: String {
    let bad: Set = [
      "churned", "churn", "escalated", "failed", "error", "cancelled", "canceled", "refunded", "returned", "breached",
      "complaint", "reopened", "repeat", "repeated", "abandoned", "late", "fraud", "lost", "missed", "bounced", "cost",
      "costs", "fee", "refund", "spend", "transferred",
    ]
    let good: Set = [
      "resolved", "converted", "contained", "success", "successful", "completed", "solved", "satisfied", "retained",
      "won", "paid", "delivered", "answered", "renewed", "active", "revenue", "sales",
    ]
    if !bad.isDisjoint(with: words) { return "down" }
    return good.isDisjoint(with: words) ? "neutral" : "up"
  }
}
