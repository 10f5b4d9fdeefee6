public import Diagnostics
public import Engines
import Metrics
public import Pack

/// A plan over a pack as SQL: statements whose results, read by `SumTableReader`, give the sum table of the scan.
///
/// Checks come first: columns and their types, unique keys, control totals. Throws a `DiagnosticError` for what SQL cannot read.
///
/// - Parameter isForReading: names the calendar's zone, `offset_of('Europe/Berlin', …)`, where a statement that is run
///   has a table of the zone's changes.
public func statements(
  for plan: Plan, on pack: Pack, dialect: Dialect, isForReading: Bool = false
) throws(DiagnosticError) -> [Statement] {
  let needs = try PlanNeeds(plan, pack)
  let writer = StatementWriter(
    dialect: dialect, needs: needs,
    relations: try RelationWriter(dialect, needs, isForReading: isForReading))
  var result = try needs.allDatasets().compactMap(writer.columns)
  for dataset in try needs.allDatasets() { result += try writer.checks(dataset) }
  for (index, view) in plan.views.enumerated() { result += try writer.view(index, view) }
  for (index, view) in plan.durations.enumerated() { result += try writer.durations(index, view) }
  for (index, view) in plan.distinct.enumerated() { result += try writer.distinct(index, view) }
  if let bad = result.first(where: { $0.sql.utf8.contains(0) }) {
    throw DiagnosticError(
      Diagnostic(
        .error, "nul-character", "A name or text over dataset `\(bad.dataset)` holds a NUL character",
        explanation: "No SQL engine takes one in a statement", remedy: "Take it out of the pack"))
  }
  return result
}
