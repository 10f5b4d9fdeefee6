import Columns
import Engines
import Metrics
import Pack
import Tables

/// All that one pass over a dataset needs, compiled: columns to slots, names to numbers. Shared by all threads.
struct DatasetLayout: Sendable {
  struct Lookup: Sendable {
    var table: LookupTable
    var keySlot: Int
    var keyType: ColumnType
    /// Slot, column of the table and type.
    var columns: [(slot: Int, column: Int, type: ColumnType)]
  }

  struct Measure: Sendable {
    enum Kind: Sendable {
      case count
      case sum(Int32)
      /// The measure's own end first.
      case survival(start: Int32, ends: [Int32], resolution: Int64)
      case quantile(Int32, resolution: Int64)
    }
    var name: String
    var kind: Kind
    var condition: Int32?
    /// Index into `times`.
    var time: Int
    var matureSeconds: Int64?

    var isCount: Bool { if case .count = kind { true } else { false } }
    var hasCompetingEnds: Bool { if case .survival(_, let ends, _) = kind { ends.count > 1 } else { false } }
  }

  /// A text per row that divides it: an arm or a segment value.
  struct Division: Sendable {
    var name: String
    var node: Int32
    var type: ColumnType?
    /// The arms' names; nil for a segment, where any value goes.
    var allowed: [[UInt8]]?
    /// Values of a segment told apart.
    var maximumValues: Int
    /// Of a cross: the text that stands first.
    var outer: (node: Int32, type: ColumnType?)?
  }

  struct Rule: Sendable {
    var name: String
    var node: Int32
    var rule: RowRule
  }

  /// The atom of a row in one list of atoms by one of its times.
  struct Place: Sendable, Hashable {
    var atoms: Int
    var time: Int
  }

  /// A view's sums whose rows get their atom from one place.
  struct Pane: Sendable {
    /// Index into the plan's views.
    var view: Int
    var place: Int
    var cohort: Int?
    var segment: Int?
    var isBucketed: Bool
    /// The view's slot and its source in the matrix.
    var slots: [(slot: Int, source: Int)]
    var matrix: Int
    /// Whether every row whose atom is known counts in some slot.
    var isAlways: Bool
  }

  struct Duration: Sendable {
    var index: Int
    var measure: Int
    var place: Int
    var cohort: Int?
    var segment: Int?
  }

  struct Distinct: Sendable {
    var index: Int
    var measure: Int
    var periods: [Range<Int64>]
    var cohort: Int?
    var segment: Int?
    /// Up to how many keys the count must be exact; nil: always.
    var limit: Int?
  }

  struct RollupColumns: Sendable {
    var dataset: String
    var bySlot: Int
    var layout: RollupLayout
    /// nil for `count`.
    var arguments: [Int32?]
  }

  var dataset: String
  var asOf: Int64
  /// Columns of the source, in the order of their slots.
  var columns: [Column]
  /// One per column for files; empty for a roll-up.
  var decoders: [ColumnDecoder]
  /// What the lists of bad rows show of each column.
  var masks: [ValueMask] = []
  /// Types of all slots, looked-up columns behind own ones.
  var slotTypes: [ColumnType]
  var lookups: [Lookup] = []
  var program = Program()
  var key: (slot: Int, type: ColumnType)?
  /// Slots of columns no two rows may share a value of: the key where it is not looked up, and columns declared so.
  var uniqueSlots: [Int] = []
  var cluster: (node: Int32, type: ColumnType?)?
  /// The dataset's time first, if it has one, then those that measures name with `at`.
  var times: [Int32] = []
  var hasTime = false
  var rules: [Rule] = []
  var measures: [Measure] = []
  var cohorts: [Division] = []
  var segments: [Division] = []
  var atoms: [AtomTable] = []
  var places: [Place] = []
  var matrices: [MatrixLayout] = []
  var panes: [Pane] = []
  var derived: [DerivedView] = []
  var durations: [Duration] = []
  var distinct: [Distinct] = []
  /// Slots to be kept for lookups from elsewhere.
  var kept: (slots: [Int], names: [String], types: [ColumnType])?
  var rollups: [RollupColumns] = []

  var needsBucket: Bool { panes.contains(where: \.isBucketed) }
}
