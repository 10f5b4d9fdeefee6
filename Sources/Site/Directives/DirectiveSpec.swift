import Diagnostics
import Formats
import Narrative
import Pack

/// A directive of a page as read from its YAML body: what to show, before any fact is known.
struct DirectiveSpec {
  enum Width: String, CaseIterable { case full, half }
  /// A chart on one scale with all others of its unit that say so, or on its own with a mark that says so.
  enum Scale: String, CaseIterable { case shared, own }

  /// The kinds an author can write after the three backticks.
  enum Kind: String, CaseIterable {
    case statements, objectives, scorecard, chart, table, bridge, benefits, note, text, quote, decisions, review
    case milestones, definitions, inputs, quality, hashes, cards, callout, glossary, changes
    case sampleRatio = "sample_ratio"
  }

  enum Content {
    case statements([Statement])
    case objectives([Objective])
    case scorecard(Scorecard)
    case chart(ChartDirective)
    case table(TableDirective)
    case journey(JourneyTable)
    case bridge(Bridge)
    case benefits([String])
    case sampleRatio(cohort: String, measure: String)
    case note(title: RichText, text: [Block])
    case text([Block])
    case quote(text: [Block], source: String)
    case decisions([Decision])
    case review
    case milestones(metric: String, segment: String)
    case definitions, inputs, quality, hashes
    case cards(Cards)
    case callout(Callout, text: [Block])
    case glossary([GlossaryTerm])
    case changes
  }

  var content: Content
  var width: Width
  var title: RichText?
  var subtitle: RichText?
  var note: RichText?
  var scale: Scale?
  var location: Diagnostic.Location
  /// The name by which links lead here.
  var id: String?
  /// When it is shown.
  var condition = Condition()
}

/// When a block is shown: with no claim always.
struct Condition {
  /// A claim that has to hold.
  var when: Claim?
  /// A claim that must not hold.
  var unless: Claim?

  var claims: [Claim] { [when, unless].compactMap { $0 } }
}

/// Figures as cards: each with its message, interval, change, target and course.
struct Cards {
  struct Item {
    var metric: String
    var message: RichText?
  }

  var items: [Item]
  var change: String
  var months: Int
}

/// A block set apart from the text.
enum Callout: String, CaseIterable {
  case note, risk, decision

  var label: String {
    switch self {
    case .note: phrase("Note")
    case .risk: phrase("Risk")
    case .decision: phrase("Decision")
    }
  }
}

/// A word of the pack and what it means.
struct GlossaryTerm {
  var term: String
  var meaning: RichText

  /// The name by which links lead to it.
  var anchor: String { "term-" + slug(term) }
}

/// Running text of a directive with references and claims, and where it stands.
struct RichText {
  var inlines: [Inline]
  var location: Diagnostic.Location
}

struct Statement {
  var text: RichText
  var owner: String?
  var due: String?
  var condition = Condition()
}

struct Objective {
  enum Bucket: String, CaseIterable {
    case cost, revenue, experience, risk

    var label: String {
      switch self {
      case .cost: phrase("Cost")
      case .revenue: phrase("Revenue")
      case .experience: phrase("Customer experience")
      case .risk: phrase("Risk and compliance")
      }
    }
  }

  var bucket: Bucket
  var objective: RichText
  var lead: String
  var supporting: [String]
  var by: CivilDate
  /// Of the definition, of the target, of the remedy.
  var owners: (definition: String, target: String, remedy: String)
  var condition = Condition()
}

struct Scorecard {
  var metrics: [String]
  var change: String
  var months: Int
}

struct Decision {
  var text: RichText
  var owner: String?
  var due: String?
  var state: String?
  var condition = Condition()
}

/// A product of drivers, compared between the arms of a cohort.
struct Bridge {
  var of: String
  var drivers: [String]
  var cohort: String
}

struct TableDirective {
  enum Column: String, CaseIterable {
    case value, interval, prior, plan, target, n, change
    case yearAgo = "year_ago"
  }

  var metrics: [String]
  var segment: String?
  var total: Bool
  var columns: [Column]
  /// Metrics whose cells carry a bar.
  var bars: [String] = []
  /// Headings and the metrics below each; empty where the table has none.
  var groups: [(title: String, metrics: [String])] = []
  /// How groups and the whole are closed.
  var subtotals = Subtotals.none

  enum Subtotals: Equatable {
    case none
    /// By the sum of their metrics.
    case sums
    /// By a metric for each heading, which is computed from its own sums.
    case metrics([String: String])
  }
}

/// One chart: its kind and what it shows.
enum ChartDirective {
  case line(metric: String, grain: Grain, from: String?, segment: String?, cohort: String?, showsTarget: Bool)
  case columns(metric: String, grain: Grain, from: String?, showsPlan: Bool, showsVariance: Bool)
  case bars(metric: String, segment: String, sortsByValue: Bool)
  case control(metric: String, grain: Grain, from: String?, showsTarget: Bool)
  case waterfall(steps: [WaterfallStep], total: String, memo: [String])
  case forest(metric: String, segments: [String], left: String, right: String)
  case funnel(String)
  case study(StudyDirective)
  case survival(measure: String, series: [String], promise: Int?, until: Int)
  case variance(VarianceDirective)
  case bullet(BulletDirective)
  case tornado(metric: String, drivers: [String]?)
  case slope(SlopeDirective)
  case heat(metric: String, segment: String, grain: Grain, from: String?)
  case distribution(DistributionDirective)

  struct WaterfallStep {
    var metric: String
    var isNegative: Bool
    var label: String?
    var group: String?
  }
}
