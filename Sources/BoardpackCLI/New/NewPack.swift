import Diagnostics
import Pack

/// Everything that a new pack says, decided from the profiles of its data files.
struct NewPack {
  /// A file as a dataset of the pack.
  struct Dataset {
    let name: String
    var noun: String
    /// The copy's name within `data/`.
    let copy: String
    let profile: NewProfile
    let choices: NewChoices
    /// Its part in the KPI library; nil where it has none, or nobody looked.
    var role: NewRole?
    /// The measure that counts its rows, and the metric of it; nil without a time column.
    var count: String?
    var volume: String?
  }

  /// A metric over the main dataset with its measures, as lines of YAML without indentation.
  struct Line {
    let name: String
    let measures: [String]
    let metric: [String]
  }

  let title: String
  let template: NewTemplate
  /// The day a review starts from, where the author gave it.
  let launch: CivilDate?
  /// KPIs of the library that the data allow; known once the pack is written.
  var kpis: [String] = []
  /// KPIs that lack one thing, and what.
  var lacking: [(name: String, need: String)] = []
  private(set) var datasets: [Dataset] = []
  /// The dataset with a time column that stands first on the command line.
  let main: Dataset
  let periods: NewPeriods
  let currency: (code: String, isFromNames: Bool)
  private(set) var segment: String?
  /// The rate, then the amount or duration; those that the data hold.
  private(set) var lines: [Line] = []

  /// Throws a `DiagnosticError` when no file has a column that assigns rows to periods.
  init(
    _ profiles: [NewProfile], title: String?, template: NewTemplate = .minimal, answers: NewAnswers? = nil,
    launch: CivilDate? = nil
  ) throws {
    self.template = template
    self.launch = launch
    // A measure or metric of the library's name would take its place.
    var names = NameRegistry(reserving: template.usesLibrary ? KPILibrary.builtIn.allNames : [])
    // Datasets have names of their own: the library's dataset and its count are both called sessions.
    var datasetNames = NameRegistry()
    var copies: Set<String> = []
    for profile in profiles {
      let choices = NewChoices(profile.columns, rows: profile.rows)
      let (words, noun) = Self.datasetWords(profile.file.path)
      let name = datasetNames.name(words, fallback: "rows")
      var dataset = Dataset(
        name: name, noun: noun, copy: Self.copyName(profile.file, &copies), profile: profile, choices: choices)
      if template.usesLibrary, let answers {
        dataset.role = try answers.role(
          NewMatching(profile: profile, choices: choices, words: words), dataset: name)
        if let role = dataset.role, role.isTaken { dataset.noun = role.contract.noun }
      }
      if choices.time != nil {
        dataset.count = names.name([name, "count"], fallback: "row_count")
        dataset.volume = names.name([dataset.noun == "row" ? name : dataset.noun, "volume"], fallback: "volume")
      }
      datasets.append(dataset)
    }
    guard let main = datasets.first(where: { $0.choices.time != nil }), let span = main.choices.time?.span else {
      throw DiagnosticError(Self.noTime(profiles))
    }
    self.main = main
    let lastDay = Self.lastDay(datasets, main: span.last)
    periods =
      template == .review
      ? NewPeriods(reviewOf: span, lastDay: lastDay, launch: launch) : NewPeriods(span, lastDay: lastDay)
    currency = Self.currency(datasets)
    self.title = title ?? labelText(main.name)
    if let column = main.choices.segment { segment = names.name(column.words, fallback: "segment") }
    lines = [NewFigures.rate(main, segment: segment, &names), NewFigures.figure(main, &names)].compactMap(\.self)
  }

  /// All metrics, the main dataset's first.
  var metrics: [String] {
    [main.volume].compactMap(\.self) + lines.map(\.name) + datasets.filter { $0.name != main.name }.compactMap(\.volume)
  }

  private static func noTime(_ profiles: [NewProfile]) -> Diagnostic {
    let texts = profiles.flatMap(\.columns).map { "`\(NewQuoting.comment($0.name))`" }
    return Diagnostic(
      .error, "no-time-column", "No column holds timestamps in a form that can be read",
      at: profiles.first.map { .init(file: $0.file.path) },
      explanation: "Figures belong to periods, so each row needs a day. The columns are "
        + texts.prefix(20).joined(separator: ", "),
      remedy: "Write timestamps as 2026-04-01 12:00, dd.MM.yyyy, dd/MM/yyyy HH:mm, dd/MMM/yy or MM/dd/yyyy, "
        + "two digits each, in every row")
  }

  /// A later timestamp than those of the time columns counts when it lies near: an end, not a typing error or a plan.
  private static func lastDay(_ datasets: [Dataset], main: Int) -> Int {
    let times = datasets.compactMap(\.choices.time?.span?.last).filter { $0 <= main + 366 }
    let latest = times.max() ?? main
    let others = datasets.flatMap(\.profile.columns).filter { !$0.isPlanned }.compactMap(\.span?.last)
    return others.filter { $0 <= latest + 31 }.max().map { max($0, latest) } ?? latest
  }

  private static func currency(_ datasets: [Dataset]) -> (code: String, isFromNames: Bool) {
    let known = ["eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk", "aud", "cad"]
    let words = datasets.flatMap(\.profile.columns).flatMap(\.words)
    return words.first(where: known.contains).map { ($0.uppercased(), true) } ?? ("EUR", false)
  }

  /// The words of the file's name without dates and numbers, and the noun of a row.
  static func datasetWords(_ path: String) -> (words: [String], noun: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    let vague: Set = ["data", "export", "file", "table", "dump", "report", "output", "sheet", "csv", "final", "copy"]
    let words = nameWords(stem).map { String($0.unicodeScalars.filter { $0.isASCII && $0.properties.isAlphabetic }) }
      .filter { $0.count > 1 && !vague.contains($0) }
    guard let last = words.last, last.hasSuffix("s"), last.count > 2 else {
      return (words.isEmpty ? ["rows"] : words, "row")
    }
    let plural = words.joined(separator: "_")
    let singular = last.hasSuffix("ies") ? plural.dropLast(3) + "y" : plural.dropLast()
    // Nouns that are units of time or counts would change the meaning of a formula.
    let units: Set<Substring> = [
      "row", "day", "week", "month", "year", "quarter", "hour", "minute", "second", "share", "point", "score", "pp",
    ]
    return (words, units.contains(singular) ? "row" : String(singular))
  }

  /// A file name that is no pattern and no hidden file, each once, with the ending that its format asks for.
  private static func copyName(_ file: InferredFile, _ used: inout Set<String>) -> String {
    let name = file.path.split(separator: "/").last.map(String.init) ?? "data"
    var stem = name.split(separator: ".").first.map(String.init) ?? "data"
    stem = String(
      stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") ? $0 : "_" }.prefix(80))
    let isPacked = file.path.lowercased().hasSuffix(".gz")
    let ending = (file.format == .jsonl ? ".jsonl" : file.format == .spaces ? ".txt" : ".csv") + (isPacked ? ".gz" : "")
    var copy = stem + ending
    var number = 2
    while !used.insert(copy.lowercased()).inserted {
      copy = "\(stem)_\(number)\(ending)"
      number += 1
    }
    return copy
  }
}

extension KPILibrary {
  /// Names of its KPIs and measures.
  fileprivate var allNames: [String] { kpis.map(\.name) + measures.keys.sorted() }
}
