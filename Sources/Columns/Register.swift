import Rows

/// The place of a node's values.
struct Register {
  var kind: VectorKind
  var integers: UnsafeMutablePointer<Int64>
  var texts: UnsafeMutablePointer<TextSlice>
  /// Rows with a value; for booleans: rows for which it is true.
  var known: RowMask
  /// Booleans: rows for which it is false.
  var no: RowMask
  /// The rows that were computed for the block `stamp`.
  var asked: RowMask
  /// Rows for which a part is needed.
  var part: RowMask
  /// Rows whose value is taken from a part.
  var taken: RowMask
  /// Texts and patterns of the step.
  var constant: TextSlice
  var stamp: UInt64 = 0

  /// Without values.
  init(_ memory: Memory) {
    kind = .null
    integers = memory.make(0, count: 1)
    texts = memory.make(TextSlice(start: UnsafePointer(memory.empty), count: 0), count: 1)
    known = memory.mask()
    no = known
    asked = known
    part = known
    taken = known
    constant = TextSlice(start: UnsafePointer(memory.empty), count: 0)
  }

  init(_ kind: VectorKind, _ step: Step, _ memory: Memory) {
    self.init(memory)
    self.kind = kind
    no = memory.mask()
    asked = memory.mask()
    part = memory.mask()
    taken = memory.mask()
    var needsValues = true
    switch step {
    case .slot, .null, .boolean: needsValues = false
    case .like(_, let pattern): constant = memory.text(pattern.bytes)
    case .equalToText(_, let text, _), .constantText(let text): constant = memory.text(text)
    default: break
    }
    guard needsValues else { return }
    switch kind {
    case .integers: integers = memory.integers()
    case .texts: texts = memory.texts()
    case .booleans, .null: break
    }
    if case .constantInteger(let value) = step {
      for row in 0..<RowBlock.capacity { integers[row] = value }
    }
    if case .constantText = step {
      for row in 0..<RowBlock.capacity { texts[row] = constant }
    }
  }

  var vector: Vector {
    switch kind {
    case .null: .null
    case .booleans: .booleans(yes: known, no: no)
    case .integers: .integers(integers, known: known)
    case .texts: .texts(texts, known: known)
    }
  }
}
