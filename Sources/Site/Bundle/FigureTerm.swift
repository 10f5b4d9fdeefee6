import Facts

/// A figure as a formula over facts: `"\(fact) - \(fact, .plan)"`.
struct FigureTerm: ExpressibleByStringInterpolation, Sendable {
  /// What of a fact is meant.
  enum Part: String, CaseIterable, Sendable {
    case value = ""
    case low = "_low", high = "_high", n = "_n", clusters = "_clusters", target = "_target", plan = "_plan", forecast =
      "_forecast"
    case lowest = "_lowest", highest = "_highest"
  }

  enum Piece: Sendable {
    case text(String)
    case fact(Fact, Part)
  }

  var pieces: [Piece] = []

  init(stringLiteral value: String) { pieces = [.text(value)] }

  init(_ fact: Fact, _ part: Part = .value) { pieces = [.fact(fact, part)] }

  /// What stands before a value that an earlier output had.
  static let earlier = "earlier"

  /// A value of an earlier output.
  init(earlier value: Double) { pieces = [.text("\(Self.earlier): \(value)")] }

  init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ text: String) { if !text.isEmpty { pieces.append(.text(text)) } }
    mutating func appendInterpolation(_ fact: Fact, _ part: Part = .value) { pieces.append(.fact(fact, part)) }
    mutating func appendInterpolation(_ number: Int) { pieces.append(.text(String(number))) }
    mutating func appendInterpolation(_ terms: [FigureTerm], joined separator: String) {
      for (index, term) in terms.enumerated() {
        if index > 0 { pieces.append(.text(separator)) }
        pieces += term.pieces
      }
    }
  }

  /// Whether it is a figure that people set.
  var isSet: Bool {
    if pieces.count == 1, case .fact(_, let part) = pieces[0] { part == .target || part == .plan } else { false }
  }

  /// The formula with each fact written as `f` and its number.
  func text(_ number: (Fact) -> Int) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .fact(let fact, let part): "f\(number(fact))\(part.rawValue)"
      }
    }.joined()
  }

  var facts: [Fact] { pieces.compactMap { if case .fact(let fact, _) = $0 { fact } else { nil } } }
}
