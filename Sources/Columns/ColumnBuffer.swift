import Rows

/// Where a decoder puts the values of its column.
struct ColumnBuffer {
  let kind: VectorKind
  let integers: UnsafeMutablePointer<Int64>
  let texts: UnsafeMutablePointer<TextSlice>
  /// Rows with a value; for booleans: rows for which it is true.
  let known: RowMask
  /// Booleans: rows for which it is false.
  let no: RowMask
  /// Rows with a field that stands for a value.
  let present: RowMask
  /// Timestamps: rows whose wall-clock time occurred twice.
  let repeated: RowMask

  init(_ kind: VectorKind, _ memory: Memory) {
    self.kind = kind
    integers = kind == .integers ? memory.integers() : memory.make(0, count: 1)
    texts =
      kind == .texts ? memory.texts() : memory.make(TextSlice(start: UnsafePointer(memory.empty), count: 0), count: 1)
    known = memory.mask()
    no = memory.mask()
    present = memory.mask()
    repeated = memory.mask()
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
