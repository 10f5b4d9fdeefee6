public import Metrics
public import Rows

/// Decodes the columns of a block and computes row expressions over all its rows at once.
///
/// One per thread. Vectors and masks it hands out are its own memory and valid until the next `load`.
public final class BlockEvaluator {
  let decoders: [ColumnDecoder]
  let memory = Memory()
  let scratch = Scratch()
  let steps: [Step]
  let registers: UnsafeMutablePointer<Register>
  /// All rows of the block.
  let all: RowMask
  /// No row.
  let nothing: RowMask
  let zeros: UnsafeMutablePointer<Int64>
  let emptyTexts: UnsafeMutablePointer<TextSlice>
  let keyTrue: TextSlice
  let keyFalse: TextSlice
  private let buffers: [ColumnBuffer]
  private let kernels: [DecodeKernel]
  private var slots: [Vector]
  private var found: [(row: Int, problem: RowProblem)] = []
  private var isSorted = true
  var keys: [KeyBuffer] = []
  var keysUsed = 0
  /// Number of the block; registers of an older one are stale.
  var stamp: UInt64 = 0

  /// Rows without a problem so far.
  public let good: RowMask
  /// Rows for which a computed number left 64 bits, among those that were asked for.
  public let overflowed: RowMask
  /// Wall-clock times of good rows that occurred twice.
  public private(set) var repeatedTimes = 0

  /// `slots` are the types of all columns, own ones first, one for each of `decoders`; the others come by `setSlot`.
  public init(program: Program, slots: [ColumnType], decoders: [ColumnDecoder]) {
    self.decoders = decoders
    let memory = self.memory
    all = memory.mask()
    nothing = memory.mask()
    good = memory.mask()
    overflowed = memory.mask()
    zeros = memory.integers()
    emptyTexts = memory.texts()
    keyTrue = memory.text(Array("true".utf8))
    keyFalse = memory.text(Array("false".utf8))
    var caches: [DayCache] = []
    var kernels: [DecodeKernel] = []
    for decoder in decoders { kernels.append(DecodeKernel(decoder, memory, &caches)) }
    self.kernels = kernels
    buffers = decoders.map { ColumnBuffer(VectorKind($0.type), memory) }
    self.slots = buffers.map(\.vector) + slots.dropFirst(decoders.count).map { _ in .null }
    steps = program.steps
    let kinds = program.kinds(slots: slots)
    registers = memory.make(Register(memory), count: kinds.count)
    for i in kinds.indices { registers[i] = Register(kinds[i], steps[i], memory) }
  }

  /// Decodes all own columns; rows with problems or undecodable fields are bad from then on.
  ///
  /// Columns from elsewhere have no values until they are set again.
  public func load(_ block: RowBlock) {
    stamp += 1
    scratch.reset()
    keysUsed = 0
    found.removeAll(keepingCapacity: true)
    isSorted = true
    Masks.clear(overflowed)
    Masks.fill(all, count: block.count)
    Masks.copy(all, to: good)
    for (row, problem) in block.problems where Masks.contains(good, row) {
      Masks.remove(row, good)
      found.append((row, problem))
    }
    for column in buffers.count..<max(buffers.count, slots.count) { slots[column] = .null }
    var hasRepeated = false
    for column in kernels.indices {
      kernels[column].decode(block, column, buffers[column], good: good) { row, rule in
        self.reject(row: row, column: column, rule: rule)
      }
      if case .timestamp = decoders[column].type {
        hasRepeated = hasRepeated || !Masks.isEmpty(buffers[column].repeated)
      }
    }
    repeatedTimes = 0
    guard hasRepeated else { return }
    for buffer in buffers {
      for w in 0..<maskWords { repeatedTimes += (buffer.repeated[w] & good[w]).nonzeroBitCount }
    }
  }

  /// Takes a row out, unless it is out already: the first problem of a row counts.
  public func reject(row: Int, column: Int?, rule: String) {
    guard Masks.contains(good, row) else { return }
    Masks.remove(row, good)
    found.append((row, RowProblem(column: column, rule: rule)))
    isSorted = false
  }

  /// The rows that are out, ascending.
  public var rejected: [(row: Int, problem: RowProblem)] {
    if !isSorted {
      found.sort { $0.row < $1.row }
      isSorted = true
    }
    return found
  }

  /// Gives a column from elsewhere its values for this block; pointers must have room for a whole block.
  ///
  /// To be called before any expression over the column is evaluated.
  public func setSlot(_ slot: Int, _ vector: Vector) { slots[slot] = vector }

  /// The values of a column.
  public func slot(_ slot: Int) -> Vector { slots[slot] }
}
