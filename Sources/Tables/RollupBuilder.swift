public import Columns
import Metrics
public import Rows

/// One thread's share of a roll-up: rows grouped by a key. Null arguments are passed over, as SQL's aggregates do; `first`
/// and `last` take the least value among those of one time, so that the order of rows and files does not matter.
///
/// A group costs 29 to 41 bytes of key, 24 for place, value and flags, and 16 a column (8 for `count`).
public final class RollupBuilder: @unchecked Sendable {
  /// Rows without a key whose places are kept: the least ones.
  public static let listedRows = 10_000

  let state: RollupState
  var keys: KeyTable
  var groups = Buffer<UInt64>()
  /// The texts that `first` and `last` of texts hold, by column.
  var texts: [KeyTable]
  private var without: [Place] = []
  private(set) var ungroupedCount = 0
  private let numbers = UnsafeMutablePointer<Int32>.allocate(capacity: RowBlock.capacity)

  /// A share without rows.
  public convenience init(layout: RollupLayout) { self.init(layout: layout, hashMask: .max) }

  /// Tests weaken the hash to force collisions.
  init(layout: RollupLayout, hashMask: UInt64) {
    state = RollupState(layout)
    keys = KeyTable(hashMask: hashMask)
    texts = layout.columns.map { _ in KeyTable() }
  }

  deinit { numbers.deallocate() }

  /// Groups so far.
  public var groupCount: Int { keys.count }

  /// Memory in bytes.
  public var bytes: Int { texts.reduce(keys.bytes + groups.bytes + without.capacity * 8) { $0 + $1.bytes } }

  /// The least places of rows without a key, at most 10,000, ascending.
  var ungrouped: [Place] { Array(without.sorted().prefix(Self.listedRows)) }

  /// Adds rows of a block.
  ///
  /// - Parameters:
  ///   - keys: Key texts of the column grouped by; rows outside of `known` have none.
  ///   - by: Values of the column grouped by.
  ///   - times: Time of each row, for `first` and `last`.
  ///   - arguments: By column of the layout; ignored for `count`.
  public func add(
    keys: UnsafePointer<TextSlice>, known: RowMask, by: Vector, times: UnsafePointer<Int64>, arguments: [Vector],
    places: UnsafePointer<Place>, rows: RowMask
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: maskWords) { words in
      guard let grouped = words.baseAddress else { return }
      for i in 0..<maskWords {
        grouped[i] = rows[i] & known[i]
        var bits = rows[i] & ~known[i]
        while bits != 0 {
          addUngrouped(places[i << 6 | bits.trailingZeroBitCount])
          bits &= bits &- 1
        }
      }
      self.keys.insert(keys, rows: grouped, into: numbers)
      let list = RowList(grouped)
      makeRoom()
      state.note(by, places, list, numbers, groups.base)
      for column in state.layout.columns.indices {
        state.add(column, arguments[column], times, list, numbers, groups.base, texts[column])
        if state.layout.columns[column].type == .text { dropOldTexts(column) }
      }
    }
  }

  private func addUngrouped(_ place: Place) {
    ungroupedCount += 1
    without.append(place)
    if without.count >= 2 * Self.listedRows { without = ungrouped }
  }

  private func makeRoom() {
    let missing = keys.count * state.width - groups.count
    guard missing > 0 else { return }
    groups.reserve(missing)
    (groups.base + groups.count).initialize(repeating: 0, count: missing)
    var group = groups.count
    groups.count += missing
    while group < groups.count {
      groups.base[group] = .max
      group += state.width
    }
  }

  /// Gives up texts that no group holds any more, once they are the most: `last` may see a new text in every row.
  private func dropOldTexts(_ column: Int) {
    guard texts[column].count > 4_096 + 2 * keys.count else { return }
    let kept = KeyTable()
    forEachText(column) { Int64(kept.insert(texts[column].text($0))) }
    texts[column] = kept
  }

  /// Numbers the texts of another share's groups by this share's stores.
  func takeTexts(of other: RollupBuilder) {
    for (i, column) in state.layout.columns.enumerated() where column.type == .text {
      let map = texts[i].merge(other.texts[i])
      other.forEachText(i) { Int64(map[Int($0)]) }
      other.texts[i] = KeyTable()
    }
  }

  /// Replaces the number of the text in every group that has one.
  private func forEachText(_ column: Int, _ new: (Int32) -> Int64) {
    let (width, at) = (state.width, state.offsets[column] + 1)
    let (word, flag) = (2 + column / 64, UInt64(1) << UInt64(column % 64))
    for i in 0..<keys.count {
      let group = groups.base + i * width
      if group[word] & flag != 0 { group[at] = UInt64(new(Int32(truncatingIfNeeded: group[at]))) }
    }
  }

  /// Gives its memory back.
  func empty() {
    keys = KeyTable()
    groups = Buffer()
    texts = []
  }
}
