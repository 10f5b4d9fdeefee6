extension Unit: CustomStringConvertible {
  /// The canonical text, which parses back: `EUR/session`, `h/fte/year`, `1/order`, `EUR^2`.
  public var description: String {
    switch scale {
    case .share: return "share"
    case .percentagePoints: return "pp"
    case .points: return "points"
    case .score: return "score"
    case .index: return "index"
    case .plain: break
    }
    let above = powers.filter { $0.exponent > 0 }.map { Self.text($0.base, $0.exponent) }
    let below = powers.filter { $0.exponent < 0 }.map { "/" + Self.text($0.base, -$0.exponent) }
    return (above.isEmpty ? "1" : above.joined(separator: "*")) + below.joined()
  }

  /// How to show a value in this unit.
  public var display: Display {
    switch scale {
    case .share: return .share
    case .percentagePoints: return .percentagePoints
    case .points: return .points
    case .score: return .score
    case .index: return .other("index")
    case .plain: break
    }
    if powers.isEmpty { return .ratio }
    let above = powers.filter { $0.exponent > 0 }
    let below = powers.filter { $0.exponent < 0 }.map { Self.text($0.base, -$0.exponent) }.joined(separator: "/")
    let per = below.isEmpty ? nil : below
    guard above.count == 1, above[0].exponent == 1 else { return .other(description) }
    return switch above[0].base {
    case .currency(let code, _): .money(currency: code, per: per)
    case .time(let symbol): .time(symbol: symbol.rawValue, per: per)
    case .noun(let noun): .count(noun: noun, per: per)
    }
  }

  /// The unit in words, for messages: `orders per session`, `hours per FTE-year`, `a share`.
  public var words: String {
    switch scale {
    case .share: return "a share"
    case .percentagePoints: return "percentage points"
    case .points: return "index points"
    case .score: return "a score"
    case .index: return "an index (100 = base)"
    case .plain: break
    }
    if powers.isEmpty { return "a pure number" }
    let above = powers.filter { $0.exponent > 0 }.map { Self.word($0, plural: true) }
    let below = powers.filter { $0.exponent < 0 }.map { Self.word($0, plural: false) }
    let head = above.isEmpty ? "a number" : above.joined(separator: " times ")
    return below.isEmpty ? head : head + " per " + below.joined(separator: "-")
  }

  private static func text(_ base: Base, _ exponent: Int) -> String {
    let name =
      switch base {
      case .currency(let code, let tag): tag.map { code + "_" + $0 } ?? code
      case .noun(let noun): noun
      case .time(let symbol): symbol.rawValue
      }
    return exponent == 1 ? name : "\(name)^\(exponent)"
  }

  private static func word(_ power: Power, plural: Bool) -> String {
    let name =
      switch power.base {
      case .currency(let code, let tag):
        tag.map { code + " " + $0.split(separator: "_").joined(separator: " ") } ?? code
      case .noun("fte"): "FTE"
      case .noun(let noun): (plural ? Noun.plural(noun) : noun).split(separator: "_").joined(separator: " ")
      case .time(let symbol): plural ? symbol.word + "s" : symbol.word
      }
    return abs(power.exponent) == 1 ? name : "\(name)^\(abs(power.exponent))"
  }
}
