/// Values of a segment in an order, as a sentence names them: `web (+3.1 pp), app (+2.0 pp) and voice (+1.1 pp)`.
public struct Ranking: Sendable, Hashable {
  /// Which values, and in which order.
  public enum Order: String, Sendable, Hashable, CaseIterable {
    /// By the figure.
    case highest, lowest
    /// By a change that is beyond noise.
    case rose, fell
  }

  /// Which values, and in which order.
  public var order: Order
  /// The segment whose values are named.
  public var segment: String
  /// The comparison of a change; `prior` where none is named.
  public var comparison: String
  /// How many values are named at most.
  public var count: Int
}

extension Ranking {
  /// Reads `(channel)`, `(channel, year_ago)` or `(channel, year_ago, 2)` after the order's name.
  init(_ order: Order, _ scanner: inout PhraseScanner) throws(PhraseScanner.Failure) {
    let example = "Write the segment in parentheses: “.\(order.rawValue)(channel)”, and how many: “(channel, 3)”."
    let start = scanner.position
    guard scanner.take("(") else {
      throw PhraseScanner.Failure(summary: "the segment is missing", offset: start, remedy: example)
    }
    var names: [String] = []
    var count: Int?
    repeat {
      let word = scanner.text(until: ",)")
      if let number = Int(word), (1...20).contains(number), count == nil {
        count = number
      } else if count == nil, !word.isEmpty, Int(word) == nil {
        names.append(word)
      } else {
        throw PhraseScanner.Failure(summary: "“\(word)” is not understood", offset: start, remedy: example)
      }
    } while scanner.take(",")
    let comparing = order == .rose || order == .fell
    guard scanner.take(")"), let segment = names.first, names.count <= (comparing ? 2 : 1) else {
      throw PhraseScanner.Failure(summary: "the parentheses are not understood", offset: start, remedy: example)
    }
    self.init(order: order, segment: segment, comparison: names.count > 1 ? names[1] : "prior", count: count ?? 3)
  }
}
