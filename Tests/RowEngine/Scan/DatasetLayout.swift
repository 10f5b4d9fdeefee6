import Engines
import Metrics
import Pack

/// All that one pass over a dataset needs, compiled: columns to slots, names to numbers.
struct DatasetLayout: Sendable {
  struct Lookup: Sendable {
    var table: Table
    var keySlot: Int
    var keyType: ColumnType
    var pool: Int32
    /// Slot and column of the table.
    var columns: [(slot: Int, column: Int)]
  }

  struct MeasureLayout: Sendable {
    enum Kind: Sendable {
      case count
      case sum(Int32)
      case survival(start: Int32, ends: [Int32], resolution: Int64)
      case quantile(Int32, resolution: Int64)
    }
    var name: String
    var kind: Kind
    var condition: Int32?
    /// Index into `times`.
    var time: Int
    var matureSeconds: Int64?
  }

  /// A text per row that divides it: an arm or a segment value.
  struct Division: Sendable {
    var name: String
    var node: Int32
    var type: ColumnType?
    /// The arms' names; nil for a segment, where any value goes.
    var allowed: Set<[UInt8]>?
  }

  /// The atom of a row in one list of atoms by one of its times.
  struct Place: Sendable, Hashable {
    var atoms: Int
    var time: Int
  }

  struct Slot: Sendable {
    var index: Int
    var first: Int
    /// The same measure for a square, nil for a plain sum.
    var second: Int?
    /// The place of the second measure.
    var secondPlace: Int
  }

  struct View: Sendable {
    var index: Int
    var width: Int
    var cohort: Int?
    var segment: Int?
    var isBucketed: Bool
    /// Slots by the place that gives their atom.
    var groups: [(place: Int, slots: [Slot])]
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
  }

  var dataset: String
  var asOf: Int64
  /// Columns of the source, in the order of their slots.
  var columns: [String]
  /// One per column for files; empty for a roll-up.
  var decoders: [ColumnDecoder]
  var slotCount: Int
  var lookups: [Lookup] = []
  var program = Program()
  var key: (slot: Int, type: ColumnType)?
  var cluster: (node: Int32, type: ColumnType?)?
  /// The dataset's time first, if it has one, then those that measures name with `at`.
  var times: [Int32] = []
  var hasTime = false
  var measures: [MeasureLayout] = []
  var cohorts: [Division] = []
  var segments: [Division] = []
  var atoms: [[Int64]] = []
  var places: [Place] = []
  var views: [View] = []
  var durations: [Duration] = []
  var distinct: [Distinct] = []
  /// Slots to be kept for lookups from elsewhere.
  var kept: (slots: [Int], names: [String], types: [ColumnType])?
  var rollups: [RollupLayout] = []

  var rules: [(name: String, node: Int32, isQuarantining: Bool)] = []
  var secret: TokenSecret?

  var needsBucket: Bool { views.contains(where: \.isBucketed) }
  var pools: TextPools { TextPools(constants: program.constants, tables: lookups.map(\.table.text)) }
}
