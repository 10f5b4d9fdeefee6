import Diagnostics
import Engines
import Pack

/// Which values of a segment get an output, and why others do not.
struct OutputChoice {
  private(set) var values: [String] = []
  /// Values with too few customers for any page.
  private(set) var withheld: [String] = []
  /// Values without a row in the reported period.
  private(set) var empty: [String] = []
  private(set) var findings: [Diagnostic] = []

  init(_ outputs: Pack.Outputs, of pack: Pack, sums: DividedSums, only: String?) {
    let known = sums.values
    let period = pack.calendar.seconds(of: pack.period)
    var wanted = outputs.values ?? known
    if let only {
      guard wanted.contains(only) else {
        findings.append(Self.unknown(only, among: wanted, outputs, at: nil))
        return
      }
      wanted = [only]
    }
    for value in wanted {
      guard known.contains(value) else {
        findings.append(Self.unknown(value, among: known, outputs, at: outputs.location))
        continue
      }
      if !sums.hasRows(value, in: period) {
        empty.append(value)
      } else if let customers = sums.customers(of: value, in: period), customers > 0, customers < pack.minimumGroup {
        withheld.append(value)
      } else {
        values.append(value)
      }
    }
    tell(outputs, pack)
  }

  private mutating func tell(_ outputs: Pack.Outputs, _ pack: Pack) {
    func note(_ id: String, _ names: [String], _ why: String, _ remedy: String) {
      guard !names.isEmpty else { return }
      findings.append(
        Diagnostic(
          .note, id, "No output for \(Self.list(names))", at: outputs.location, explanation: why, remedy: remedy))
    }
    note(
      "output-withheld", withheld, "Fewer than \(pack.minimumGroup) customers stand behind each",
      "Put small values together in the segment's expression")
    note(
      "output-empty", empty, "No row of \(pack.period.name) belongs to it", "Report on another period with --period")
    guard values.isEmpty, !findings.hasErrors else { return }
    findings.append(
      Diagnostic(
        .error, "no-output", "No value of `\(outputs.segment)` can have an output", at: outputs.location,
        remedy: "Check the segment's sources and the period"))
  }

  private static func unknown(
    _ value: String, among known: [String], _ outputs: Pack.Outputs, at location: Diagnostic.Location?
  ) -> Diagnostic {
    Diagnostic(
      .error, "unknown-output", "No row has the value `\(value)` in `\(outputs.segment)`", at: location,
      remedy: nearestName(to: value, among: known).map { "Did you mean `\($0)`?" }
        ?? "The values are \(list(known))")
  }

  /// The first few of some names, and how many more there are.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
