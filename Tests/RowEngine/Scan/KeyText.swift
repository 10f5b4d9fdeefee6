import Metrics

extension TextPools {
  /// The raw text of a value: text unchanged, numbers in minimal decimal; nil for null.
  func keyText(_ cell: Cell, _ type: ColumnType?) -> ArraySlice<UInt8>? {
    switch cell {
    case .null: return nil
    case .text(let text): return bytes(text)
    case .boolean(let value): return Array((value ? "true" : "false").utf8)[...]
    case .integer(let value):
      guard case .number(let scale) = type else { return Array(String(value).utf8)[...] }
      return Array(DecimalText.text(value, scale: scale).utf8)[...]
    }
  }
}
