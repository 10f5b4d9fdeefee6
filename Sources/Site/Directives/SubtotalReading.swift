import Diagnostics
import Pack

extension DirectiveReader {
  /// `subtotals: true`, or a metric for each heading that it closes.
  mutating func subtotals(_ node: ConfigNode?, _ titles: [String]) -> TableDirective.Subtotals {
    guard let node else { return .none }
    guard !titles.isEmpty else {
      findings.append(
        node.error(
          "table-groups", "`subtotals` needs `groups`", remedy: "write the headings and their metrics under `groups:`"))
      return .none
    }
    guard case .mapping(let entries) = node.content else {
      return node.boolean(&findings) == true ? .sums : .none
    }
    var metrics: [String: String] = [:]
    for entry in entries {
      guard titles.contains(entry.name) else {
        let nearest = nearestName(to: entry.name, among: titles).map { "did you mean `\($0)`?" }
        findings.append(
          entry.key.error(
            "table-groups", "there is no heading `\(entry.name)`",
            remedy: nearest ?? "the headings are \(titles.joined(separator: ", "))"))
        continue
      }
      metrics[entry.name] = metric(entry.value)
    }
    return .metrics(metrics)
  }
}
