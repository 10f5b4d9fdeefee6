import Formats

/// A row of a variance chart with its usable values.
struct PreparedRow {
  var row: VarianceSpec.Row
  var actual: Double?
  var reference: Double?
  var marker: Double?

  init(_ row: VarianceSpec.Row, _ format: ValueFormat) {
    self.row = row
    actual = format.usable(row.actual)
    reference = format.usable(row.reference)
    marker = format.usable(row.marker)
  }

  var role: TextRole { row.isTotal ? .strong : .label }
  var valueRole: TextRole { row.isTotal ? .strong : .value }
  var levels: [Double] { [actual, reference, marker].compactMap { $0 } }
  var difference: Double? { actual.flatMap { actual in reference.map { actual - $0 } } }
  var relative: Double? {
    guard let difference, let reference, reference != 0 else { return nil }
    let share = difference / abs(reference)
    return abs(share) < 1e9 ? share : nil
  }
}

/// Rows of one unit with how they are printed.
struct PreparedGroup {
  var heading: String
  var rows: [PreparedRow]
  var format: ValueFormat
  var relative: ValueFormat?

  init(_ group: VarianceSpec.Group) {
    heading = group.heading
    format = group.format
    relative = group.relative
    rows = group.rows.map { PreparedRow($0, group.format) }
  }

  /// The texts of a row: its level, its difference, and that in percent.
  func numbers(_ row: PreparedRow) -> [NumberText?] {
    [
      row.actual.map { NumberText($0, format, as: ValueFormat.bare) },
      row.difference.map { NumberText($0, format, as: ValueFormat.bareSigned) },
      relative.flatMap { relative in row.relative.map { NumberText($0, relative, as: ValueFormat.signed) } },
    ]
  }

  var differences: [Double] { rows.compactMap(\.difference) }
  /// Totals are large by nature, so only parts are cut.
  var limit: Double? { outlierLimit(rows.filter { !$0.row.isTotal }.compactMap(\.difference)) }
  var shownDifferences: [Double] {
    let limit = limit ?? .infinity
    return rows.compactMap { row in
      row.difference.map { row.row.isTotal ? $0 : min(max($0, -limit), limit) }
    }
  }
}
