public import Diagnostics
public import Engines
import Formats
import Metrics
public import Pack

/// What is found when the data have been read: rows set aside, and each limit of the pack that is not kept.
///
/// Findings stand in the order of the datasets in the pack; an error means that there is no report.
public func qualityFindings(_ quality: [DatasetQuality], of pack: Pack) -> [Diagnostic] {
  pack.datasets.flatMap { dataset -> [Diagnostic] in
    guard let entry = quality.first(where: { $0.dataset == dataset.name }) else { return [] }
    let checks = QualityChecks(dataset: dataset, quality: entry, calendar: pack.calendar)
    return checks.findings
  }
}

/// The figures that do not agree with those from outside: warnings, for the report shows both.
public func reconciliationFindings(_ reconciled: [Reconciled]) -> [Diagnostic] {
  reconciled.filter { !$0.agrees }.map { item in
    let declared = item.declared
    let share = item.share.map { ", " + reconciliationShare(abs($0)) } ?? ""
    return Diagnostic(
      .warning, "not-reconciled",
      "`\(declared.measure)` does not reconcile in \(declared.period.text): "
        + (item.sum == nil
          ? "the sum does not fit 64 bits"
          : "\(item.format.string(item.value)) against \(item.format.string(item.figure))"),
      at: .init(file: declared.location.file, line: declared.location.line, column: declared.location.column),
      explanation: "The difference is \(item.format.signed(item.difference))\(share); allowed: \(item.allowed). "
        + "Source: \(declared.source)",
      remedy: "Find the rows that are missing or double, or correct the figure; page 1 of the report says so until then"
    )
  }
}

/// A share of a difference, with as many digits as tell it from zero: `0.23%`, `0.0004%`.
public func reconciliationShare(_ share: Double) -> String {
  var digits = 2
  while digits < 8, share != 0, abs(share) < [0.000_05, 0.000_005, 0.000_000_5, 0.000_000_05][min(3, digits - 2)] {
    digits += 1
  }
  return ValueFormat.percent(digits: digits).string(share)
}

private struct QualityChecks {
  let dataset: Dataset
  let quality: DatasetQuality
  let calendar: Calendar

  private var place: Diagnostic.Location { location(dataset.location) }

  private func location(_ text: SourceText) -> Diagnostic.Location {
    .init(file: text.file, line: text.line, column: text.column)
  }

  var findings: [Diagnostic] {
    [open, tooManyBadRows ?? quality.quarantineFinding].compactMap { $0 } + rules + [stale, kept].compactMap { $0 }
  }

  private var open: Diagnostic? {
    guard !quality.closes else { return nil }
    return Diagnostic(
      .error, "control-totals",
      "The control totals of `\(dataset.name)` do not close: \(quality.read) rows were read, and "
        + "\(quality.accepted + quality.outOfPeriod + quality.unassigned + quality.quarantined) stand in a count",
      at: place, explanation: "A row would be lost or counted twice, so no figure can be trusted",
      remedy: "This is a fault of Boardpack: report it with the pack")
  }

  private var tooManyBadRows: Diagnostic? {
    guard let limit = dataset.rules.badRowLimit, !limit.allows(quality.quarantined, of: quality.read) else {
      return nil
    }
    let first = quality.badRows.prefix(5).map { row in
      "\(row.file):\(row.line): \(row.column.map { "\($0): " } ?? "")\(row.rule)"
    }
    return Diagnostic(
      .error, "too-many-bad-rows",
      "Dataset `\(dataset.name)` has \(rows(quality.quarantined, "bad ")) of \(quality.read), \(limit) allowed",
      at: place, explanation: first.joined(separator: "; "),
      remedy: "Correct the rows, or raise `max_bad_rows` if they may be left out")
  }

  private var rules: [Diagnostic] {
    dataset.rules.rowRules.compactMap { rule in
      guard let result = quality.rules.first(where: { $0.name == rule.name }),
        !rule.limit.allows(result.violations, of: quality.read)
      else { return nil }
      let examples = quality.badRows.filter { $0.column == nil && $0.rule == rule.brokenText }.prefix(3)
        .map { "\($0.file):\($0.line)" }
      return Diagnostic(
        .error, "broken-rule",
        "The rule `\(rule.name)` of `\(dataset.name)` is broken by \(rows(result.violations)) of \(quality.read), "
          + "\(rule.limit) allowed",
        at: location(rule.location),
        explanation: "Each row must meet `\(rule.location.text)`"
          + (examples.isEmpty ? "" : "; the first that do not: " + examples.joined(separator: ", ")),
        remedy: "Correct the rows, or say with `at_most` how many may break the rule")
    }
  }

  private var stale: Diagnostic? {
    guard let limit = dataset.rules.freshness, quality.latest.map({ $0 < limit.moment }) ?? true else { return nil }
    let summary =
      quality.latest.map { "The latest row of `\(dataset.name)` is of \(day($0)), older than \(limit.text) at as_of" }
      ?? "No row of `\(dataset.name)` has a time up to as_of, so its freshness is not known"
    return Diagnostic(
      .error, "stale-data", summary, at: place,
      explanation: "Rows are needed from \(day(limit.moment)) or later: a report on old data would look like news",
      remedy: "Export the data again, or correct `freshness` if they come less often")
  }

  private var kept: Diagnostic? {
    guard let limit = dataset.rules.retention, let earliest = quality.earliest, earliest < limit.moment else {
      return nil
    }
    return Diagnostic(
      .warning, "kept-too-long",
      "The earliest row of `\(dataset.name)` is of \(day(earliest)), kept longer than \(limit.text)", at: place,
      explanation: "Rows of before \(day(limit.moment)) should have been deleted",
      remedy: "Delete them at their source, or correct `retention`")
  }

  private func day(_ seconds: Int64) -> String { "\(calendar.day(atUTC: seconds))" }

  private func rows(_ count: Int, _ adjective: String = "") -> String {
    "\(count) \(adjective)row\(count == 1 ? "" : "s")"
  }
}

extension RowRule {
  /// What a row set aside for it says.
  public var brokenText: String { "breaks the rule `\(name)`" }
}
