import Metrics

/// The shape of a vector.
enum VectorKind: Sendable { case null, booleans, integers, texts }

extension VectorKind {
  init(_ type: ColumnType) {
    switch type {
    case .text: self = .texts
    case .boolean: self = .booleans
    case .number, .timestamp: self = .integers
    }
  }
}

extension Program {
  /// The shape of the values of every node.
  func kinds(slots: [ColumnType]) -> [VectorKind] {
    var kinds: [VectorKind] = []
    func first(_ children: [Int32]) -> VectorKind {
      children.lazy.map { kinds[Int($0)] }.first { $0 != .null } ?? .null
    }
    for node in nodes {
      let kind: VectorKind
      switch node {
      case .null: kind = .null
      case .integer, .arithmetic, .scaled, .abs, .difference: kind = .integers
      case .text, .lower: kind = .texts
      case .slot(let slot): kind = VectorKind(slots[Int(slot)])
      case .boolean, .not, .and, .or, .compareIntegers, .compareTexts, .compareBooleans, .isNull, .like:
        kind = .booleans
      case .coalesce(let children), .extreme(let children, _): kind = first(children)
      case .cases(_, let values, let otherwise): kind = first(values + [otherwise])
      }
      kinds.append(kind)
    }
    return kinds
  }
}
