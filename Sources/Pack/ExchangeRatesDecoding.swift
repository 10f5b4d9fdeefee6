import Diagnostics
import Metrics
import Units

extension PackDecoder {
  /// Reads `exchange_rates:` and its file: columns date, from, to, rate.
  mutating func exchangeRates(_ node: ConfigNode?) -> ExchangeRates? {
    guard let node else { return nil }
    let keys = PackSchema.mapping(node, at: "exchange_rates", &findings)
    let policy = keys["policy"]?.choice(of: ExchangeRates.Policy.self, &findings)
    guard let policy, let place = keys["file"], let file = files.file(place, ending: ".csv", &findings) else {
      return nil
    }
    guard let bytes = files.contents(file), let text = String(validating: bytes, as: UTF8.self) else {
      findings.append(place.error("not-utf8", "The file `\(file)` is not UTF-8", remedy: "Save it as UTF-8"))
      return nil
    }
    var reader = RateFile(file: file)
    reader.read(text)
    findings += reader.findings
    return ExchangeRates(
      file: file, policy: policy, rates: reader.rates.sorted { ($0.date, $0.line) < ($1.date, $1.line) })
  }

  /// Every `convert` needs a rate for the shown period.
  mutating func checkExchange(
    _ metrics: [Metric], _ compiled: CompiledMetrics, _ rates: ExchangeRates?, _ period: Period
  ) {
    for metric in metrics {
      guard let root = compiled.formulas[metric.name]?.root else { continue }
      for (from, to) in root.exchanges {
        let place = Diagnostic.Location(
          file: metric.location.file, line: metric.location.line, column: metric.location.column)
        guard let rates else {
          findings.append(
            Diagnostic(
              .error, "no-exchange-rates", "`\(metric.name)` converts \(from) to \(to), and the pack has no rates",
              at: place, remedy: "Add `exchange_rates: {file: data/rates.csv, policy: average}`"))
          continue
        }
        guard rates.rate(from: from, to: to, over: period) == nil else { continue }
        let pairs = Set(rates.rates.map { "\($0.from) to \($0.to)" }).sorted().joined(separator: ", ")
        let hasPair = rates.rates.contains { [$0.from, $0.to] == [from, to] || [$0.to, $0.from] == [from, to] }
        findings.append(
          Diagnostic(
            .error, "missing-rate",
            hasPair
              ? "`\(rates.file)` holds no rate \(from) to \(to) for \(period.name)"
              : "`\(rates.file)` holds no rates between \(from) and \(to)", at: place,
            explanation: rates.policy == .average
              ? "The policy `average` takes the rates dated within the period"
              : "The policy `closing` takes the last rate on or before the period's last day",
            remedy: hasPair ? "Add the missing rows" : "The file holds \(pairs.isEmpty ? "none" : pairs)"))
      }
    }
  }
}

extension CompiledFormula.Node {
  /// Currencies that `convert` goes from and to, in order of appearance.
  fileprivate var exchanges: [(from: String, to: String)] {
    let inner = parts.flatMap(\.exchanges)
    guard case .call(.convert, let arguments) = self, arguments.count == 3, case .name(let to) = arguments[1],
      case .name(let from) = arguments[2]
    else { return inner }
    return inner + [(from, to)]
  }
}

/// Reads the rows of a file of exchange rates.
private struct RateFile {
  let file: String
  var rates: [ExchangeRates.Rate] = []
  var findings: [Diagnostic] = []

  private static let columns = ["date", "from", "to", "rate"]

  init(file: String) { self.file = file }

  mutating func read(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let header = fields(lines.first ?? "")
    let positions = Self.columns.compactMap { header.firstIndex(of: $0) }
    guard positions.count == Self.columns.count else {
      let missing = Self.columns.filter { !header.contains($0) }
      report(1, "rates-header", "The header lacks \(missing.joined(separator: ", "))", "Write `date,from,to,rate`")
      return
    }
    var seen: [String: Int] = [:]
    for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
      let row = fields(line)
      guard row.count == header.count else {
        report(index + 1, "bad-rate", "The row has \(row.count) fields, not \(header.count)", nil)
        continue
      }
      guard let rate = rate(positions.map { row[$0] }, line: index + 1) else { continue }
      let key = "\(rate.date) \(rate.from) to \(rate.to)"
      if let first = seen[key] {
        report(
          index + 1, "duplicate-rate", "A second rate of \(key)", "Keep one; the first stands in line \(first)")
        continue
      }
      seen[key] = index + 1
      rates.append(rate)
    }
    findGaps()
  }

  private func fields(_ line: Substring) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map { field in
      var field = field.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
      while field.last?.isWhitespace == true { field.removeLast() }
      if field.count >= 2, field.first == "\"", field.last == "\"" { field = field.dropFirst().dropLast() }
      return String(field)
    }
  }

  private mutating func rate(_ row: [String], line: Int) -> ExchangeRates.Rate? {
    guard let date = CivilDate(parsing: row[0]) else {
      report(line, "bad-rate", "`\(excerpt(row[0]))` is no date", "Write year, month and day: `2026-09-30`")
      return nil
    }
    for code in row[1...2] where Currency.digits(of: code) == nil {
      report(line, "bad-rate", "`\(excerpt(code))` is no currency of ISO 4217", "Write a code such as EUR")
      return nil
    }
    guard row[1] != row[2] else {
      report(line, "bad-rate", "The rate is from \(row[1]) to itself", "Take the row out")
      return nil
    }
    guard let value = ExactDecimal(parsing: row[3]), value.digits > 0 else {
      report(
        line, "bad-rate", "`\(excerpt(row[3]))` is no rate",
        "Write a number above zero with a decimal point: `1.0843`")
      return nil
    }
    return ExchangeRates.Rate(date: date, from: row[1], to: row[2], value: value, line: line)
  }

  /// In a series that is kept by the day, more than a week without a rate is a hole.
  private mutating func findGaps() {
    let series = Dictionary(grouping: rates) { "\($0.from) to \($0.to)" }
    for (pair, rates) in series.sorted(by: { $0.key < $1.key }) where rates.count > 4 {
      let sorted = rates.sorted { $0.date < $1.date }
      let steps = zip(sorted, sorted.dropFirst()).map { $1.date.dayNumber - $0.date.dayNumber }
      guard steps.sorted()[steps.count / 2] <= 4 else { continue }
      for (index, step) in steps.enumerated() where step > 7 {
        let (before, after) = (sorted[index], sorted[index + 1])
        findings.append(
          Diagnostic(
            .warning, "rates-missing", "There is no rate \(pair) between \(before.date) and \(after.date)",
            at: Diagnostic.Location(file: file, line: after.line),
            explanation: "The other rates of this pair follow each other by days", remedy: "Add the missing days"))
      }
    }
  }

  private mutating func report(_ line: Int, _ id: String, _ summary: String, _ remedy: String?) {
    findings.append(Diagnostic(.error, id, summary, at: Diagnostic.Location(file: file, line: line), remedy: remedy))
  }
}
