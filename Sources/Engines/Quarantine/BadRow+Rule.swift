extension DatasetQuality.BadRow {
  /// The rule without the value that broke it: `not a number`.
  public var ruleName: String { split.rule }

  /// What the text of the rule shows of the value, masked by the reader of the column; nil where it names none.
  var shownValue: String? { split.value }

  /// Only the fields of a column stand behind a colon; a rule on the row as a whole is all name.
  private var split: (rule: String, value: String?) {
    guard column != nil, let colon = rule.firstRange(of: ": ") else { return (rule, nil) }
    return (String(rule[..<colon.lowerBound]), String(rule[colon.upperBound...]))
  }
}
