import Diagnostics

/// All keys of `pack.yaml` in one table: it drives the checks of unknown and missing keys, and the reference page.
public enum PackSchema {
  /// One key. `*` in a path stands for a name of the author's choice.
  struct Field: Sendable {
    var path: String
    var type: String
    var required: Bool
    var fallback: String
    var meaning: String

    init(_ path: String, _ type: String, required: Bool = false, default fallback: String = "", _ meaning: String) {
      self.path = path
      self.type = type
      self.required = required
      self.fallback = fallback
      self.meaning = meaning
    }

    var name: String { String(path.utf8.split(separator: UInt8(ascii: ".")).last ?? path.utf8[...]) ?? path }
    var parent: String { String(path.utf8.dropLast(name.utf8.count + 1)) ?? "" }
  }

  /// The keys of each mapping, by its path: looked up for every mapping of a pack.
  private static let keys: [String: [Field]] = Dictionary(grouping: fields.filter { $0.name != "*" }, by: \.parent)

  /// Reads the mapping at a path of the table: unknown keys and missing required ones are findings.
  static func mapping(_ node: ConfigNode, at path: String, _ findings: inout [Diagnostic]) -> ConfigMapping {
    let here = keys[path] ?? []
    let mapping = node.mapping(known: here.map(\.name), &findings)
    if case .list = node.content { return mapping }
    for field in here where field.required {
      _ = mapping.required(field.name, &findings, remedy: "Add `\(field.name):` (\(field.type)): \(field.meaning)")
    }
    return mapping
  }

  static let fields: [Field] = pack + datasets + contracts + cuts + figures + use + journeys + tests + outputs

  private static let pack: [Field] = [
    Field("title", "text", required: true, "the headline of the pack"),
    Field("organisation", "text", "whose pack it is"),
    Field(
      "as_of", "date or date-time", required: true,
      "the moment the data stands at; a date includes the whole day. No clock is ever read"),
    Field("currency", "ISO 4217 code", required: true, "the currency of `money` columns; sets their digits"),
    Field(
      "locale", "`en-GB`, `en-US`, `de` or `fr`", default: "en-GB",
      "the language of the pages: numbers, dates, units and the words of the theme; what an author writes stays, and so do labels and "
        + "definitions of the KPI library"),
    Field(
      "brand", "file", default: "templates/brand.yaml, where there is one",
      "the brand file: name, colours, logo and font of the organisation"),
    Field("paper", "a4 or letter", default: "left to the reader, and A4 in a PDF", "what the pages are printed on"),
    Field("calendar", "mapping", "where days start and fiscal years begin"),
    Field("calendar.zone", "IANA name", default: "UTC", "the time zone of timestamps without one, and of midnights"),
    Field(
      "calendar.year_starts", "1 to 12", default: "1",
      "the month in which a fiscal year starts; the year and its quarters bear the number of the calendar year in which "
        + "they start: with 4, `2026` is April 2026 to March 2027 and `2026-Q4` January to March 2027"),
    Field(
      "period", "period", required: true,
      "the period reported on: `2026-Q3`, `2026-09`, `2026-W31`, `2026`, `2026-10-05` or `2026-04-01..2026-06-29` "
        + "(both ends included)"),
    Field("compare", "mapping", default: "prior: one period back", "what changes are measured against, by name"),
    Field(
      "compare.*", "shift or period",
      "`-1 quarter`, `-1 year`, `-3 months`, or a period as above; `prior` is added "
        + "when absent"),
    Field("exchange_rates", "mapping", "what `convert(x, USD)` converts by"),
    Field(
      "exchange_rates.file", "file", required: true,
      "a CSV file of the pack with the columns date, from, to, rate: so many units of `to` for one of `from`"),
    Field(
      "exchange_rates.policy", "average or closing", required: true,
      "`average` takes the mean of the rates dated within the period, `closing` the last on or before its end"),
    Field("pages", "list of files", required: true, "Markdown files in order; the first is the cover"),
    Field("business_case", "file", "the business case as approved"),
    Field(
      "since", "folder",
      "an earlier output, kept inside the pack or beside it, with which the block `changes` compares"),
    Field(
      "data_from", "folder", default: "the pack's folder",
      "the folder that names of data files start from: inside the pack, or beside it"),
    Field("warehouse", "mapping", "the database in which the rows of `table` lie"),
    Field(
      "warehouse.dialect", "postgresql, duckdb, clickhouse or spark", required: true, "the form of SQL it understands"),
    Field(
      "warehouse.command", "list of texts", default: "psql, duckdb, clickhouse-client or spark-sql",
      "the client's program and what tells it where to connect: `[psql, \"service=dwh\"]`; run without a shell"),
    Field(
      "warehouse.timeout", "duration", default: "10 min",
      "a statement that takes longer is stopped: `30 s`, `10 min`, `2 hours`"),
    Field("token_key", "mapping", "where the secret lies that turns restricted values into tokens; one of the two"),
    Field("token_key.env", "name", "an environment variable"),
    Field("token_key.file", "file", "a file, best kept outside the pack's folder"),
    Field("minimum_group", "whole number", default: "10", "a breakdown with a smaller group is withheld whole"),
    Field("cover", "mapping", "what stands on the cover"),
    Field("cover.purpose", "text", "what the pack is for"),
    Field("cover.board", "date", "the day the board meets"),
    Field("cover.sponsor", "text", "who answers for the programme"),
    Field("cover.confidentiality", "text", "who may read it"),
    Field("review", "mapping", "how far the pack has come; shown on the cover and on every page"),
    Field("review.status", "draft, for review or approved", required: true, "an approval needs `by` and `on`"),
    Field("review.by", "text or list of texts", "who wrote, reviews or approved it, as the status says"),
    Field("review.on", "date", "since when"),
    Field(
      "review.hash", "text or list of texts",
      "the content that was approved, as `boardpack build` prints it, one for each edition; a later change then shows"),
    Field("events", "list of mappings", "dated events shown on charts"),
    Field("events.*", "mapping", "one event"),
    Field("events.*.date", "date", required: true, "the day it happened"),
    Field("events.*.label", "text", required: true, "as shown on charts"),
    Field("events.*.rebase", "true or false", default: "false", "control limits are computed anew from here"),
  ]

  private static let datasets: [Field] = [
    Field("datasets", "mapping", required: true, "sources of rows by name"),
    Field("datasets.*", "mapping", "one dataset: `file`, `table`, `sqlite` with `table`, or `rollup` of another"),
    Field(
      "datasets.*.file", "file or list of files",
      "`*` stands for any part of a name; inside the pack's folder; may be packed with gzip; `\"-\"` alone is standard "
        + "input"),
    Field("datasets.*.separator", "one character", default: ",", "between CSV fields; `tab` for a tab"),
    Field(
      "datasets.*.table", "text", "a table or view of the warehouse: `analytics.sessions`; with `sqlite`, of that file"),
    Field("datasets.*.sqlite", "file", "an SQLite file, read by its client `sqlite3`; needs `table`"),
    Field(
      "datasets.*.warehouse", "mapping", default: "the pack's",
      "the database of this dataset alone; with `file`, a DuckDB that reads the files in place, Parquet too"),
    Field("datasets.*.warehouse.dialect", "as `warehouse.dialect`", required: true, "the form of SQL it understands"),
    Field("datasets.*.warehouse.command", "as `warehouse.command`", "the client's program and where to connect"),
    Field("datasets.*.warehouse.timeout", "as `warehouse.timeout`", default: "10 min", "how long a statement may take"),
    Field("datasets.*.rollup", "dataset", "makes one row per value of `by` from the rows of another dataset"),
    Field("datasets.*.by", "column", "the column whose values the roll-up has one row for; its key"),
    Field("datasets.*.key", "column", "the column that names a row; required where a lookup leads here"),
    Field("datasets.*.time", "row expression", "assigns a row to a period; required where measures count its rows"),
    Field("datasets.*.cluster", "row expression", default: "the row", "the independent unit, usually the customer"),
    Field("datasets.*.noun", "text", default: "singular of the name", "one row in words"),
    Field(
      "datasets.*.audience", "internal or external", default: "everyone",
      "`internal`: nothing that rests on these rows is in an edition for readers outside"),
    Field("datasets.*.lookup", "mapping", "joins to other datasets; their columns are then `name.column`"),
    Field("datasets.*.lookup.*", "mapping", "one join"),
    Field("datasets.*.lookup.*.to", "dataset", required: true, "the dataset joined, by its key"),
    Field("datasets.*.lookup.*.on", "column", required: true, "the column of this dataset that holds that key"),
    Field("datasets.*.columns", "mapping", default: "inferred from use", "columns by name"),
    Field(
      "datasets.*.columns.*", "type, or mapping",
      "`text`, `integer`, `decimal`, `decimal(3)`, `money`, `boolean`, `timestamp` or `date`; in a roll-up `first(x)`, "
        + "`last(x)`, `sum(x)` or `count`"),
    Field("datasets.*.columns.*.type", "type", required: true, "one of the types above"),
    Field(
      "datasets.*.columns.*.format", "text", default: "iso",
      "of timestamps: a pattern such as `dd/MMM/yy HH:mm`, `dd.MM.yyyy`, `MM/dd/yyyy`, `yyyyMMdd`, or `epoch`, `epoch-ms`"
    ),
    Field("datasets.*.columns.*.unit", "unit", "of numbers: `h`, `min`, `share` …"),
    Field("datasets.*.columns.*.nulls", "list of texts", "spellings read as no value, besides the empty field"),
    Field("datasets.*.columns.*.true", "list of texts", default: "true, yes, t, y, 1", "spellings of true"),
    Field("datasets.*.columns.*.false", "list of texts", default: "false, no, f, n, 0", "spellings of false"),
    Field("datasets.*.columns.*.required", "true or false", default: "false", "a row without a value is a bad row"),
  ]

  private static let contracts: [Field] = [
    Field(
      "datasets.*.contract", "file",
      "an Open Data Contract Standard file of the pack, whose columns and rules stand under those written here; "
        + "`file#name` where it has several tables; `library/sessions` for a dataset of the KPI library"),
    Field(
      "datasets.*.plays", "dataset of the KPI library",
      "KPIs in `use` take these rows for those of `sessions`, `surveys` …"),
    Field("datasets.*.map", "mapping", default: "columns of the same name", "the library's columns in these rows"),
    Field("datasets.*.map.*", "row expression", "by column of the library: `escalated = 'yes'`"),
    Field(
      "datasets.*.format", "csv, spaces or jsonl", default: "by the ending",
      "how rows are written: `jsonl` for `.jsonl` and `.ndjson`, else `csv`; a `.gz` after it does not count; `spaces` "
        + "for fields between runs of spaces"),
    Field(
      "datasets.*.header", "list of names", default: "the first row", "names of the fields of files without a header"),
    Field(
      "datasets.*.other_columns", "allow or refuse", default: "allow; refuse with a contract",
      "whether files may have columns that are not declared"),
    Field(
      "datasets.*.max_bad_rows", "whole number or share", default: "no limit",
      "more bad rows than this stop the build: `12`, `0.1%`"),
    Field(
      "datasets.*.on_bad_row", "quarantine or stop", default: "quarantine",
      "`stop` allows no bad row at all; a quarantined row is left out, listed and counted"),
    Field(
      "datasets.*.freshness", "duration",
      "the latest `time` may be no older than this at `as_of`: `2 days`, `6 hours`; otherwise there is no report"),
    Field(
      "datasets.*.retention", "duration",
      "rows older than this at `as_of` are kept too long: `25 months`; they are counted, with a warning"),
    Field("datasets.*.rules", "list of mappings", "conditions that rows must meet"),
    Field("datasets.*.rules.*", "mapping", "one rule"),
    Field("datasets.*.rules.*.name", "text", required: true, "as in messages and on the data-quality page"),
    Field(
      "datasets.*.rules.*.where", "row expression", required: true,
      "what must hold; as in SQL, a condition that a missing value leaves open is not broken"),
    Field(
      "datasets.*.rules.*.at_most", "whole number or share", default: "0",
      "more rows that break it than this stop the build: `12`, `0.5%`"),
    Field(
      "datasets.*.rules.*.on_bad", "quarantine or count", default: "quarantine",
      "`count` leaves the rows in the figures"),
    Field("datasets.*.reconcile", "mapping", "figures from outside that measures of this dataset must agree with"),
    Field(
      "datasets.*.reconcile.*", "mapping, or list",
      "by measure (`count`, `sum` or `distinct`): one figure, or one a period"),
    Field("datasets.*.reconcile.*.to", "number", required: true, "the figure, in the measure's unit"),
    Field(
      "datasets.*.reconcile.*.tolerance", "number or share", default: "0",
      "how far the two may lie apart: `500`, or `0.1%` of the figure"),
    Field("datasets.*.reconcile.*.source", "text", required: true, "where the figure comes from"),
    Field("datasets.*.reconcile.*.period", "period", default: "the pack's", "the period it holds for"),
    Field("datasets.*.columns.*.unique", "true or false", default: "false", "no value stands twice"),
    Field("datasets.*.columns.*.values", "list", "the values allowed, of a text or a number"),
    Field("datasets.*.columns.*.min", "number, date or date-time", "the smallest value allowed"),
    Field(
      "datasets.*.columns.*.max", "number, date or date-time", "the greatest value allowed; a date includes its day"),
    Field("datasets.*.columns.*.min_length", "whole number", "of texts: characters at least"),
    Field("datasets.*.columns.*.max_length", "whole number", "of texts: characters at most"),
    Field(
      "datasets.*.columns.*.classification", "public, internal, confidential or restricted",
      "who may see the values; `restricted` is personal data, replaced by tokens before anything is stored, never shown"
    ),
    Field("datasets.*.columns.*.decimal", "`.` or `,`", default: ".", "of numbers: the sign before the decimals"),
  ]

  private static let cuts: [Field] = [
    Field("segments", "mapping", "ways to cut facts, by name"),
    Field("segments.*", "mapping", "one segment"),
    Field("segments.*.label", "text", default: "from the name", "as shown on pages"),
    Field(
      "segments.*.max_values", "whole number", default: "1000",
      "values told apart, the most frequent first; the others are `(other)`"),
    Field("segments.*.*", "row expression", "by dataset: the value of the segment"),
    Field("cohorts", "mapping", "divisions into arms, by name"),
    Field("cohorts.*", "mapping", "one cohort"),
    Field("cohorts.*.label", "text", default: "from the name", "as shown on pages"),
    Field("cohorts.*.*", "row expression", "by dataset: the arm"),
    Field("cohorts.*.randomised", "true or false", default: "false", "whether chance alone assigned the arms"),
    Field("cohorts.*.values", "mapping", required: true, "the arms"),
    Field("cohorts.*.values.*", "treatment or control", "the side of an arm in a contrast"),
    Field("cohorts.*.split", "mapping", "the configured share of units per arm"),
    Field("cohorts.*.split.*", "share", "between 0 and 1, or in percent"),
  ]

  private static let figures: [Field] = [
    Field("inputs", "mapping", "figures that no dataset holds, by name"),
    Field("inputs.*", "mapping", "one input"),
    Field("inputs.*.value", "number", required: true, "the likely value; `45%` for a share"),
    Field("inputs.*.low", "number", "the smaller end of its range"),
    Field("inputs.*.high", "number", "the larger end of its range"),
    Field("inputs.*.unit", "unit", default: "1", "`EUR/session`, `h/fte/year`, `share`, `1` …"),
    Field("inputs.*.source", "text", required: true, "where the figure comes from"),
    Field("inputs.*.label", "text", default: "from the name", "as shown on pages"),
    Field("measures", "mapping", "sums over one dataset, by name; each has exactly one aggregate key"),
    Field("measures.*", "mapping", "one measure"),
    Field("measures.*.count", "dataset", "counts rows"),
    Field("measures.*.sum", "row expression", "adds up a number; needs `from`"),
    Field("measures.*.distinct", "dataset", "counts distinct clusters per period"),
    Field(
      "measures.*.survival", "dataset", "the time from `start` to `end`; rows without an end are censored at `as_of`"),
    Field("measures.*.quantile", "row expression", "the distribution of a number; needs `from` and `resolution`"),
    Field("measures.*.from", "dataset", "of `sum` and `quantile`"),
    Field("measures.*.start", "row expression", "of `survival`: the timestamp at which a row opens"),
    Field("measures.*.end", "row expression", "of `survival`: the timestamp at which it closes"),
    Field(
      "measures.*.competing", "row expression, or list",
      "of `survival`: timestamps of other ends, after which `end` cannot come any more, such as `declined_at`; the first "
        + "of all ends counts"),
    Field(
      "measures.*.resolution", "duration",
      "the step times are kept in: `1 s`, `1 min`, `1 h`, `1 day`; for a `quantile` "
        + "of another unit a whole number"),
    Field("measures.*.where", "row expression", default: "all rows", "a condition rows must meet"),
    Field(
      "measures.*.at", "row expression", default: "`time` of the dataset",
      "the timestamp that assigns a row to a period"),
    Field(
      "measures.*.mature", "days", default: "0 days",
      "`90 days` excludes, and counts, rows younger than that at `as_of`"),
    Field(
      "measures.*.stock", "day, week, month or quarter",
      "of `count` and `sum`: the rows are snapshots of a level such as headcount, one set a month, say; a period shows "
        + "its last set, never their sum"),
    Field(
      "measures.*.allocate", "measure",
      "of `count` and `sum`: where a segment has no source for the dataset, the total is shared out as this count or sum "
        + "of another dataset is; without it such a breakdown is refused"),
    Field("metrics", "mapping", "formulas over measures, inputs and other metrics, by name"),
    Field("metrics.*", "mapping", "one metric"),
    Field(
      "metrics.*.value", "formula", required: true,
      "`contained / sessions`; without it, the keys here stand over those of a KPI in `use`"),
    Field("metrics.*.better", "up, down or neutral", required: true, "which direction is good for the business"),
    Field("metrics.*.unit", "unit", default: "inferred", "checked against the formula"),
    Field("metrics.*.label", "text", default: "from the name", "as shown on pages"),
    Field("metrics.*.owner", "text", "who answers for it"),
    Field("metrics.*.definition", "text", "what it means, in plain words"),
    Field("metrics.*.target", "number, or mapping", "the target of all periods, or by period"),
    Field("metrics.*.target.*", "number", "in the metric's unit; `65%` for a share, percentage points as written"),
    Field("metrics.*.target_source", "text", "where the target comes from"),
    Field("metrics.*.plan", "number, or mapping", "the plan of all periods, or by period"),
    Field("metrics.*.plan.*", "number", "as of targets"),
    Field("metrics.*.forecast", "mapping", "what is expected of periods to come; drawn dashed, or hatched"),
    Field("metrics.*.forecast.*", "number", "as of targets"),
    Field("metrics.*.digits", "0 to 6", default: "from the unit", "digits after the point"),
    Field(
      "metrics.*.class", "cashable, avoided, capacity or supporting",
      "how a benefit may be counted; the first two enter the conservative return"),
    Field("metrics.*.pitfalls", "list of texts", "what misleads readers, a sentence each"),
  ]

  private static let use: [Field] =
    [
      Field("use", "list of KPIs, or mapping", "metrics of the KPI library, with all that they are built from"),
      Field("use.*", "mapping, or nothing", "one KPI, with what is the pack's own about it"),
      Field(
        "use.*.from", "dataset, or mapping", default: "the dataset that `plays` it, or has its name",
        "the rows it is computed from"),
      Field("use.*.from.*", "dataset", "by dataset of the library: the pack's"),
      Field("use.*.columns", "mapping", default: "`map` of the dataset", "the library's columns in these rows"),
      Field(
        "use.*.columns.*", "row expression", "by column of the library, or `surveys.score` where two datasets have it"),
    ]
    + [
      ("label", "text", "as shown on pages"), ("owner", "text", "who answers for it"),
      ("definition", "text", "what it means, in plain words"), ("target", "number, or mapping", "as of metrics"),
      ("target.*", "number", "as of metrics"), ("target_source", "text", "where the target comes from"),
      ("plan", "number, or mapping", "as of metrics"), ("plan.*", "number", "as of metrics"),
      ("forecast", "mapping", "as of metrics"), ("forecast.*", "number", "as of metrics"),
      ("digits", "0 to 6", "digits after the point"),
    ].map {
      Field("use.*." + $0.0, $0.1, default: $0.0 == "label" || $0.0 == "definition" ? "the library's" : "", $0.2)
    }
}
